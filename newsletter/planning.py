"""A campaign's people, written down before the first mail goes out: that settles who gets it."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from iria.pagecache import forget
from newsletter import composing
from newsletter.models import Campaign, Chunk, Delivery, Subscriber

CHUNK = 1000  # people
State = Campaign.State


def begin_due() -> int:
    """Campaigns whose time has come; their mail is prepared once for all."""
    due = Campaign.objects.filter(state=State.SCHEDULED, send_at__lte=timezone.now())
    return sum(begin(pk) for pk in due.order_by("send_at", "pk").values_list("pk", flat=True))


def begin(pk: int) -> bool:
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update(no_key=True).get(pk=pk)
        if campaign.state != State.SCHEDULED or campaign.send_at > timezone.now():
            return False
        try:
            composing.prepare(campaign)
        except composing.NothingToSend as refusal:
            return pause_for(campaign, str(refusal))
        campaign.state = State.SENDING
        campaign.save(update_fields=["state"])
    return True


def pause_for(campaign: Campaign, trouble: str) -> bool:
    """Paused by itself: staff see why."""
    rows = Campaign.objects.filter(pk=campaign.pk, state__in=[State.SCHEDULED, State.SENDING])
    return bool(rows.update(state=State.PAUSED, trouble=trouble[:500]))


def plan_due() -> int:
    """One chunk of a campaign that is not planned to its end; the number of people in it."""
    open_ones = Campaign.objects.filter(state=State.SENDING, planned_at=None)
    pk = open_ones.order_by("send_at", "pk").values_list("pk", flat=True).first()
    return plan(pk) if pk is not None else 0


def plan(pk: int) -> int:
    """The next people in the order of their keys, which are random: so the mail domains are
    mixed, and a plan that was broken off goes on where it stood."""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update(no_key=True).get(pk=pk)
        if campaign.state != State.SENDING or campaign.planned_at is not None:
            return 0
        rows = Subscriber.objects.subscribed().filter(key__gt=campaign.planned_to)
        people = list(rows.order_by("key").values_list("pk", "key", "address")[:CHUNK])
        if people:
            _write(campaign, people)
            return len(people)
        campaign.planned_at = timezone.now()
        campaign.save(update_fields=["planned_at"])
        finish(campaign.pk)
        forget([composing.ARCHIVE])
    return 1


def _write(campaign: Campaign, people: list[tuple[int, str, str]]) -> None:
    seq = campaign.chunks.count()
    chunk = Chunk.objects.create(campaign=campaign, seq=seq, due_at=timezone.now())
    variant = campaign.variants.get(name="")
    Delivery.objects.bulk_create(
        [
            Delivery(
                campaign=campaign,
                chunk=chunk,
                variant=variant,
                subscriber_id=pk,
                address=address,
            )
            for pk, _key, address in people
        ]
    )
    campaign.planned_to = people[-1][1]
    campaign.total += len(people)
    campaign.save(update_fields=["planned_to", "total"])


def finish(pk: int) -> bool:
    """Ends a campaign that has no chunk left to do."""
    if Chunk.objects.filter(campaign=pk, done_at=None).exists():
        return False
    rows = Campaign.objects.filter(pk=pk, state=State.SENDING, planned_at__isnull=False)
    return bool(rows.update(state=State.SENT, ended_at=timezone.now()))


def finish_due() -> int:
    """Those that were paused while their last mails were on the way, and resumed since."""
    left = Exists(Chunk.objects.filter(campaign=OuterRef("pk"), done_at=None))
    done = Campaign.objects.filter(~left, state=State.SENDING, planned_at__isnull=False)
    return sum(finish(pk) for pk in done.values_list("pk", flat=True))
