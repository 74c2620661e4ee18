"""Who may do what at the desk, tried through its own addresses: a table of every address, and of
what is done there, for each role (FEATURES I2)."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from iria import transports
from tests.permissions.articles import ARTICLES, PAGES
from tests.permissions.house import DESK, HELD, INSTITUTE, LOG, MISSING, PEOPLE
from tests.permissions.library import (
    COMMENTS,
    CREDITS,
    DOCUMENTS,
    MENUS,
    MERGING,
    PICKING,
    PICTURES,
    SEARCHES,
    TAKEDOWN,
    filing,
)
from tests.permissions.mailing import CAMPAIGNS, LETTERS, SUBSCRIBERS
from tests.permissions.trying import places, wrong
from tests.permissions.world import World

LINES = {
    "articles": ARTICLES,
    "pages": PAGES,
    "image": PICTURES,
    "credit": CREDITS,
    "merging credits": MERGING,
    "taking down": TAKEDOWN,
    "documents": DOCUMENTS,
    "picking": PICKING,
    **{kind: filing(kind) for kind in ("category", "tag", "author")},
    "searches": SEARCHES,
    "searches without result": MISSING,
    "menus": MENUS,
    "comments": COMMENTS,
    "campaigns": CAMPAIGNS,
    "subscribers": SUBSCRIBERS,
    "letters": LETTERS,
    "institute": INSTITUTE,
    "staff": PEOPLE,
    "people's data": HELD,
    "log": LOG,
    "desk": DESK,
}
PLACES = places()
# Open to everybody.
LEFT_OUT = {
    "login": "the way in",
    "logout": "the way out",
    "sign-in": "the way in, from a page that stands",
    "admin_password_reset": "a new password for who forgot it",
    "password_reset_done": "says that a letter was sent",
    "password_reset_confirm": "opened by the token of a letter",
    "password_reset_complete": "says that it was set",
    "jsi18n": "words of Django's scripts, the same for all",
}


@pytest.fixture
def world(
    db: None, unscaled: None, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> World:
    # A thousand refusals.
    caplog.set_level(logging.CRITICAL, "django.request")
    settings.EMAIL_BACKEND = transports.FILES
    settings.EMAIL_FILE_PATH = str(tmp_path)
    mail = "Subject: Kept mail\nTo: ada@example.org\nContent-Type: text/html\n\n<p>Words.</p>"
    (tmp_path / "kept.eml").write_text(mail)
    return World()


@pytest.mark.parametrize("part", PLACES)
def test_each_line_is_open_to_those_whom_it_names_and_to_nobody_else(part, world):
    tried = {line.what: line for line in LINES[part]}

    assert list(tried) == list(PLACES[part])
    assert len(tried) == len(LINES[part])
    assert [
        fault for words, may in PLACES[part].items() for fault in wrong(world, tried[words], may)
    ] == []


def names(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Of all addresses of the desk."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from names(pattern, route)
        elif route.startswith("admin/") and pattern.name:
            yield pattern.name


def test_every_address_of_the_desk_has_a_line_or_a_reason():
    lines = {line.name for part in LINES.values() for line in part}
    every = set(names(get_resolver()))

    assert every - lines == set(LEFT_OUT)
    assert lines - every == {"comment-decide", "document"}
