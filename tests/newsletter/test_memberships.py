"""Leaving, coming back at once, being blocked."""

import pytest
from django.utils import timezone

from newsletter import memberships, suppression
from newsletter.models import Consent, Delivery, Subscriber, Suppression
from tests.freezing import later
from tests.newsletter.making import add_delivery, add_subscriber

pytestmark = pytest.mark.django_db
End = Consent.End


def erased(subscriber: Subscriber) -> Subscriber:
    memberships.leave(subscriber, End.ERASED)
    Consent.objects.filter(subscriber=subscriber).update(address="", address_key=None)
    Subscriber.objects.filter(pk=subscriber.pk).update(address="", address_key=None)
    subscriber.refresh_from_db()
    return subscriber


def consent_waiting_for_its_letter(address: str) -> Consent:
    return Consent.objects.create(
        source="form",
        address=address,
        address_key=address,
        wording="Words",
        wording_version="1",
        asked_at=timezone.now(),
    )


def test_who_leaves_is_left_with_every_consent_ended():
    ada = add_subscriber()
    again = consent_waiting_for_its_letter("ada@example.org")

    memberships.leave(ada, End.LINK)

    ada.refresh_from_db()
    again.refresh_from_db()
    first = ada.consents.get()
    assert (ada.state, ada.left_at is None) == ("left", False)
    assert (first.ended_by, again.ended_by) == ("link", "link")
    assert first.ended_at
    assert again.ended_at
    assert suppression.cause_of("ada@example.org") == "left"


def test_what_waits_is_not_sent_to_who_left_and_the_rest_stays_as_it_is():
    ada, bo = add_subscriber(), add_subscriber("bo@example.org")
    mails = {state: add_delivery(ada, state, state=state) for state in Delivery.State.values}
    of_bo = add_delivery(bo, "waiting")

    memberships.leave(ada, End.ONE_CLICK)

    after = {mail.campaign.subject: mail for mail in ada.deliveries.all()}
    of_bo.refresh_from_db()
    assert after.pop("waiting").state == "suppressed"
    assert {name: mail.state for name, mail in after.items()} == {name: name for name in after}
    assert Delivery.objects.get(pk=mails["waiting"].pk).settled_at
    assert (of_bo.state, of_bo.settled_at) == ("waiting", None)


def test_leaving_twice_keeps_the_first_time_and_way(monkeypatch):
    ada = add_subscriber()
    memberships.leave(ada, End.ONE_CLICK)
    first = Subscriber.objects.get(), Consent.objects.get()
    later(monkeypatch, days=1)

    memberships.leave(ada, End.STAFF)

    second = Subscriber.objects.get(), Consent.objects.get()
    assert second[0].left_at == first[0].left_at
    assert (second[1].ended_at, second[1].ended_by) == (first[1].ended_at, "one-click")
    assert Suppression.objects.count() == 1


def test_others_stay_when_somebody_leaves():
    ada, bo = add_subscriber(), add_subscriber("bo@example.org")

    memberships.leave(ada, End.LINK)

    bo.refresh_from_db()
    assert bo.state == "subscribed"
    assert bo.consents.get().ended_at is None
    assert suppression.cause_of("bo@example.org") is None


def test_undoing_brings_back_the_consent_that_ended_last_and_no_stopped_mail(monkeypatch):
    ada = add_subscriber()
    memberships.leave(ada, End.LINK)
    later(monkeypatch, days=1)
    newer = consent_waiting_for_its_letter("ada@example.org")
    newer.subscriber, newer.confirmed_at = ada, timezone.now()
    newer.save()
    Subscriber.objects.update(state="subscribed", left_at=None)
    mail = add_delivery(ada)
    memberships.leave(ada, End.LINK)

    done = memberships.undo_leave(ada)

    ada.refresh_from_db()
    mail.refresh_from_db()
    living = Consent.objects.filter(ended_at=None)
    assert done
    assert (ada.state, ada.left_at) == ("subscribed", None)
    assert [(consent.pk, consent.ended_by) for consent in living] == [(newer.pk, "")]
    assert suppression.cause_of("ada@example.org") is None
    assert mail.state == "suppressed"


def test_who_never_confirmed_does_not_come_back():
    ada = add_subscriber(state="asked")
    memberships.leave(ada, End.LINK)

    done = memberships.undo_leave(ada)

    ada.refresh_from_db()
    assert (done, ada.state) == (False, "left")
    assert Consent.objects.get().ended_by == "link"


@pytest.mark.parametrize("make", [erased, memberships.block], ids=["erased", "blocked"])
def test_who_is_erased_or_blocked_does_not_come_back(make):
    ada = add_subscriber()
    make(ada)

    done = memberships.undo_leave(ada)

    ada.refresh_from_db()
    assert (done, ada.state) == (False, "left")
    assert Consent.objects.get().ended_at
    assert Suppression.objects.count() == 1


def test_undoing_for_who_is_subscribed_changes_nothing():
    ada = add_subscriber()

    done = memberships.undo_leave(ada)

    ada.refresh_from_db()
    assert (done, ada.state) == (True, "subscribed")


def test_who_is_erased_cannot_leave_once_more():
    ada = erased(add_subscriber())

    memberships.leave(ada, End.ONE_CLICK)
    memberships.block(ada)
    memberships.unblock(ada)

    assert Consent.objects.get().ended_by == "erased"
    assert [row.cause for row in Suppression.objects.all()] == ["left"]


def test_who_is_blocked_has_left_and_stays_blocked_until_staff_let_them():
    ada = add_subscriber()
    mail = add_delivery(ada)

    memberships.block(ada)
    memberships.leave(ada, End.LINK)
    blocked = suppression.cause_of("ada@example.org")
    memberships.unblock(ada)

    ada.refresh_from_db()
    mail.refresh_from_db()
    assert (ada.state, mail.state) == ("left", "suppressed")
    assert Consent.objects.get().ended_by == "staff"
    assert blocked == "blocked"
    assert suppression.cause_of("ada@example.org") == "left"


def test_letting_who_was_never_blocked_changes_nothing():
    ada, bo = add_subscriber(), add_subscriber("bo@example.org", "left")

    memberships.unblock(ada)
    memberships.unblock(bo)

    assert suppression.cause_of("ada@example.org") is None
    assert suppression.cause_of("bo@example.org") == "left"
