"""A worker that is killed on purpose: `python -m bench.inside crashing POINT COUNT`.

COUNT is how often the point is passed before. CONTROL before the point makes it a worker without
claim and intent; any other point is never reached. It ends when all campaigns are sent."""

import os
import signal
import smtplib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bench.points import CONTROL, POINTS
from iria import transports
from newsletter import delivery, planning
from newsletter.models import Campaign, Chunk, Delivery

LEASE = timedelta(seconds=3)
CHUNK = 100  # people: many claims
PAUSE = 0.1  # seconds, where another worker has the rest in its hands
LIMIT = 20
DOT = b".\r\n"


def main(point: str, count: str) -> None:
    delivery.LEASE, planning.CHUNK = LEASE, CHUNK
    if point.startswith(CONTROL):
        _without_claim()
        point = point.removeprefix(CONTROL)
    if point in POINTS:
        _dies(point, int(count))
    under_way = [Campaign.State.SCHEDULED, Campaign.State.SENDING]
    while Campaign.objects.filter(state__in=under_way).exists():
        if not delivery.run_due(LIMIT):
            time.sleep(PAUSE)


def deadly(count: int) -> Callable[..., None]:
    """Kills this process once it was called so often before."""
    left = [count]

    def passed(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return passed


def _dies(point: str, count: int) -> None:
    passed = deadly(count)
    match point:
        case "before the claim's commit":
            delivery.claim = transaction.atomic(then(delivery.claim, passed))
        case "after the claim's commit":
            delivery.claim = then(delivery.claim, passed)
        case "before the 250 is read":
            smtplib.SMTP.send = then(smtplib.SMTP.send, lambda sent: sent == DOT and passed())
        case "between the 250 and the commit":
            transports.Server.send = then(transports.Server.send, passed)
        case "after the commit":
            delivery.step = then(delivery.step, passed)


def then(real: Callable, happens: Callable[..., object]) -> Callable:
    """`happens` is called with the last argument afterwards."""

    def wrapped(*args: Any) -> Any:
        done = real(*args)
        happens(*args[-1:])
        return done

    return wrapped


def _without_claim() -> None:
    """Reads who waits, sends, writes down that it was sent."""

    def rows(claimed: delivery.Claim) -> QuerySet[Chunk]:
        return Chunk.objects.filter(pk=claimed.chunk.pk)

    def claim() -> delivery.Claim | None:
        campaign = Campaign.objects.filter(state=Campaign.State.SENDING).first()
        chunk = campaign and campaign.chunks.filter(done_at=None).order_by("seq").first()
        return chunk and delivery.Claim(chunk, None, delivery._variant(campaign.pk))

    def intent(row: delivery.Row, now: object) -> delivery.Job:
        found = Delivery.objects.select_related("subscriber").get(pk=row.pk)
        return delivery.Job(row.pk, found.subscriber.key, row.address, row.attempts + 1)

    def settle(result: delivery.Result | None) -> None:
        if result:
            Delivery.objects.filter(pk=result.job.pk).update(state=result.state)

    delivery.Claim.rows, delivery._may_go_on = rows, bool
    delivery.claim, delivery._intent, delivery.settle = claim, intent, settle
