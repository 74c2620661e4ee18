"""Views behind a cache proxy, from the lines of its log to the row of the hour."""

import io
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from articles.models import HourlyViews
from tests.articles.reading.test_counters import FIREFOX, GOOGLEBOT, counted, views  # noqa: F401
from tests.iria.test_crash import database_url
from tests.makers import make_article

pytestmark = pytest.mark.django_db(transaction=True)
READ = f"/articles/read/\t{FIREFOX}\n"


@pytest.fixture
def count(monkeypatch, views):  # noqa: F811
    """Hands these lines to the command, and writes what it counted."""

    def hand_over(*lines: str | bytes) -> None:
        run(monkeypatch, lines)
        views.flush()

    return hand_over


def run(monkeypatch, lines: tuple[str | bytes, ...]) -> None:
    given = b"".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    before = signal.getsignal(signal.SIGTERM)
    try:
        call_command("count_views")
    finally:
        signal.signal(signal.SIGTERM, before)


def test_each_line_is_a_view(count):
    make_article("Read", slug="read")
    make_article("Other", slug="other")

    count(READ, f"/articles/other/\t{FIREFOX}\n", READ)

    assert counted() == {"Read": 2, "Other": 1}


def test_robots_are_not_counted(count):
    make_article("Read", slug="read")

    count(f"/articles/read/\t{GOOGLEBOT}\n", "/articles/read/\t-\n")

    assert counted() == {}


def test_an_address_comes_encoded(count):
    make_article("Über", slug="über")

    count(f"/articles/%C3%BCber/\t{FIREFOX}\n")

    assert counted() == {"Über": 1}


def test_what_is_no_such_line_is_left_out(count):
    make_article("Read", slug="read")
    bad = [b"\n", b"/articles/read/\n", b"\xff\xfe\t\xff\n", b"/articles/%FF/\tMozilla/5.0\n"]
    long = b"/articles/read/" + b"x" * 50_000 + b"\n"

    count(*bad, f"/tags/read/\t{FIREFOX}\n", f"/articles/\t{FIREFOX}\n", long, READ)

    assert counted() == {"Read": 1}


@pytest.mark.parametrize("end", [True, False])
def test_what_was_read_is_written_at_the_end(end, settings):
    """Of the input, or by the signal of the system that stops."""
    make_article("Read", slug="read")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "count_views"],
        cwd=django_settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": database_url(), "PAGES_SIGNAL": str(settings.PAGES_SIGNAL)},
        stdin=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(READ)
    process.stdin.flush()
    if end:
        process.stdin.close()
    else:
        # Written by the thread first, so that the signal surely finds it at its work.
        wait_for_one_view()
        process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    process.stdin.close()

    assert counted() == {"Read": 1}


def wait_for_one_view() -> None:
    for _ in range(3000):
        if HourlyViews.objects.exists():
            return
        signal.sigtimedwait([], 0.01)
    raise AssertionError("no view was written")
