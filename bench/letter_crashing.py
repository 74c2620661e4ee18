"""A worker that is killed on purpose with letters in its hands: as `bench.crashing`, which has the
points. It ends when no letter waits."""

import smtplib
import time
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bench.crashing import DOT, LIMIT, PAUSE, deadly, then
from bench.points import CONTROL, POINTS
from iria import letters, transports
from iria.models import Letter

# Of a claim of LIMIT letters, which are sent in less.
LEASE = timedelta(seconds=3)
OPEN = (Letter.State.WAITING, Letter.State.SENDING)


def main(point: str, count: str) -> None:
    letters.LEASE = LEASE
    if point.startswith(CONTROL):
        _without_claim()
        point = point.removeprefix(CONTROL)
    if point in POINTS:
        _dies(point, int(count))
    while Letter.objects.filter(state__in=OPEN).exists():
        if not letters.run_due(LIMIT):
            time.sleep(PAUSE)


def _dies(point: str, count: int) -> None:
    passed = deadly(count)
    match point:
        case "before the claim's commit":
            letters._claim = transaction.atomic(then(letters._claim, passed))
        case "after the claim's commit":
            letters._claim = then(letters._claim, passed)
        case "before the 250 is read":
            smtplib.SMTP.send = then(smtplib.SMTP.send, lambda sent: sent == DOT and passed())
        case "between the 250 and the commit":
            transports.Server.send = then(transports.Server.send, passed)
        case "after the commit":
            letters._send = then(letters._send, passed)


def _without_claim() -> None:
    """Reads who waits, sends, writes down that it was sent."""

    def claim(token: uuid.UUID, limit: int) -> list[Letter]:
        return list(Letter.objects.filter(state=Letter.State.WAITING).order_by("pk")[:limit])

    def send(letter: Letter, token: uuid.UUID, transport: transports.Transport) -> None:
        transport.send(letters._envelope(letter), letters._message(letter))
        Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now())

    letters._claim, letters._send = claim, send
