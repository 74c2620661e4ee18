"""The worker as a process, and the sign that it is there."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from iria import beats
from iria.management.commands import work
from iria.models import Letter, Worker
from tests.iria.smtp import counting_server
from tests.iria.test_crash import database_url
from tests.iria.test_letters import write

done: list[str] = []


def fails(limit: int) -> int:
    raise RuntimeError("a chore fails")


def works(limit: int) -> int:
    done.append("worked")
    return 0


@pytest.mark.django_db(transaction=True)
def test_it_does_what_is_due_and_ends(settings, monkeypatch):
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    write()

    with counting_server(settings) as server:
        call_command("work", once=True)

    assert len(server.messages) == 1
    assert Letter.objects.get().state == "sent"


@pytest.mark.django_db(transaction=True)
def test_a_chore_that_fails_leaves_the_others_their_turn(settings, monkeypatch, caplog):
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    settings.CHORES = ["tests.iria.test_work.fails", "tests.iria.test_work.works"]
    done.clear()

    call_command("work", once=True)

    assert done == ["worked"]
    assert "tests.iria.test_work.fails failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_it_says_that_it_is_there_and_ends_on_sigterm(settings, client):
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "iria.settings",
    }
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], env=environment)
    deadline = time.monotonic() + 30
    while not Worker.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    seen = client.get("/healthz").json()["worker"]

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(20) == 0
    assert seen is not None
    assert not Worker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_the_health_page_has_none(client):
    assert client.get("/healthz").json()["worker"] is None
    assert beats.is_late()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_not_seen_for_long_is_late():
    beats.beat("one:1")
    assert not beats.is_late()

    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=3))

    assert beats.is_late()
    assert beats.seconds_since() == 180
