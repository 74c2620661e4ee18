"""Who stands in the text of a CSV or TXT file (RFC 4180, with semicolons and tabs too), and a
reason for each line that nobody is taken from. Knows no tables."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.text.characters import one_line, printable
from iria.addresses import MAX_LENGTH, address_key, validate_address
from iria.spreadsheets import plain
from newsletter.importing.columns import Columns, columns_of
from newsletter.importing.decoding import NotReadable

MOST_LINES = 200_000
LONGEST_LINE = 10_000  # characters
LONGEST_NAME = 150
# A quotation mark that is still open after so many lines is a stray one.
SPAN = 20
SAMPLE = 50  # lines
SHOWN = 200  # characters of a line that is refused
LINE_END = re.compile("\r\n|\r|\n")
SEP = re.compile(r"sep=([,;\t])", re.IGNORECASE)
NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>@]+@[^<>@]+)>")
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
# Comes along when an address is copied from a page.
AROUND = " \t\u00a0\u200b\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Person:
    line: int
    address: str
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    people: list[Person] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the number of its first line, what stands there, and its cells."""

    line: int
    text: str
    cells: list[str]
    trouble: str = ""


class Refused(Exception):
    """Why a row is."""


def read(text: str) -> Reading:
    """Raises NotReadable."""
    lines = LINE_END.split(text)
    count = sum(bool(line.strip()) for line in lines)
    if count > MOST_LINES:
        said = _("The list has %(count)s lines; %(most)s are taken at a time. Import it in parts.")
        raise NotReadable(said % {"count": f"{count:,}", "most": f"{MOST_LINES:,}"})
    if "@" not in text:
        raise NotReadable(_("There is no e-mail address in it."))
    delimiter = _told(lines) or delimiter_of(lines)
    found = list(records(lines, delimiter))
    columns = columns_of(found[0].cells)
    reading = Reading()
    for one in judged(found if columns.address is None else found[1:], columns):
        (reading.people if isinstance(one, Person) else reading.refused).append(one)
    return reading


def _told(lines: list[str]) -> str:
    """Excel may write the delimiter into a first line of its own, which is taken out."""
    told = SEP.fullmatch(lines[0])
    if told:
        lines[0] = ""
    return told[1] if told else ""


def delimiter_of(lines: list[str]) -> str:
    """That by which most lines have an address of their own, and then most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        sample = list(islice(records(lines, delimiter), SAMPLE))
        with_address = sum(any(_bare(cell) for cell in one.cells) for one in sample)
        has_header = bool(sample) and columns_of(sample[0].cells).address is not None
        return with_address + has_header, sum(len(one.cells) for one in sample)

    return max(",;\t", key=score)


def records(lines: list[str], delimiter: str) -> Iterator[Record]:
    """Empty rows are left out."""
    at = 0
    while at < len(lines):
        line, count, trouble = lines[at], 1, ""
        if len(line) > LONGEST_LINE:
            cells, trouble = [line[:SHOWN]], _("The line is too long.")
        elif '"' not in line:
            cells = line.split(delimiter)
        else:
            cells, count, trouble = _quoted(lines[at : at + SPAN], delimiter)
        if any(cell.strip(AROUND) for cell in cells):
            text = one_line(" ".join(lines[at : at + count]))
            yield Record(at + 1, text, cells, trouble)
        at += count


def _quoted(lines: list[str], delimiter: str) -> tuple[list[str], int, str]:
    """Cells, how many lines they take, and what is wrong with them."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    try:
        return next(reader), reader.line_num, ""
    except csv.Error:
        return [lines[0]], 1, _("Its quotation marks do not come in pairs.")


def judged(found: Iterable[Record], columns: Columns) -> Iterator[Person | Refusal]:
    """In the order of the lines. Whoever left by one row is not taken from another."""
    rows = [(record, *_person(record, columns)) for record in found]
    out = {person.key: person.line for _record, person, why in rows if person and why}
    seen: dict[str, int] = {}
    for record, person, why in rows:
        if person and not why:
            why = _twice(person, out, seen)
        yield Refusal(record.line, record.text[:SHOWN], why) if why else person


def _twice(person: Person, out: dict[str, int], seen: dict[str, int]) -> str:
    if person.key in out:
        return _("Line %(line)d says that this person left.") % {"line": out[person.key]}
    first = seen.setdefault(person.key, person.line)
    if first != person.line:
        return _("The same address stands in line %(line)d.") % {"line": first}
    return ""


def _person(record: Record, columns: Columns) -> tuple[Person | None, str]:
    """Nobody where there is no address; a reason where nobody is taken."""
    try:
        address, name = _address(record, columns)
        person = Person(record.line, address, _key(address), name)
    except Refused as refusal:
        return None, str(refusal)
    if len(name) > LONGEST_NAME:
        return person, ngettext(
            "The name is longer than %(most)d character.",
            "The name is longer than %(most)d characters.",
            LONGEST_NAME,
        ) % {"most": LONGEST_NAME}
    return person, columns.why_out(record.cells)


def _address(record: Record, columns: Columns) -> tuple[str, str]:
    """Address and name. Raises Refused."""
    if record.trouble:
        raise Refused(record.trouble)
    cells = record.cells
    if columns.address is not None:
        cells = cells[columns.address : columns.address + 1]
    with_address = [number for number, cell in enumerate(cells) if "@" in cell]
    if not with_address and not any(cell.strip(AROUND) for cell in cells):
        raise Refused(_("There is no e-mail address in this row."))
    if len(with_address) > 1:
        raise Refused(
            _("There are several addresses in this line. Put each on a line of its own.")
        )
    cell = _tidy(cells[with_address[0] if with_address else 0])
    named = NAMED.fullmatch(cell)
    address = _tidy(named["address"]) if named else cell
    return address, columns.name_in(record.cells) or _named(named, record, columns)


def _named(named: re.Match | None, record: Record, columns: Columns) -> str:
    """Without a header: the name before an address in brackets, or the other one of two cells."""
    if named and (name := one_line(named["name"]).strip('"')):
        return name
    others = [cell for cell in record.cells if "@" not in cell]
    is_pair = columns.address is None and len(record.cells) == 2 and len(others) == 1
    return one_line(plain(others[0].strip())) if is_pair else ""


def _key(address: str) -> str:
    """Raises Refused."""
    try:
        validate_address(address)
        key = address_key(address)
    except ValidationError:
        raise Refused(_("This is not a valid e-mail address.")) from None
    if len(address) > MAX_LENGTH:
        raise Refused(_("This e-mail address is too long."))
    return key


def _tidy(cell: str) -> str:
    return plain(printable(cell).strip(AROUND))


def _bare(cell: str) -> bool:
    cell = _tidy(cell)
    return bool(ADDRESS.fullmatch(cell) or NAMED.fullmatch(cell))
