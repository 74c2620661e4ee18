"""A campaign before it is sent: as it will look, and as a test in one's own mailbox."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from iria import letters, mail, outbox
from newsletter import campaigns, composing, following
from newsletter.models import Campaign


def screen() -> ModelAdmin:
    return admin.site.get_model_admin(Campaign)


def campaign_for(request: HttpRequest, pk: int) -> Campaign:
    """Raises Http404, PermissionDenied."""
    campaign = get_object_or_404(Campaign, pk=pk)
    if not screen().has_view_or_change_permission(request, campaign):
        raise PermissionDenied
    return campaign


def context_of(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    return admin.site.each_context(request) | {
        "original": campaign,
        "object": campaign,
        "opts": Campaign._meta,
        "may_change": screen().has_change_permission(request, campaign),
        "may_send": screen().has_send_permission(request),
        "is_draft": campaign.state == Campaign.State.DRAFT,
    }


def composed(campaign: Campaign) -> composing.Composed:
    """As it was sent last, or as it would go out. Raises composing.NothingToSend."""
    variant = campaign.variants.first()
    if variant is None:
        return composing.compose(campaign, campaigns.expected_at(campaign))
    return composing.Composed(
        variant.subject, variant.text, variant.html, variant.tags, variant.number
    )


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request, pk)
    context = context_of(request, campaign) | {
        "title": campaign.subject,
        "own_address": request.user.address,
        "warnings": [],
        "mail": None,
    }
    try:
        context["mail"] = written = composed(campaign)
    except composing.NothingToSend as refusal:
        context["refusal"] = str(refusal)
    else:
        context["warnings"] = warnings(campaign, written)
        context["size"] = round(written.size / 1000)
    return TemplateResponse(request, "admin/newsletter/preview.html", context)


def warnings(campaign: Campaign, written: composing.Composed) -> list[str]:
    """What staff should know before it goes out."""
    found = []
    if written.size > composing.CLIPPED:
        found.append(
            _(
                "The mail has %(size)d kB. Some mail programs cut it off at 100 kB, and show "
                "the rest on a page of their own: send it as a title with a link."
            )
            % {"size": round(written.size / 1000)}
        )
    found += following.notes(campaign)
    return found + campaigns.not_yet(campaign, campaign.send_at or timezone.now())


@require_safe
def html(request: HttpRequest, pk: int) -> HttpResponse:
    """For the frames of `preview`."""
    try:
        written = composed(campaign_for(request, pk))
    except composing.NothingToSend:
        raise Http404 from None
    response = HttpResponse(written.html)
    response["Content-Security-Policy"] = outbox.POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as a letter to whoever asks. Its links to leave lead nowhere."""
    campaign = campaign_for(request, pk)
    if not screen().has_change_permission(request, campaign):
        raise PermissionDenied
    back = reverse("admin:newsletter_campaign_preview", args=[pk])
    try:
        written = composed(campaign)
    except composing.NothingToSend as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    subject = _("[Test] %(subject)s") % {"subject": written.subject}
    with transaction.atomic():
        letters.put("test", request.user.address, mail.Mail(subject, written.text, written.html))
    messages.success(
        request,
        _("A test is on its way to %(address)s.") % {"address": request.user.address},
    )
    return HttpResponseRedirect(back)
