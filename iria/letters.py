"""Single mails: a row written in the transaction of what it tells, sent by the worker.

A row is claimed for a worker by a token and a lease, committed before anything is sent. Before
each mail its state becomes `sending`, right after it the result: so a worker that dies leaves at
most one row in doubt, which is listed as uncertain and never sent again by itself.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from iria import mail, transports
from iria.addresses import address_key
from iria.tables.letters import Letter

LEASE = timedelta(minutes=10)
KEPT = timedelta(days=90)
# Minutes until the next try, by the number of tries so far; then the letter has failed.
PAUSES = (1, 5, 15, 60, 180, 360, 720, 720)
State = Letter.State


def write(
    kind: str,
    address: str,
    name: str,
    context: Mapping[str, object],
    *,
    once: str | None = None,
    expires_in: timedelta | None = None,
    headers: Mapping[str, str] | None = None,
) -> Letter | None:
    """A letter out of the templates NAME.*. `once` names what must not be mailed twice: if there
    is a letter of that name already, none is written and None returned."""
    written = mail.write(name, context)
    return put(kind, address, written, once=once, expires_in=expires_in, headers=headers)


def put(
    kind: str,
    address: str,
    written: mail.Mail,
    *,
    once: str | None = None,
    expires_in: timedelta | None = None,
    headers: Mapping[str, str] | None = None,
) -> Letter | None:
    """`write` for a mail that is written already."""
    now = timezone.now()
    letter = Letter(
        kind=kind,
        once=once,
        address=address,
        address_key=address_key(address),
        subject=written.subject,
        text=written.text,
        html=written.html,
        headers=dict(headers or {}),
        message_id=Letter.new_message_id(mail.message_host()),
        due_at=now,
        expires_at=now + expires_in if expires_in else None,
    )
    if once is None:
        letter.save()
        return letter
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        if Letter.objects.filter(once=once).exists():
            return None
        raise
    return letter


def run_due(limit: int) -> int:
    """Sends what is due; the number of letters that were looked at."""
    _settle_abandoned()
    token = uuid.uuid4()
    claimed = _claim(token, limit)
    if claimed:
        with transports.opened() as transport:
            for letter in claimed:
                _send(letter, token, transport)
    return len(claimed)


def forget_old(limit: int) -> int:
    """Deletes letters that were finished long ago."""
    old = Letter.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(
        state__in=[State.WAITING, State.SENDING]
    )
    ids = list(old.values_list("pk", flat=True)[:limit])
    return Letter.objects.filter(pk__in=ids).delete()[0]


def empty(rows: QuerySet[Letter], **also: object) -> int:
    """Takes the words out of these letters, and what a server said about them; `also` are other
    columns to be set. What waits is cancelled; what is just being sent is not tried again."""
    waits = When(state=State.WAITING, then=Value(State.CANCELLED))
    return rows.update(
        subject="",
        text="",
        html="",
        headers={},
        error="",
        state=Case(waits, default=F("state")),
        **also,
    )


def _settle_abandoned() -> None:
    """Rows of a worker that died between the intent and the result."""
    Letter.objects.filter(state=State.SENDING, leased_until__lt=timezone.now()).update(
        state=State.UNCERTAIN,
        error="The worker ended while this was being sent.",
        lease_token=None,
    )


def _claim(token: uuid.UUID, limit: int) -> list[Letter]:
    now = timezone.now()
    with transaction.atomic():
        Letter.objects.filter(state=State.WAITING, expires_at__lte=now).update(
            state=State.EXPIRED, text="", html=""
        )
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        due = Letter.objects.filter(free, state=State.WAITING, due_at__lte=now)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids = [letter.pk for letter in due.order_by("due_at", "id").only("pk")[:limit]]
        Letter.objects.filter(pk__in=ids).update(lease_token=token, leased_until=now + LEASE)
    return list(Letter.objects.filter(pk__in=ids, lease_token=token).order_by("due_at", "id"))


def _send(letter: Letter, token: uuid.UUID, transport: transports.Transport) -> None:
    mine = Letter.objects.filter(pk=letter.pk, lease_token=token)
    intent = mine.filter(state=State.WAITING).update(
        state=State.SENDING, attempts=F("attempts") + 1, leased_until=timezone.now() + LEASE
    )
    if not intent:
        return
    try:
        transport.send(_envelope(letter), _message(letter))
    except transports.NotNow as refusal:
        _wait(mine, letter.attempts, str(refusal))
    except transports.Unclear as refusal:
        _finish(mine, State.UNCERTAIN, str(refusal))
    except (transports.Refused, ValueError) as refusal:
        _finish(mine, State.FAILED, str(refusal))
    else:
        # What it said is in the mailbox; a link that lets somebody in is not kept here.
        _finish(mine, State.SENT, "", sent_at=timezone.now(), text="", html="")


def _envelope(letter: Letter) -> transports.Envelope:
    return transports.Envelope(mail.sender(), mail.ascii_domain(letter.address))


def _message(letter: Letter) -> bytes:
    written = mail.Mail(letter.subject, letter.text, letter.html)
    return mail.to_bytes(written, letter.address, letter.message_id, letter.headers)


def _wait(mine: object, attempts: int, said: str) -> None:
    if attempts >= len(PAUSES):
        return _finish(mine, State.FAILED, said)
    due_at = timezone.now() + timedelta(minutes=PAUSES[attempts])
    # Whoever was erased while this was being sent is not written to again.
    is_empty = When(text="", then=Value(State.CANCELLED))
    state = Case(is_empty, default=Value(State.WAITING))
    return _finish(mine, state, said, due_at=due_at, leased_until=None)


def _finish(mine: object, state: str | Case, said: str, **values: object) -> None:
    # Servers repeat the address in what they say.
    error = Case(When(address="", then=Value("")), default=Value(said[:2000]))
    mine.filter(state=State.SENDING).update(state=state, error=error, lease_token=None, **values)
