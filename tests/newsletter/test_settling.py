"""What becomes of a mail that its server does not answer for, or that something overtakes."""

import socket
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from iria import transports
from newsletter import campaigns, delivery
from newsletter.models import Campaign, Chunk, Delivery
from tests.freezing import later
from tests.iria.smtp import HANG, counting_server
from tests.newsletter.test_delivery import (
    MANY,
    adds_up,
    make_campaign,
    make_subscribers,
    start,
    states,
    work,
)

pytestmark = pytest.mark.django_db


def make_started(many: int = MANY) -> Campaign:
    make_subscribers(many)
    campaign = make_campaign()
    start(campaign)
    return campaign


class Meanwhile:
    """A server during whose first answer something happens; then it answers, and from then on
    takes all."""

    def __init__(self, happens: Callable[[], object], refusal: Exception | None = None) -> None:
        self.happens: Callable[[], object] | None = happens
        self.refusal = refusal
        self.taken: list[str] = []

    def __enter__(self) -> "Meanwhile":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, envelope: transports.Envelope, message: bytes) -> None:
        if happens := self.happens:
            self.happens = None
            happens()
            if self.refusal:
                raise self.refusal
        self.taken.append(envelope.recipient)


@pytest.mark.parametrize(
    ("step", "after", "state"),
    [
        ("mail", {"waiting": MANY}, "sending"),
        ("rcpt", {"waiting": MANY}, "sending"),
        ("data", {"uncertain": 3, "waiting": MANY - 3}, "paused"),
    ],
)
def test_a_server_that_falls_silent_leaves_in_doubt_only_what_was_through(
    settings, monkeypatch, step, after, state
):
    monkeypatch.setattr(transports, "PATIENCE", 0.05)
    campaign = make_started()

    with counting_server(settings, **{step: HANG}) as server:
        work()
        through = list(server.recipients)

    in_doubt = Delivery.objects.filter(state="uncertain")
    assert states(campaign) == after
    assert adds_up(campaign)
    assert campaign.state == state
    assert sorted(through) == sorted(in_doubt.values_list("address", flat=True))


def test_a_server_that_never_greets_costs_nobody_a_try(settings, monkeypatch):
    monkeypatch.setattr(transports, "PATIENCE", 0.05)
    campaign = make_started()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_BACKEND = transports.SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
        work()

    assert states(campaign) == {"waiting": MANY}
    assert adds_up(campaign)
    assert not Delivery.objects.exclude(attempts=0).exists()


def test_once_the_server_answers_again_all_get_it_but_those_in_doubt(settings, monkeypatch):
    monkeypatch.setattr(transports, "PATIENCE", 0.05)
    campaign = make_started()
    with counting_server(settings, data=HANG) as server:
        work()
        through = list(server.recipients)

    campaigns.resume(campaign)
    later(monkeypatch, minutes=2)
    with counting_server(settings) as server:
        work()

    assert states(campaign) == {"sent": MANY - 3, "uncertain": 3}
    assert len(set(through + server.recipients)) == len(through + server.recipients) == MANY
    assert adds_up(campaign)
    assert campaign.state == "sent"


def test_a_mail_that_is_put_off_while_its_campaign_is_cancelled_waits_no_more(monkeypatch):
    campaign = make_started(2)
    server = Meanwhile(lambda: campaigns.cancel(campaign), transports.NotNow("451 later"))
    monkeypatch.setattr(transports, "opened", lambda: server)

    work()

    assert states(campaign) == {"cancelled": 2}
    assert adds_up(campaign)


def test_a_campaign_that_was_paused_at_its_last_mail_ends_once_it_is_resumed(monkeypatch):
    campaign = make_started(1)
    server = Meanwhile(lambda: campaigns.pause(campaign))
    monkeypatch.setattr(transports, "opened", lambda: server)
    work()

    campaigns.resume(campaign)
    work()

    campaign.refresh_from_db()
    assert states(campaign) == {"sent": 1}
    assert (campaign.state, campaign.ended_at is None) == ("sent", False)


@pytest.mark.parametrize(
    ("refusal", "after"),
    [
        (None, {"sent": 3}),
        (transports.NotNow("451 later"), {"failed": 1, "sent": 2}),
        (transports.Unclear("broken off"), {"sent": 2, "uncertain": 1}),
    ],
)
def test_a_worker_that_was_taken_for_lost_still_tells_what_became_of_its_mail(
    monkeypatch, refusal, after
):
    campaign = make_started(3)

    def another_worker_goes_on() -> None:
        gone = timezone.now() - timedelta(seconds=1)
        Chunk.objects.exclude(lease_token=None).update(leased_until=gone)
        delivery.run_due(20)

    server = Meanwhile(another_worker_goes_on, refusal)
    monkeypatch.setattr(transports, "opened", lambda: server)

    work()

    campaign.refresh_from_db()
    assert states(campaign) == after
    assert campaign.state == "sent"
    assert len(server.taken) == len(set(server.taken)) == after["sent"]
