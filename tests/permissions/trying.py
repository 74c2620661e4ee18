"""A line of the table, and how it is tried."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.permissions.table import TABLE, WIDTH
from tests.permissions.world import PEOPLE, World

Done = Callable[[World, Any], object]


@dataclass(frozen=True, slots=True)
class Line:
    """`of` gives the row, or the arguments, of the address. A page is open if it answers with 200
    and `shows` these words, or leads to the address `leads`. What is sent was done if `done` says
    so of the row as it stands afterwards, None if it is gone."""

    what: str
    name: str
    of: Callable[[World], Any] | None = None
    query: dict[str, Any] | Callable[[World], dict[str, Any]] = field(default_factory=dict)
    send: dict[str, Any] | Callable[[World], dict[str, Any]] | None = None
    shows: str | Callable[[World], str] = ""
    leads: str = ""
    done: Done | None = None

    def url(self, given: Any) -> str:
        args = given if isinstance(given, list) else [getattr(given, "pk", given)]
        site = "" if self.name in OUTSIDE else "admin:"
        return reverse(f"{site}{self.name}", args=[] if given is None else args)


# Beside the desk's own addresses.
OUTSIDE = {
    *("outbox", "outbox-mail", "outbox-html"),
    *("people", "people-download", "people-erase"),
    "comment-decide",
    "document",
}


def look(what: str, name: str, of: Any = None, **more: Any) -> Line:
    return Line(what, name, of, **more)


def do(what: str, name: str, of: Any = None, *, done: Done, **more: Any) -> Line:
    return Line(what, name, of, done=done, **{"send": {}} | more)


def wrong(world: World, line: Line, may: str) -> list[str]:
    """Each place of a line that is not as the table says."""
    found = []
    for letter in PEOPLE:
        world.column = letter
        is_open, response = _try(world, line)
        if is_open != (letter in may):
            found.append(
                f"{line.name}, {line.what}: open to {PEOPLE[letter]}: {is_open} "
                f"({response.status_code} {response.headers.get('Location', '')})"
            )
    return found


def _try(world: World, line: Line) -> tuple[bool, HttpResponse]:
    """What is given is made before and stays; what is done is undone."""
    given = line.of(world) if line.of else None
    query, send, shows = (
        value(world) if callable(value) else value for value in (line.query, line.send, line.shows)
    )
    url, client = line.url(given), world.client()
    with transaction.atomic():
        if send is None:
            response = client.get(url, query)
            is_open = _shown(response, shows, line.leads)
        else:
            response = client.post(url, send, query_params=query)
            is_open = (
                _done(world, line, given, response)
                if line.done
                else _shown(response, shows, line.leads)
            )
        transaction.set_rollback(True)
    return is_open, response


def _shown(response: HttpResponse, shows: str, leads: str) -> bool:
    if leads:
        return response.headers.get("Location", "").startswith(leads)
    return response.status_code == 200 and shows in _content(response)


def _content(response: HttpResponse) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


def _done(world: World, line: Line, given: Any, response: HttpResponse) -> bool:
    now = given
    if isinstance(given, models.Model):
        now = type(given)._base_manager.filter(pk=given.pk).first()
    was_done = bool(line.done(world, now))
    is_refused = response.status_code in (403, 404) or "/login/" in response.headers.get(
        "Location", ""
    )
    assert not (was_done and is_refused), f"{line.what}: refused and done"
    return was_done


def places() -> dict[str, dict[str, str]]:
    """Part of the desk → words of a line → letters of those to whom it is open."""
    found: dict[str, dict[str, str]] = {}
    parts: list[str] = []
    for line in filter(None, TABLE.splitlines()):
        if line.startswith("# "):
            parts = [part.strip() for part in line[2:].split(",")]
            continue
        words, cells = line[:WIDTH].strip(), "".join(line[WIDTH:].split())
        for number, part in enumerate(parts):
            if own := cells[number * len(PEOPLE) : (number + 1) * len(PEOPLE)]:
                found.setdefault(part, {})[words] = _read(own)
    return found


def _read(cells: str) -> str:
    for place, letter in zip(cells, PEOPLE, strict=True):
        assert place in ("-", letter), cells
    return cells.replace("-", "")
