"""What should have been mailed by now, for the first page of the desk."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from iria import beats
from iria.adminsite import Count, Counts
from newsletter import following
from newsletter.admin.subscribers import LATELY
from newsletter.models import Campaign, FollowUp

LATE = timedelta(minutes=2)
SHOWN = 5


def counts() -> Counts:
    """What is counted with all else on that page."""
    return {
        "unsent": Count("", following.waiting(LATE, LATELY)),
        "before": Count("", _mailed_before()),
        "workers": Count("", beats.at_work()),
    }


def context(under_way: list[Campaign], numbers: dict[str, int]) -> dict[str, Any]:
    """Marks those that should have begun, and adds articles whose mail was asked for. A query for
    each of the two kinds of which there is one."""
    now = timezone.now()
    for campaign in under_way:
        is_scheduled = campaign.state == Campaign.State.SCHEDULED
        campaign.is_late = is_scheduled and campaign.send_at <= now - LATE
    waiting = following.waiting(LATE, LATELY).only("title", "first_published_at")
    shown = list(waiting[:SHOWN]) if numbers["unsent"] else []
    # What is older is not mailed by itself any more.
    late = [one for one in shown if one.first_published_at > now - following.NEWS]
    is_any = late or any(campaign.is_late for campaign in under_way)
    before = _mailed_before().select_related("article", "campaign")
    titles = before.only("article__title", "campaign__subject").order_by("-made_at")
    return {
        "late": late,
        "missed": [one for one in shown if one not in late],
        "more_unsent": max(0, numbers["unsent"] - SHOWN),
        "no_worker": bool(is_any) and not numbers["workers"],
        "mailed_before": list(titles[:SHOWN]) if numbers["before"] else [],
    }


def _mailed_before() -> QuerySet[FollowUp]:
    """Articles that were not mailed by themselves, since staff had done so."""
    since = timezone.now() - following.NEWS
    return FollowUp.objects.filter(was_mailed=True, made_at__gt=since)
