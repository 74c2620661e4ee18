"""What should have been mailed by now, for the first page of the desk."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from iria import beats
from newsletter import following
from newsletter.admin.subscribers import LATELY
from newsletter.models import Campaign, FollowUp

LATE = timedelta(minutes=2)
SHOWN = 5


def context(under_way: list[Campaign]) -> dict[str, Any]:
    """Marks those that should have begun, and adds articles whose mail was asked for. Two
    queries; two more where something is late or there is more than is shown."""
    now = timezone.now()
    for campaign in under_way:
        is_scheduled = campaign.state == Campaign.State.SCHEDULED
        campaign.is_late = is_scheduled and campaign.send_at <= now - LATE
    waiting = following.waiting(LATE, LATELY)
    shown = list(waiting.only("title", "first_published_at")[:SHOWN])
    # What is older is not mailed by itself any more.
    late = [one for one in shown if one.first_published_at > now - following.NEWS]
    is_any = late or any(campaign.is_late for campaign in under_way)
    return {
        "late": late,
        "missed": [one for one in shown if one not in late],
        "more_unsent": _more(waiting, shown),
        "no_worker": bool(is_any) and beats.is_late(),
        "mailed_before": _mailed_before(),
    }


def _more(waiting: QuerySet[Article], shown: list[Article]) -> int:
    return waiting.count() - SHOWN if len(shown) == SHOWN else 0


def _mailed_before() -> list[FollowUp]:
    """Articles that were not mailed by themselves, since staff had done so."""
    rows = FollowUp.objects.filter(
        was_mailed=True, made_at__gt=timezone.now() - following.NEWS
    ).select_related("article", "campaign")
    return list(rows.only("article__title", "campaign__subject").order_by("-made_at")[:SHOWN])
