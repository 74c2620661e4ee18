"""The newsletter on the first page of the desk."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.admin.subscribers import LATELY, lately
from newsletter.models import Campaign, Delivery, Subscriber

Entry = tuple[str, int, str]
UNDER_WAY = (Campaign.State.SCHEDULED, Campaign.State.SENDING, Campaign.State.PAUSED)
MOST = 8


def newsletter_panel(request: HttpRequest) -> str:
    """Who is subscribed, who came and went, and how campaigns stand: two queries."""
    people, campaigns = _people(request), _campaigns(request)
    if people is None and campaigns is None:
        return ""
    context = {"entries": people or [], "campaigns": campaigns or []}
    context["has_people"] = people is not None
    return render_to_string("admin/newsletter/overview.html", context, request)


def _people(request: HttpRequest) -> list[Entry] | None:
    if not admin.site.get_model_admin(Subscriber).has_view_or_change_permission(request):
        return None
    url = reverse("admin:newsletter_subscriber_changelist")
    counts = Subscriber.objects.aggregate(
        subscribed=Count("pk", Q(state=Subscriber.State.SUBSCRIBED)),
        joined=Count("pk", lately("joined")),
        left=Count("pk", lately("left")),
    )
    return [
        (_("Subscribed"), counts["subscribed"], f"{url}?state=subscribed"),
        (_("Joined"), counts["joined"], f"{url}?lately=joined"),
        (_("Left"), counts["left"], f"{url}?lately=left"),
    ]


def _campaigns(request: HttpRequest) -> list[Campaign] | None:
    """Those on their way or in trouble, and that left somebody in doubt lately: one query."""
    if not admin.site.get_model_admin(Campaign).has_view_or_change_permission(request):
        return None
    doubtful = Delivery.objects.filter(
        state=Delivery.State.UNCERTAIN, settled_at__gt=timezone.now() - LATELY
    ).order_by()
    # Counted in a query of its own, so that it groups by nothing else.
    count = doubtful.filter(campaign=OuterRef("pk")).values("campaign").annotate(n=Count("pk"))
    shown = Q(state__in=UNDER_WAY) | Q(pk__in=doubtful.values("campaign"))
    rows = Campaign.objects.filter(shown).annotate(uncertain=Subquery(count.values("n")))
    return list(rows.order_by("-id").defer("introduction")[:MOST])


admin.site.register_panel(30, newsletter_panel)
