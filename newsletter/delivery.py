"""Sends campaigns: any number of workers, on any number of machines.

A chunk of people is claimed by a token and a lease, committed before anything is sent. Before
each mail its row becomes `sending`, in the transaction that looks once more whether the person
still wants it and whether what it shows still stands; right after it comes the result. A worker
that dies leaves at most one row in doubt, which becomes `uncertain`: listed for staff, and never
sent again by itself.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from iria import mail, transports
from newsletter import composing, planning, suppression
from newsletter.models import Campaign, Chunk, Delivery, Subscriber, Variant
from newsletter.settling import Job, Result, settle, sweep

LEASE = timedelta(minutes=10)
# Minutes until the next try of one address, by the number of tries so far; then it has failed.
PAUSES = (1, 5, 15, 60, 180, 360, 720, 720)
REST = timedelta(minutes=1)  # of a chunk, when the server is not there or asks to wait
# In a row: what happens to everybody is not about the addresses.
MOST_PUT_OFF, MOST_REFUSED, MOST_UNCLEAR = 3, 10, 3
State = Delivery.State


def run_due(limit: int) -> int:
    """Chore: one step of planning, or the mails of one chunk; how many rows it took."""
    sweep()
    if done := planning.begin_due() or planning.plan_due():
        return done
    claimed = claim()
    return _send(claimed, limit) if claimed else planning.finish_due()


@dataclass
class Claim:
    """A chunk in the hands of this worker."""

    chunk: Chunk
    token: uuid.UUID
    variant: Variant
    in_a_row: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.take(self.variant)

    def take(self, variant: Variant) -> None:
        self.variant = variant
        # With a mark where each person's own key goes.
        self.headers = composing.headers(variant.campaign, composing.KEY_MARK)

    @property
    def campaign(self) -> Campaign:
        return self.variant.campaign

    def rows(self) -> QuerySet[Chunk]:
        return Chunk.objects.filter(pk=self.chunk.pk, lease_token=self.token)


@dataclass(frozen=True, slots=True)
class Row:
    """A mail that waits in a chunk of ours. Erasing empties its address, and is looked at again
    before it is sent."""

    pk: int
    subscriber: int
    address: str
    attempts: int


def claim() -> Claim | None:
    token, now = uuid.uuid4(), timezone.now()
    with transaction.atomic():
        due = Chunk.objects.filter(
            done_at=None,
            lease_token=None,
            due_at__lte=now,
            campaign__state=Campaign.State.SENDING,
            campaign__planned_at__isnull=False,
        )
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        chunk = due.order_by("campaign_id", "seq").first()
        if chunk is None:
            return None
        Chunk.objects.filter(pk=chunk.pk).update(lease_token=token, leased_until=now + LEASE)
    return Claim(chunk, token, _variant(chunk.campaign_id))


def _variant(campaign: int) -> Variant:
    return Variant.objects.select_related("campaign").get(campaign=campaign, name="")


def _send(claimed: Claim, limit: int) -> int:
    due = Q(due_at=None) | Q(due_at__lte=timezone.now())
    waiting = Delivery.objects.filter(due, chunk=claimed.chunk.pk, state=State.WAITING)
    values = waiting.order_by("pk").values_list("pk", "subscriber_id", "address", "attempts")
    rows = [Row(*row) for row in values[:limit]]
    result: Result | None = None
    with transports.opened() as transport:
        for row in rows:
            job = step(claimed, result, row)
            result = None
            if job is _LOST:
                return len(rows)
            if job is not None:
                result = _hand_over(claimed, job, transport)
                if _is_enough(claimed, result):
                    break
    with transaction.atomic():
        settle(result)
    _give_back(claimed, rest=bool(claimed.in_a_row.get("stop")))
    return max(1, len(rows))


_LOST = Job(0, "", "", 0)


def step(claimed: Claim, result: Result | None, row: Row) -> Job | None:
    """Settles the last mail and commits the intent of the next, in one transaction. None where
    this one is not wanted any more; `_LOST` where the chunk or the campaign is no longer ours."""
    with transaction.atomic():
        settle(result)
        if not _may_go_on(claimed):
            claimed.rows().update(lease_token=None, leased_until=None)
            return _LOST
        return _intent(row, timezone.now())


def _may_go_on(claimed: Claim) -> bool:
    """Whether the chunk is still ours and its campaign still runs; a mail whose content changed
    is prepared again."""
    # Locked, so that whoever takes this worker for lost finds the intent that follows.
    held = claimed.rows().select_for_update(no_key=True, of=("self",))
    found = held.filter(campaign__variants__name="")
    now = timezone.now()
    for until, state, generation in found.values_list(
        "leased_until", "campaign__state", "campaign__variants__generation"
    ):
        is_late = until < now + LEASE / 2
        if state != Campaign.State.SENDING or (is_late and not _extend(claimed, now)):
            return False
        if generation != claimed.variant.generation:
            claimed.take(_variant(claimed.campaign.pk))
        return _is_fresh(claimed)
    return False


def _extend(claimed: Claim, now: datetime) -> bool:
    return bool(claimed.rows().update(leased_until=now + LEASE))


def _is_fresh(claimed: Claim) -> bool:
    if composing.is_stale(claimed.variant):
        try:
            claimed.take(composing.prepare(claimed.campaign))
        except composing.NothingToSend as refusal:
            planning.pause_for(claimed.campaign, str(refusal))
            return False
    return True


def _intent(row: Row, now: datetime) -> Job | None:
    # Locked, so that whoever leaves does so before this commit, and gets nothing, or after it.
    locked = Subscriber.objects.select_for_update(no_key=True).filter(pk=row.subscriber)
    key, state, address_key = locked.values_list("key", "state", "address_key").get()
    mine = Delivery.objects.filter(pk=row.pk, state=State.WAITING)
    is_wanted = state == Subscriber.State.SUBSCRIBED and address_key is not None
    if not is_wanted or suppression.cause_of(address_key):
        mine.update(state=State.SUPPRESSED, settled_at=now)
        if address_key is None:
            # Planned while they were erased.
            Delivery.objects.filter(pk=row.pk).update(address="")
        return None
    attempts = row.attempts + 1
    if not mine.update(state=State.SENDING, attempts=attempts, due_at=None):
        return None
    return Job(row.pk, key, row.address, attempts)


def _hand_over(claimed: Claim, job: Job, transport: transports.Transport) -> Result:
    try:
        transport.send(_envelope(job), _message(claimed, job))
    except transports.Unreachable as refusal:
        return Result(job, State.WAITING, str(refusal), counted=False)
    except transports.NotNow as refusal:
        if job.attempts > len(PAUSES):
            return Result(job, State.FAILED, str(refusal))
        pause = timedelta(minutes=PAUSES[job.attempts - 1])
        return Result(job, State.WAITING, str(refusal), due_in=pause)
    except transports.Unclear as refusal:
        return Result(job, State.UNCERTAIN, str(refusal))
    except (transports.Refused, ValueError) as refusal:
        return Result(job, State.FAILED, str(refusal))
    return Result(job, State.SENT)


def _envelope(job: Job) -> transports.Envelope:
    return transports.Envelope(mail.sender(), mail.ascii_domain(job.address))


def _message(claimed: Claim, job: Job) -> bytes:
    marked = claimed.headers.items()
    return mail.to_bytes(
        composing.personal(claimed.variant, job.key),
        job.address,
        composing.message_id(claimed.campaign, job.pk),
        {name: value.replace(composing.KEY_MARK, job.key) for name, value in marked},
    )


def _is_enough(claimed: Claim, result: Result) -> bool:
    """Whether to stop here: the server is away, or answers everybody alike."""
    row = claimed.in_a_row
    count = row.get(result.state, 0) + 1
    claimed.in_a_row = row = {result.state: count}
    if result.state == State.WAITING and (not result.counted or count >= MOST_PUT_OFF):
        row["stop"] = 1
    elif result.state == State.FAILED and count >= MOST_REFUSED:
        said = _("The mail server refused %(n)d mails in a row: %(said)s")
        row["stop"] = planning.pause_for(
            claimed.campaign, said % {"n": count, "said": result.said}
        )
    elif result.state == State.UNCERTAIN and count >= MOST_UNCLEAR:
        said = _(
            "The mail server broke off %(n)d times in a row when a mail was through: %(said)s"
        )
        row["stop"] = planning.pause_for(
            claimed.campaign, said % {"n": count, "said": result.said}
        )
    return bool(row.get("stop"))


def _give_back(claimed: Claim, *, rest: bool) -> None:
    """The chunk is done, or is due again when the next of its people is."""
    with transaction.atomic():
        now = timezone.now()
        left = Delivery.objects.filter(chunk=claimed.chunk.pk, state=State.WAITING)
        values: dict[str, object] = {"lease_token": None, "leased_until": None}
        if not left.exists():
            claimed.rows().update(**values, done_at=now)
            planning.finish(claimed.campaign.pk)
            return
        ready = left.filter(Q(due_at=None) | Q(due_at__lte=now)).exists()
        due_at = now if ready else left.aggregate(at=Min("due_at"))["at"]
        claimed.rows().update(**values, due_at=max(due_at, now + REST) if rest else due_at)
