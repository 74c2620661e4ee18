"""A worker that is stopped for long within a transaction, and another one that goes on."""

import threading

import pytest
from django.db import connection

from iria import transports
from newsletter import delivery, settling
from tests.freezing import later
from tests.newsletter.test_delivery import adds_up, make_campaign, make_subscribers, start, states
from tests.newsletter.test_settling import Meanwhile


class Another(threading.Thread):
    """Takes the chunk over as soon as it can, and sends it once it is told to."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.has_claimed, self.may_send = threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            settling.sweep()
            claimed = delivery.claim()
            self.has_claimed.set()
            self.may_send.wait(30)
            delivery._send(claimed, 20)
        finally:
            connection.close()

    def wait(self) -> None:
        """Until it has claimed, or waits for what this connection holds."""
        with connection.cursor() as cursor:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while not self.has_claimed.is_set() and self.is_alive():
                if cursor.execute(waiting).fetchone()[0]:
                    break

    def finish(self) -> None:
        self.may_send.set()
        self.join(30)


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_runs_out_between_look_and_intent_leaves_no_mail_behind(monkeypatch):
    """The other one waits for the row of the chunk, and finds the intent. SQLite has one writer
    at a time: there it begins when the transaction has ended."""
    make_subscribers(3)
    campaign = make_campaign()
    start(campaign)
    intent, another = delivery._intent, Another()

    def stopped_for_long(*args: object) -> delivery.Job | None:
        monkeypatch.setattr(delivery, "_intent", intent)
        later(monkeypatch, minutes=11)
        if connection.vendor == "postgresql":
            another.start()
            another.wait()
        return intent(*args)

    def goes_on() -> None:
        if connection.vendor == "sqlite":
            another.start()
        another.finish()

    server = Meanwhile(goes_on, transports.NotNow("451 later"))
    monkeypatch.setattr(transports, "opened", lambda: server)
    monkeypatch.setattr(delivery, "_intent", stopped_for_long)

    delivery.run_due(20)

    assert states(campaign) == {"failed": 1, "sent": 2}
    assert adds_up(campaign)
    assert campaign.state == "sent"
