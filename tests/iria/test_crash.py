"""A worker is killed with letters in its hands; another one goes on."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from iria import letters
from iria.models import Letter
from tests.iria.crash import POINTS
from tests.iria.smtp import counting_server
from tests.iria.test_letters import write

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 5


def database_url() -> str:
    """The test database, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    # The folder of a socket is an option of its own.
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    place = f"?host={host}" if host.startswith("/") else ""
    server = "" if place else f"{host}:{settings['PORT'] or 5432}"
    login = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["USER"] else ""
    return f"postgresql://{login}{server}/{settings['NAME']}{place}"


def killed_worker(point: str, settings) -> int:
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "DJANGO_SETTINGS_MODULE": "iria.settings",
    }
    command = [sys.executable, "-m", "tests.iria.crash", point]
    return subprocess.run(command, env=environment, timeout=60, check=False).returncode


@pytest.mark.parametrize("point", POINTS)
def test_nobody_is_mailed_twice_and_who_is_in_doubt_is_listed(settings, point):
    for number in range(MANY):
        write(f"reader{number}@example.org")

    with counting_server(settings) as server:
        code = killed_worker(point, settings)
        Letter.objects.exclude(leased_until=None).update(
            leased_until=timezone.now() - timedelta(seconds=1)
        )
        while letters.run_due(10):
            pass

    states = list(Letter.objects.values_list("state", flat=True))
    uncertain = states.count("uncertain")
    assert code == -9
    assert len(server.recipients) == len(set(server.recipients))
    assert uncertain == (1 if "answer" in point else 0)
    assert states.count("sent") == MANY - uncertain
    # Whoever is not listed as uncertain has the letter.
    reached = set(server.recipients)
    sent = set(Letter.objects.filter(state="sent").values_list("address", flat=True))
    assert sent <= reached


def test_a_worker_that_sends_again_what_it_does_not_know_of_mails_twice(settings, monkeypatch):
    """The control: the same flow without the intent, so that the test above shows something."""
    for number in range(MANY):
        write(f"reader{number}@example.org")

    with counting_server(settings) as server:
        killed_worker("after the answer", settings)
        Letter.objects.update(state="waiting", leased_until=None)
        while letters.run_due(10):
            pass

    assert len(server.recipients) == MANY + 1
