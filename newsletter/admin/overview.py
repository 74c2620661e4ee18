"""The newsletter on the first page of the desk."""

from django.contrib import admin
from django.db import models
from django.db.models import Model, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from iria.adminsite import Count, Counts, Panel
from newsletter.admin import unsent
from newsletter.admin.subscribers import LATELY, lately
from newsletter.models import Campaign, Delivery, Subscriber

UNDER_WAY = (Campaign.State.SCHEDULED, Campaign.State.SENDING, Campaign.State.PAUSED)
MOST = 8


def counts(request: HttpRequest) -> Counts | None:
    """Who is subscribed, who came and went; what was not mailed, for those who see campaigns."""
    if _may_see(request, Campaign):
        hidden = unsent.counts()
    elif _may_see(request, Subscriber):
        hidden = {}
    else:
        return None
    return (_people() if _may_see(request, Subscriber) else {}) | hidden


def _people() -> Counts:
    url = reverse("admin:newsletter_subscriber_changelist")
    people = Subscriber.objects.all()
    subscribed = people.filter(state=Subscriber.State.SUBSCRIBED)
    return {
        "subscribed": Count(_("Subscribed"), subscribed, f"{url}?state=subscribed", True),
        "joined": Count(
            _("Joined"), people.filter(lately("joined")), f"{url}?lately=joined", True
        ),
        "left": Count(_("Left"), people.filter(lately("left")), f"{url}?lately=left", True),
    }


def _may_see(request: HttpRequest, model: type[Model]) -> bool:
    return admin.site.get_model_admin(model).has_view_or_change_permission(request)


def draw(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    """With the campaigns: one query, and two more where something was not mailed."""
    context = {"entries": entries, "has_people": "subscribed" in numbers}
    if _may_see(request, Campaign):
        campaigns = _campaigns()
        context |= {"campaigns": campaigns} | unsent.context(campaigns, numbers)
    return render_to_string("admin/newsletter/overview.html", context, request)


def _campaigns() -> list[Campaign]:
    """Those on their way or in trouble, and that left somebody in doubt lately: one query."""
    doubtful = Delivery.objects.filter(
        state=Delivery.State.UNCERTAIN, settled_at__gt=timezone.now() - LATELY
    ).order_by()
    # Counted in a query of its own, so that it groups by nothing else.
    count = (
        doubtful.filter(campaign=OuterRef("pk")).values("campaign").annotate(n=models.Count("pk"))
    )
    shown = Q(state__in=UNDER_WAY) | Q(pk__in=doubtful.values("campaign"))
    rows = Campaign.objects.filter(shown).annotate(uncertain=Subquery(count.values("n")))
    return list(rows.order_by("-id").defer("introduction")[:MOST])


admin.site.register_panel(Panel(30, counts, draw))
