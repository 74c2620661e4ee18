"""Somebody is erased while a worker has the address in its hands: nothing of it comes back."""

import pytest
from django.utils import timezone

from iria import people, transports
from newsletter import subscribing
from newsletter.models import Chunk, Delivery, Subscriber
from tests.newsletter.making import ask
from tests.newsletter.test_delivery import make_campaign, make_subscribers, start, work

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


class Refusing:
    """Erases whoever it is to mail, then answers with the address."""

    def __init__(self, refusal: type[Exception]) -> None:
        self.refusal = refusal

    def __enter__(self) -> "Refusing":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, envelope: transports.Envelope, message: bytes) -> None:
        people.erase(envelope.recipient, None)
        raise self.refusal(f"<{envelope.recipient}> is unknown")


@pytest.mark.parametrize(
    ("refusal", "state"), [(transports.Refused, "failed"), (transports.NotNow, "suppressed")]
)
def test_what_the_server_said_of_somebody_erased_is_not_kept(monkeypatch, refusal, state):
    make_subscribers(1)
    start(make_campaign())
    monkeypatch.setattr(transports, "opened", lambda: Refusing(refusal))

    work()
    Delivery.objects.update(due_at=None)
    Chunk.objects.update(due_at=timezone.now())
    work()

    row = Delivery.objects.get()
    assert (row.state, row.address, row.error) == (state, "", "")


def test_a_mail_that_was_planned_meanwhile_loses_its_address():
    make_subscribers(1)
    start(make_campaign())
    person = Subscriber.objects.get()
    people.erase(person.address, None)
    Delivery.objects.update(address=person.address, state="waiting", settled_at=None)

    work()

    row = Delivery.objects.get()
    assert (row.state, row.address) == ("suppressed", "")


def test_a_consent_that_was_read_before_brings_no_subscriber_back(client, monkeypatch):
    ask(client, ADA)
    handle = subscribing._handle

    def erase_first(consent):
        people.erase(ADA, None)
        handle(consent)

    monkeypatch.setattr(subscribing, "_handle", erase_first)

    subscribing.run_due(10)

    assert not Subscriber.objects.exists()
    assert not any(people.counts(ADA).values())
