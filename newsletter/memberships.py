"""Leaving, and coming back at once. Each locks the subscriber first, so that a mail that is about
to be sent is either sent before somebody leaves, or not at all."""

from django.db import transaction
from django.utils import timezone

from newsletter import suppression
from newsletter.models import Consent, Delivery, Subscriber

State = Subscriber.State


def locked(subscriber: Subscriber) -> Subscriber:
    """The row as it stands now; to be called in a transaction."""
    return Subscriber.objects.select_for_update(no_key=True).get(pk=subscriber.pk)


def leave(subscriber: Subscriber, by: str) -> Subscriber:
    """Ends every consent, stops what is not sent yet, and keeps imports from bringing the address
    back. Done twice, it changes nothing more; erased people have left already."""
    with transaction.atomic():
        subscriber, now = locked(subscriber), timezone.now()
        if subscriber.address_key is None:
            return subscriber
        if subscriber.state != State.LEFT:
            subscriber.state, subscriber.left_at = State.LEFT, now
            subscriber.save(update_fields=["state", "left_at"])
            suppression.suppress(subscriber.address_key, suppression.Cause.LEFT)
        Consent.objects.filter(address_key=subscriber.address_key, ended_at=None).update(
            ended_at=now, ended_by=by
        )
        stop(subscriber)
    return subscriber


def stop(subscriber: Subscriber) -> int:
    """What is not on its way yet is not sent."""
    waiting = Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.WAITING)
    return waiting.update(state=Delivery.State.SUPPRESSED, settled_at=timezone.now())


def undo_leave(subscriber: Subscriber) -> bool:
    """Whether somebody who left is subscribed again, under the consent that ended last. What was
    stopped stays stopped."""
    with transaction.atomic():
        subscriber = locked(subscriber)
        if subscriber.state != State.LEFT or subscriber.address_key is None:
            return subscriber.state == State.SUBSCRIBED
        if suppression.cause_of(subscriber.address_key) == suppression.Cause.BLOCKED:
            return False
        consents = Consent.objects.filter(subscriber=subscriber, confirmed_at__isnull=False)
        last = consents.order_by("-ended_at", "-pk").first()
        if last is None:
            return False
        Consent.objects.filter(pk=last.pk).update(ended_at=None, ended_by="")
        subscriber.state, subscriber.left_at = State.SUBSCRIBED, None
        subscriber.save(update_fields=["state", "left_at"])
        suppression.release(subscriber.address_key)
    return True


def block(subscriber: Subscriber) -> None:
    """Never mailed again, not even to confirm."""
    with transaction.atomic():
        subscriber = leave(subscriber, Consent.End.STAFF)
        if subscriber.address_key is not None:
            suppression.suppress(subscriber.address_key, suppression.Cause.BLOCKED)


def unblock(subscriber: Subscriber) -> None:
    """May ask again; is not subscribed by it."""
    with transaction.atomic():
        subscriber = locked(subscriber)
        if subscriber.address_key is not None:
            suppression.unblock(subscriber.address_key)
