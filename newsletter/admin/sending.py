"""Sends a campaign, holds it, ends it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from iria import moments
from newsletter import campaigns, composing
from newsletter.admin.campaignforms import SendForm
from newsletter.admin.looking import campaign_for, context_of, screen, warnings
from newsletter.models import Campaign

TOO_LATE = gettext_lazy("Nothing was changed: the campaign is in another state by now.")


def may_send(request: HttpRequest, pk: int) -> Campaign:
    """Raises Http404, PermissionDenied."""
    campaign = campaign_for(request, pk)
    if not screen().has_send_permission(request):
        raise PermissionDenied
    return campaign


def page_of(campaign: Campaign) -> str:
    return reverse("admin:newsletter_campaign_change", args=[campaign.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what goes to how many, POST sends or schedules."""
    campaign = may_send(request, pk)
    if campaign.state != Campaign.State.DRAFT:
        messages.warning(request, TOO_LATE)
        return HttpResponseRedirect(page_of(campaign))
    people = campaigns.people()
    form = SendForm(campaign, request.POST or None, people=people)
    context = context_of(request, campaign) | {
        "title": _("Send “%(subject)s”") % {"subject": campaign.subject},
        "form": form,
        "people": people,
        "people_words": f"{people:,}",
        "is_typed": "typed" in form.fields,
    }
    try:
        written = composing.compose(campaign, campaigns.expected_at(campaign))
    except composing.NothingToSend as refusal:
        context["refusal"] = str(refusal)
    else:
        context["warnings"] = warnings(campaign, written)
        if people and form.is_bound and form.is_valid() and _begins(request, campaign, form):
            return HttpResponseRedirect(page_of(campaign))
    return TemplateResponse(request, "admin/newsletter/send.html", context)


def _begins(request: HttpRequest, campaign: Campaign, form: SendForm) -> bool:
    """Whether there is nothing more to say on this page."""
    moment = form.moment()
    if missing := campaigns.not_yet(campaign, moment):
        form.add_error("when", [*missing, _("Choose a later time, or take it out.")])
        return False
    try:
        campaigns.schedule(campaign, moment, request.user)
    except campaigns.NotNow:
        messages.warning(request, TOO_LATE)
        return True
    if form.cleaned_data["when"] == "now":
        said = _("It is on its way. This page shows how far it is.")
    else:
        said = _("It goes out on %(at)s.") % {"at": moments.said(moment)}
    screen().log_change(request, campaign, said)
    messages.success(request, said)
    return True


def acting(act: Callable[[Campaign], Any], said: Any) -> Callable[..., HttpResponse]:
    """A button that does it."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        campaign = may_send(request, pk)
        try:
            act(campaign)
        except campaigns.NotNow:
            messages.warning(request, TOO_LATE)
        else:
            screen().log_change(request, campaign, str(said))
            messages.success(request, said)
        return HttpResponseRedirect(page_of(campaign))

    return view


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, since it cannot be undone; POST cancels."""
    campaign = may_send(request, pk)
    if request.method != "POST":
        context = context_of(request, campaign) | {
            "title": _("Cancel “%(subject)s”") % {"subject": campaign.subject},
            "back_url": page_of(campaign),
            "counts": campaigns.counts(campaign),
        }
        return TemplateResponse(request, "admin/newsletter/cancel.html", context)
    try:
        count = campaigns.cancel(campaign)
    except campaigns.NotNow:
        messages.warning(request, TOO_LATE)
    else:
        said = ngettext(
            "Cancelled. %(n)s mail that waited is not sent.",
            "Cancelled. %(n)s mails that waited are not sent.",
            count,
        ) % {"n": f"{count:,}"}
        screen().log_change(request, campaign, said)
        messages.success(request, said)
    return HttpResponseRedirect(page_of(campaign))


ACTS = {
    "unschedule": acting(
        campaigns.unschedule, gettext_lazy("It is a draft again, and is not sent.")
    ),
    "pause": acting(
        campaigns.pause,
        gettext_lazy("Paused. The mail that is on its way just now still arrives."),
    ),
    "resume": acting(campaigns.resume, gettext_lazy("It goes on.")),
    "cancel": cancel,
    "show": acting(
        lambda campaign: campaigns.show_on_web(campaign, True),
        gettext_lazy("It is in the archive on the web."),
    ),
    "hide": acting(
        lambda campaign: campaigns.show_on_web(campaign, False),
        gettext_lazy("It is not in the archive on the web any more."),
    ),
}
