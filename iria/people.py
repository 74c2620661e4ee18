"""What is held about a person, found by the address: exported, counted, erased.

Apps register what they hold from AppConfig.ready. What is registered later may rest on what was
before (a comment writes letters), so it is erased first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.admin.models import DELETION
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from iria import log, moments
from iria.addresses import address_key
from iria.models import Institute, User
from iria.pagecache import changes

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of rows. `export` and `erase` take the key of an address. Rows of an export are
    ready for JSON, under plain names; moments are ISO times whose names end in `_at`."""

    name: str
    export: Callable[[str], list[Row]]
    erase: Callable[[str], int]
    title: str = ""
    # What erasing does to it, a sentence.
    fate: str = ""
    # Names of the rows' fields as people read them.
    labels: Mapping[str, str] = field(default_factory=dict)
    # Lower ones are shown first.
    place: int = 50


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of rows as a page shows it: (label, text) of each field that has something in it."""

    name: str
    title: str
    fate: str
    rows: list[list[tuple[str, str]]]


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    _holdings[holding.name] = holding


def export(address: str) -> dict[str, Any]:
    """Rows by the name of their holding, and of whom and when. Raises ValidationError for what
    is no address."""
    key = address_key(address)
    rows = {holding.name: holding.export(key) for holding in _shown()}
    return {"address": address.strip(), "exported_at": timezone.now().isoformat()} | rows


def as_file(data: dict[str, Any], name: str) -> HttpResponse:
    """An export to be kept, as JSON that people can read."""
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def counts(address: str) -> dict[str, int]:
    """How many rows there are, by the name of their holding. Raises ValidationError."""
    key = address_key(address)
    return {holding.name: len(holding.export(key)) for holding in _shown()}


def erase(address: str, by: User | None) -> dict[str, int]:
    """Erases all of it in one transaction: how many rows, by the name of their holding. `by` is
    the member of staff who does so; None is the person. Raises ValidationError."""
    key = address_key(address)
    with changes():
        done = {holding.name: holding.erase(key) for holding in reversed(_holdings.values())}
        if by is not None:
            _log(by, done)
    return {holding.name: done[holding.name] for holding in _shown()}


def sections(data: Mapping[str, Any]) -> list[Section]:
    """An export as pages show it, without the kinds that hold nothing."""
    return [
        Section(
            holding.name,
            str(holding.title or holding.name),
            str(holding.fate),
            [_readable(holding, row, data["address"]) for row in data[holding.name]],
        )
        for holding in _shown()
        if data.get(holding.name)
    ]


def titles(numbers: Mapping[str, int]) -> str:
    """ "Comments: 2, Letters: 1", of what is not nothing."""
    return ", ".join(
        f"{holding.title or holding.name}: {numbers[holding.name]}"
        for holding in _shown()
        if numbers.get(holding.name)
    )


def _shown() -> list[Holding]:
    return sorted(_holdings.values(), key=lambda holding: holding.place)


def _readable(holding: Holding, row: Row, address: str) -> list[tuple[str, str]]:
    """The address stands above all of it, and again only where it was spelt otherwise."""
    return [
        (str(holding.labels.get(name, name.replace("_", " "))), _text(name, value))
        for name, value in row.items()
        if value not in (None, "", [], address)
    ]


def _text(name: str, value: Any) -> str:
    if name.endswith("_at"):
        return moments.said(datetime.fromisoformat(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _log(by: User, done: Mapping[str, int]) -> None:
    """Who erased how much, in the history of the institute; not whom."""
    said = _("Erased about a person: %(what)s.") % {"what": titles(done) or "0"}
    log.note(Institute.current(), by, said, DELETION, shown=_("What was held about a person"))
