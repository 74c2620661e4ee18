"""What became of a mail, written to its row; also where nobody is left to tell."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import Campaign, Chunk, Delivery

State = Delivery.State


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
        error=_unless_erased(result.said[:500]) if result.said else "",
        settled_at=now if ends else None,
        due_at=now + result.due_in if result.due_in else None,
        attempts=job.attempts if result.counted else job.attempts - 1,
    )


def _unless_erased(said: str) -> Case:
    """Servers repeat the address in what they say; who was erased meanwhile has none."""
    return Case(When(address="", then=Value("")), default=Value(said))


def _instead_of_waiting(pk: int) -> str:
    """What becomes of a mail that was put off where nobody would come back to it."""
    rows = Delivery.objects.select_related("campaign").select_for_update(no_key=True)
    delivery = rows.get(pk=pk)
    if delivery.campaign.state == Campaign.State.CANCELLED:
        return State.CANCELLED
    # This worker was taken for lost: whoever has the chunk now may be through with it.
    return State.FAILED if delivery.state == State.UNCERTAIN else ""


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
