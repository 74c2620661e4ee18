"""Sends campaigns: any number of workers, on any number of machines.

A chunk of people is claimed by a token and a lease, committed before anything is sent. Before
each mail its row becomes `sending`, in the transaction that looks once more whether the person
still wants it and whether what it shows still stands; right after it comes the result. A worker
that dies leaves at most one row in doubt, which becomes `uncertain`: listed for staff, and never
sent again by itself.
"""

import uuid
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Case, F, Min, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from iria import mail, transports
from newsletter import composing, planning, suppression
from newsletter.models import Campaign, Chunk, Delivery, Subscriber, Variant

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


def sweep() -> int:
    """Settles what workers that died had in their hands: the number of rows in doubt."""
    late = Chunk.objects.filter(done_at=None, leased_until__lt=timezone.now())
    return sum(_settle_abandoned(pk) for pk in late.values_list("pk", flat=True))


def _settle_abandoned(pk: int) -> int:
    with transaction.atomic():
        now = timezone.now()
        mine = Chunk.objects.filter(pk=pk, leased_until__lt=now)
        if not mine.update(lease_token=None, leased_until=None):
            return 0
        return Delivery.objects.filter(chunk=pk, state=State.SENDING).update(
            state=State.UNCERTAIN,
            error=_("The worker ended while this was being sent."),
            settled_at=now,
        )


@dataclass
class Claim:
    """A chunk in the hands of this worker."""

    chunk: Chunk
    token: uuid.UUID
    campaign: Campaign
    variant: Variant
    in_a_row: dict[str, int] = field(default_factory=dict)

    def rows(self):
        return Chunk.objects.filter(pk=self.chunk.pk, lease_token=self.token)


@dataclass(frozen=True, slots=True)
class Job:
    """What may be sent: its intent is committed."""

    pk: int
    key: str
    address: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Result:
    job: Job
    state: str
    said: str = ""
    due_in: timedelta | None = None
    counted: bool = True


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
    variant = Variant.objects.select_related("campaign").get(campaign=chunk.campaign_id, name="")
    return Claim(chunk, token, variant.campaign, variant)


def _send(claimed: Claim, limit: int) -> int:
    due = Q(due_at=None) | Q(due_at__lte=timezone.now())
    waiting = Delivery.objects.filter(due, chunk=claimed.chunk.pk, state=State.WAITING)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:limit])
    result: Result | None = None
    with transports.opened() as transport:
        for pk in ids:
            job = step(claimed, result, pk)
            result = None
            if job is _LOST:
                return len(ids)
            if job is not None:
                result = _hand_over(claimed, job, transport)
                if _is_enough(claimed, result):
                    break
    with transaction.atomic():
        settle(result)
    _give_back(claimed, rest=bool(claimed.in_a_row.get("stop")))
    return max(1, len(ids))


_LOST = Job(0, "", "", 0)


def step(claimed: Claim, result: Result | None, pk: int) -> Job | None:
    """Settles the last mail and commits the intent of the next, in one transaction. None where
    this one is not wanted any more; `_LOST` where the chunk or the campaign is no longer ours."""
    with transaction.atomic():
        settle(result)
        now = timezone.now()
        if not claimed.rows().update(leased_until=now + LEASE):
            return _LOST
        if not _may_go_on(claimed):
            claimed.rows().update(lease_token=None, leased_until=None)
            return _LOST
        return _intent(pk, now)


def _may_go_on(claimed: Claim) -> bool:
    """Whether the campaign still runs; a mail whose content changed is prepared again."""
    claimed.variant = Variant.objects.select_related("campaign").get(pk=claimed.variant.pk)
    claimed.campaign = claimed.variant.campaign
    if claimed.campaign.state != Campaign.State.SENDING:
        return False
    if composing.is_stale(claimed.variant):
        try:
            claimed.variant = composing.prepare(claimed.campaign)
        except composing.NothingToSend as refusal:
            planning.pause_for(claimed.campaign, str(refusal))
            return False
    return True


def _intent(pk: int, now) -> Job | None:
    delivery = Delivery.objects.only("subscriber_id", "address", "attempts").get(pk=pk)
    # Locked, so that whoever leaves does so before this commit, and gets nothing, or after it.
    person = Subscriber.objects.select_for_update(no_key=True).get(pk=delivery.subscriber_id)
    mine = Delivery.objects.filter(pk=pk, state=State.WAITING)
    is_wanted = person.state == Subscriber.State.SUBSCRIBED and person.address_key is not None
    if not is_wanted or suppression.cause_of(person.address_key):
        mine.update(state=State.SUPPRESSED, settled_at=now)
        if person.address_key is None:
            # Planned while they were erased.
            Delivery.objects.filter(pk=pk).update(address="")
        return None
    if not mine.update(state=State.SENDING, attempts=F("attempts") + 1, due_at=None):
        return None
    return Job(pk, person.key, delivery.address, delivery.attempts + 1)


def settle(result: Result | None) -> None:
    """To be called in a transaction."""
    if result is None:
        return
    if result.state == State.WAITING and (instead := _instead_of_waiting(result.job.pk)):
        result = replace(result, state=instead, due_in=None)
    now, job = timezone.now(), result.job
    ends = result.state not in (State.WAITING, State.SENDING)
    # Also what was taken for lost meanwhile: this worker knows what became of it.
    Delivery.objects.filter(pk=job.pk, state__in=[State.SENDING, State.UNCERTAIN]).update(
        state=result.state,
        # Servers repeat the address in what they say; who was erased meanwhile has none.
        error=Case(When(address="", then=Value("")), default=Value(result.said[:500])),
        settled_at=now if ends else None,
        due_at=now + result.due_in if result.due_in else None,
        attempts=job.attempts if result.counted else job.attempts - 1,
    )


def _instead_of_waiting(pk: int) -> str:
    """What becomes of a mail that was put off where nobody would come back to it."""
    rows = Delivery.objects.select_related("campaign").select_for_update(no_key=True)
    delivery = rows.get(pk=pk)
    if delivery.campaign.state == Campaign.State.CANCELLED:
        return State.CANCELLED
    # This worker was taken for lost: whoever has the chunk now may be through with it.
    return State.FAILED if delivery.state == State.UNCERTAIN else ""


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
    return mail.to_bytes(
        composing.personal(claimed.variant, job.key),
        job.address,
        composing.message_id(claimed.campaign, job.pk),
        composing.headers(claimed.campaign, job.key),
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
