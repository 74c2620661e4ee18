"""What the newsletter holds about a person. The subscriber is locked first, as in memberships, and
goes last: the others are found by it."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from iria import people
from newsletter import memberships, suppression
from newsletter.models import Consent, Delivery, Subscriber, Suppression

Row = people.Row


def export_subscription(key: str) -> list[Row]:
    return [
        {
            "address": subscriber.address,
            "name": subscriber.name,
            "state": subscriber.get_state_display(),
            "asked_at": subscriber.created_at.isoformat(),
            "subscribed_at": _iso(subscriber.subscribed_at),
            "left_at": _iso(subscriber.left_at),
        }
        for subscriber in Subscriber.objects.filter(address_key=key)
    ]


def erase_subscription(key: str) -> int:
    """The row's own key stays, so that links in old mails still answer."""
    with transaction.atomic():
        subscriber = _locked(key)
        if subscriber is None:
            return 0
        subscriber.address, subscriber.address_key, subscriber.name = "", None, ""
        subscriber.state, subscriber.left_at = Subscriber.State.LEFT, timezone.now()
        subscriber.save(update_fields=["address", "address_key", "name", "state", "left_at"])
        suppression.suppress(key, suppression.Cause.ERASED)
        _rename_in_log(subscriber)
    return 1


def export_consents(key: str) -> list[Row]:
    return [
        {
            "source": consent.get_source_display(),
            "address": consent.address,
            "wording": consent.wording,
            "page": consent.page,
            "asked_at": consent.asked_at.isoformat(),
            "asked_network": consent.asked_network,
            "letter_sent_at": _iso(consent.letter_sent_at),
            "confirmed_at": _iso(consent.confirmed_at),
            "confirmed_network": consent.confirmed_network,
            "ended_at": _iso(consent.ended_at),
            "ended_by": consent.get_ended_by_display(),
        }
        for consent in _consents(key).order_by("asked_at", "id")
    ]


def erase_consents(key: str) -> int:
    """That somebody agreed to which words stays, and that it is over; not who."""
    with transaction.atomic():
        _locked(key)
        ids = list(_consents(key).values_list("pk", flat=True))
        now = timezone.now()
        is_open = When(ended_at=None, then=Value(Consent.End.ERASED))
        return Consent.objects.filter(pk__in=ids).update(
            address="",
            address_key=None,
            asked_network="",
            confirmed_network="",
            # Nobody is written to for it any more.
            handled_at=Coalesce("handled_at", Value(now)),
            ended_at=Coalesce("ended_at", Value(now)),
            ended_by=Case(is_open, default=F("ended_by")),
        )


def export_deliveries(key: str) -> list[Row]:
    rows = Delivery.objects.filter(subscriber__address_key=key).select_related("campaign")
    return [
        {
            "subject": delivery.campaign.subject,
            "address": delivery.address,
            "state": delivery.get_state_display(),
            "settled_at": _iso(delivery.settled_at),
            "error": delivery.error,
        }
        for delivery in rows.order_by("id")
    ]


def erase_deliveries(key: str) -> int:
    """Mails that went out still add up."""
    with transaction.atomic():
        subscriber = _locked(key)
        if subscriber is None:
            return 0
        memberships.stop(subscriber)
        return subscriber.deliveries.update(address="", error="")


def export_suppression(key: str) -> list[Row]:
    return [
        {"cause": row.get_cause_display(), "since_at": row.created_at.isoformat()}
        for row in Suppression.objects.filter(hash=suppression.hash_of(key))
    ]


def keep_suppression(key: str) -> int:
    return 0


def _locked(key: str) -> Subscriber | None:
    rows = Subscriber.objects.select_for_update(no_key=True)
    return rows.filter(address_key=key).first()


def _consents(key: str) -> QuerySet[Consent]:
    return Consent.objects.filter(Q(address_key=key) | Q(subscriber__address_key=key))


def _rename_in_log(subscriber: Subscriber) -> None:
    """Who changed a subscriber at the desk stays; the address, by which the log calls it, goes."""
    kind = ContentType.objects.get_for_model(Subscriber)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(subscriber.pk))
    entries.update(object_repr=str(subscriber))


def _iso(moment) -> str | None:
    return moment and moment.isoformat()


HOLDINGS = (
    people.Holding(
        "subscription",
        export_subscription,
        erase_subscription,
        title=_("Subscription to the newsletter"),
        fate=_(
            "It ends. An empty row stays, so that the links in old mails still answer; "
            "and a hash, from which nobody reads the address, so that no import brings it back."
        ),
        labels={
            "address": _("address"),
            "name": _("name"),
            "state": _("state"),
            "asked_at": _("first asked"),
            "subscribed_at": _("subscribed"),
            "left_at": _("left"),
        },
        place=10,
    ),
    people.Holding(
        "not_mailed",
        export_suppression,
        keep_suppression,
        title=_("Note that this address gets no newsletter"),
        fate=_("It stays: a hash, from which nobody reads the address."),
        labels={"cause": _("why"), "since_at": _("since")},
        place=15,
    ),
    people.Holding(
        "consents",
        export_consents,
        erase_consents,
        title=_("Consent to the newsletter"),
        fate=_("It ends. Which words were agreed to stays, without address and network."),
        labels={
            "source": _("given by"),
            "address": _("address"),
            "wording": _("words agreed to"),
            "page": _("page"),
            "asked_at": _("asked"),
            "asked_network": _("asked from"),
            "letter_sent_at": _("letter sent"),
            "confirmed_at": _("confirmed"),
            "confirmed_network": _("confirmed from"),
            "ended_at": _("ended"),
            "ended_by": _("ended by"),
        },
        place=20,
    ),
    people.Holding(
        "mailings",
        export_deliveries,
        erase_deliveries,
        title=_("Newsletters to this address"),
        fate=_("What waits is not sent. That there was a mail stays, without the address."),
        labels={
            "subject": _("subject"),
            "address": _("address"),
            "state": _("state"),
            "settled_at": _("since"),
            "error": _("what the server said"),
        },
        place=30,
    ),
)


def register() -> None:
    for holding in HOLDINGS:
        people.register(holding)
