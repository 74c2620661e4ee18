"""A campaign that was sent, or is: how far it is, and whether somebody got it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.text.keys import row_id
from newsletter import campaigns
from newsletter.admin.looking import campaign_for, context_of, screen
from newsletter.admin.searching import search
from newsletter.models import Campaign, Delivery, Subscriber

State = Delivery.State
# The rate is that of the last minutes.
LATELY = timedelta(minutes=5)
SHOWN = 100  # mails on a page
GOING_ON = (Campaign.State.SCHEDULED, Campaign.State.SENDING)
TOLD = {
    State.WAITING: gettext_lazy("their turn comes"),
    State.SENDING: gettext_lazy("in the hands of the mail server just now"),
    State.SENT: gettext_lazy("taken by the mail server"),
    State.FAILED: gettext_lazy("refused by the mail server for good"),
    State.SUPPRESSED: gettext_lazy("left, or were erased, before their turn came"),
    State.UNCERTAIN: gettext_lazy(
        "the worker or the connection ended while it was being sent; it is not sent again"
    ),
    State.CANCELLED: gettext_lazy("not sent, since the campaign was cancelled"),
}


def show(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    if not screen().has_view_or_change_permission(request, campaign):
        raise PermissionDenied
    counts = campaigns.counts(campaign)
    done = campaign.total - counts[State.WAITING] - counts[State.SENDING]
    url = reverse("admin:newsletter_campaign_mails", args=[campaign.pk])
    context = context_of(request, campaign) | {
        "title": campaign.subject,
        "states": [
            (
                state,
                capfirst(State(state).label),
                f"{count:,}",
                TOLD[state],
                f"{url}?state={state}",
            )
            for state, count in counts.items()
            if count or state in (State.WAITING, State.SENT)
        ],
        "done": done,
        "done_words": f"{done:,}",
        "total_words": f"{campaign.total:,}",
        "is_going_on": campaign.state in GOING_ON,
        "mails_url": url,
    }
    if campaign.state == Campaign.State.SENDING:
        context |= pace(campaign, counts[State.WAITING])
    return TemplateResponse(request, "admin/newsletter/run.html", context)


def pace(campaign: Campaign, waiting: int) -> dict[str, Any]:
    """`rate`, mails a minute, and `end`, when the last would be sent at that; one query."""
    if campaign.planned_at is None:
        return {"is_planning": True}
    now = timezone.now()
    since = max(now - LATELY, campaign.planned_at)
    minutes = max((now - since).total_seconds(), 1) / 60
    settled = campaign.deliveries.filter(settled_at__gte=since).count()
    rate = settled / minutes
    end: datetime | None = now + timedelta(minutes=waiting / rate) if rate else None
    return {"rate": round(rate), "end": end}


@require_safe
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails of a campaign: `?state=`, `?who=` (an address or its beginning), `?before=` (a key)
    for the next page."""
    campaign = campaign_for(request, pk)
    who, state = request.GET.get("who", "").strip(), request.GET.get("state", "")
    found = matching(campaign, who, state)
    if before := row_id(request.GET.get("before")):
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("subscriber").order_by("-pk")[: SHOWN + 1])
    shown = rows[:SHOWN]
    query = request.GET.copy()
    if len(rows) > SHOWN:
        query["before"] = str(shown[-1].pk)
    may_open = request.user.has_perm("newsletter.view_subscriber")
    context = context_of(request, campaign) | {
        "title": _("Who got “%(subject)s”") % {"subject": campaign.subject},
        "mails": shown,
        "who": who,
        "state": state,
        "choices": [(value, capfirst(label)) for value, label in State.choices],
        "next": query.urlencode() if len(rows) > SHOWN else "",
        "answer": answer(campaign, who) if who and not shown else "",
        "person_url": "admin:newsletter_subscriber_change" if may_open else "",
    }
    return TemplateResponse(request, "admin/newsletter/mails.html", context)


def matching(campaign: Campaign, who: str, state: str) -> QuerySet[Delivery]:
    found = campaign.deliveries.all()
    if state in State.values:
        found = found.filter(state=state)
    if who:
        people = search(Subscriber.objects.all(), who).values("pk")
        # The address of that time counts, and so does the one of today.
        found = found.filter(Q(subscriber__in=people) | Q(address__iexact=who))
    return found


def answer(campaign: Campaign, who: str) -> str:
    """Why nobody like that is on the list of a campaign."""
    if campaign.planned_at is None:
        return _("It is not settled yet who gets this campaign.")
    if search(Subscriber.objects.all(), who).exists():
        return _("Known here, but not subscribed when this campaign began: nothing was sent.")
    return _("Nobody like that is known here: nothing was sent.")
