"""One subscriber: what is known, what was mailed, and what staff may do."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsletter import memberships, suppression
from newsletter.importing.loading import reason
from newsletter.models import Campaign, Consent, Delivery, Subscriber

SHOWN = 100  # mails, the newest


def show(request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
    screen = screen_of(Subscriber)
    if not screen.has_view_or_change_permission(request, subscriber):
        raise PermissionDenied
    key = subscriber.address_key
    cause = suppression.cause_of(key) if key else None
    context = context_of(request, subscriber) | {
        "title": subscriber.address or _("Erased"),
        "consents": subscriber.consents.select_related("recorded_by").order_by("-asked_at", "-pk"),
        "mails": mails(subscriber),
        "most": SHOWN,
        "campaign_url": campaign_url(request),
        "why_not_mailed": reason(cause) if cause else "",
        "is_blocked": cause == suppression.Cause.BLOCKED,
        "may_change": bool(key) and screen.has_change_permission(request, subscriber),
        "may_export": request.user.has_perm("newsletter.export_subscriber"),
    }
    return TemplateResponse(request, "admin/newsletter/person.html", context)


def mails(subscriber: Subscriber) -> list[Delivery]:
    found = subscriber.deliveries.select_related("campaign").order_by("-pk")
    return list(found.only(*MAIL, "campaign__subject")[:SHOWN])


MAIL = ("campaign", "subscriber", "address", "state", "error", "attempts", "settled_at")


def campaign_url(request: HttpRequest) -> str:
    """The name of a campaign's page for those who may open it."""
    if not admin.site.is_registered(Campaign):
        return ""
    may_open = screen_of(Campaign).has_view_or_change_permission(request)
    return "admin:newsletter_campaign_change" if may_open else ""


def screen_of(model: type) -> ModelAdmin:
    return admin.site.get_model_admin(model)


def context_of(request: HttpRequest, subscriber: Subscriber) -> dict[str, Any]:
    return admin.site.each_context(request) | {
        "original": subscriber,
        "object": subscriber,
        "opts": Subscriber._meta,
    }


def acting(
    act: Callable[[Subscriber], object], title: Any, told: Any, done: Any, danger: bool = True
) -> Callable[[HttpRequest, int], HttpResponse]:
    """A page that asks, and does it by its button."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        screen, subscriber = screen_of(Subscriber), get_object_or_404(Subscriber, pk=pk)
        if not screen.has_change_permission(request, subscriber):
            raise PermissionDenied
        back = reverse("admin:newsletter_subscriber_change", args=[pk])
        if subscriber.address_key is None:
            messages.error(request, _("This person was erased; nothing is left to change."))
            return HttpResponseRedirect(back)
        if request.method == "POST":
            act(subscriber)
            screen.log_change(request, subscriber, str(done))
            messages.success(request, done)
            return HttpResponseRedirect(back)
        context = context_of(request, subscriber) | {
            "title": title,
            "told": told,
            "danger": danger,
            "back_url": back,
        }
        return TemplateResponse(request, "admin/newsletter/act.html", context)

    return view


ACTS = {
    "leave": acting(
        lambda subscriber: memberships.leave(subscriber, Consent.End.STAFF),
        gettext_lazy("Unsubscribe"),
        gettext_lazy(
            "No more mail goes to this address, and an import does not bring it back. "
            "Only the person can subscribe again."
        ),
        gettext_lazy("Unsubscribed."),
    ),
    "block": acting(
        memberships.block,
        gettext_lazy("Block"),
        gettext_lazy(
            "Nothing of the newsletter goes to this address any more, not even a letter to "
            "confirm, whoever enters it. You can lift this later."
        ),
        gettext_lazy("Blocked."),
    ),
    "unblock": acting(
        memberships.unblock,
        gettext_lazy("Unblock"),
        gettext_lazy(
            "This does not subscribe anybody: the person may ask for the newsletter again."
        ),
        gettext_lazy("No longer blocked."),
        danger=False,
    ),
}
