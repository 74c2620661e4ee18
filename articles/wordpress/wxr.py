"""WordPress export files (WXR 1.0 to 1.2): `read(path)` → Export, whose items are streamed.

The file is gone through once for the header, the counts and the problems, then once for each
call of `items()`; one item at a time is held in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from articles.wordpress import elements, salvage
from articles.wordpress.bytestream import Bytestream
from articles.wordpress.identities import Identities
from articles.wordpress.records import Item, Problem, Site
from articles.wordpress.streaming import HEADER, channel_children, count_items

START = 65_536
ENDS_EARLY = "ends too early; the download was probably cut off."
ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.S)
# libxml2's words for what is commonly wrong.
SENTENCES = (
    ("cdata", "a text section is not closed where it should be."),
    ("sequence ']]>'", "a text section ends too early, at “]]>” inside its own text."),
    ("premature end", f"the file {ENDS_EARLY}"),
    ("endtag", f"the file {ENDS_EARLY}"),
    ("mismatch", "an opening and a closing tag do not belong together."),
    ("namespace prefix", "a prefix is used that the file does not declare."),
    ("entity '", "a character is written in a way that XML does not know."),
    ("charref", "a character is written in a way that XML does not know."),
    ("entityref", "an “&” stands there that should be written “&amp;”."),
)
VERSIONS = ("1.0", "1.1", "1.2")


class ExportError(ValueError):
    """`line` counts from 1; the message is for the person who chose the file."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class NotAnExport(ExportError):
    """The file is something else."""


class BrokenExport(ExportError):
    """The file is an export, but damaged."""


@dataclass
class Export:
    """`written` is the raw count of items, `counts` what was read, by kind.

    `damage` is set where the file is not well-formed: then `items()` gives what could be saved.
    """

    path: Path
    site: Site = field(default_factory=Site)
    counts: Counter[str] = field(default_factory=Counter)
    written: int = 0
    problems: list[Problem] = field(default_factory=list)
    numbers: Counter[int] = field(default_factory=Counter, repr=False)
    damage: BrokenExport | None = None

    @property
    def total(self) -> int:
        return self.counts.total()

    def items(self) -> Iterator[Item]:
        identities = Identities()
        for item in self._items():
            identities.identify(item)
            yield item

    def _items(self) -> Iterator[Item]:
        logins = self.site.logins()
        with Bytestream(self.path) as stream:
            if self.damage:
                for one in salvage.saved(stream):
                    if one.element is not None:
                        yield elements.item(one.element, logins)
                return
            for element in channel_children(stream):
                if elements.key(element) == "item":
                    yield elements.item(element, logins)


def read(path: str | Path) -> Export:
    """Raises NotAnExport or BrokenExport; what is lost but no reason to stop is in `problems`."""
    export = Export(Path(path))
    _refuse_other_files(export.path)
    try:
        _survey(export)
    except etree.XMLSyntaxError as error:
        _survey_damaged(export, error)
    _compare(export)
    return export


def _refuse_other_files(path: Path) -> None:
    with Bytestream(path) as stream:
        start = ""
        while len(start) < START and (more := stream.read_text()):
            start += more
    if start.startswith(("PK", "\ufffd")):
        raise NotAnExport("This is a packed file: unpack it and choose the .xml file inside it.")
    if not start.lstrip("\ufeff \t\r\n").startswith("<"):
        raise NotAnExport("This is not an XML file; WordPress makes exports under Tools, Export.")
    before, root, _ = ASIDE.sub("", start).partition("<rss")
    # Entities declared there would be expanded in attributes, whatever the parser is told.
    if "<!DOCTYPE" in before:
        raise NotAnExport("This file begins with a document type, which no WordPress export has.")
    if not root:
        raise NotAnExport("This is XML, but not a WordPress export: it does not begin with <rss>.")


def _survey(export: Export) -> None:
    channels = 0
    with Bytestream(export.path) as stream:
        for element in channel_children(stream):
            name = elements.key(element)
            if name == "item":
                _count(export, elements.item(element, {}), element.sourceline)
            elif name == "channel":
                channels += 1
                elements.describe(export.site, element)
            else:
                _header(export.site, element)
        if not channels:
            raise NotAnExport("This file has no <channel>, so it is not a WordPress export.")
        _report_stream(export, stream)
    export.written = count_items(export.path)


def _header(site: Site, element: etree._Element) -> None:
    if elements.key(element) == "wp:author":
        site.authors.append(elements.author(element))
    else:
        site.terms.append(elements.term(element))


def _count(export: Export, item: Item, line: int | None) -> None:
    export.counts[item.kind] += 1
    name = item.title or item.slug
    if item.id is None:
        export.problems.append(Problem("An item has no number of its own.", line, name))
        return
    export.numbers[item.id] += 1
    if export.numbers[item.id] == 2:
        said = f"Number {item.id} is given to more than one item."
        export.problems.append(Problem(said, line, name))


def _report_stream(export: Export, stream: Bytestream) -> None:
    if stream.dropped:
        said = f"{stream.dropped} control characters, which XML forbids, were left out."
        export.problems.append(Problem(said))
    if stream.replaced:
        said = f"{stream.replaced} bytes are not in the file's encoding and became “\ufffd”."
        export.problems.append(Problem(said))


def _survey_damaged(export: Export, error: etree.XMLSyntaxError) -> None:
    """Start again, cutting the items out one by one."""
    said = f"The file is damaged at line {error.lineno}: {_plain(error.msg or '')}"
    if _ends_early(export.path):
        said = f"The file {ENDS_EARLY} {said}"
    export.damage = BrokenExport(said, error.lineno)
    export.site, export.problems = Site(), [Problem(said, error.lineno)]
    export.counts, export.numbers = Counter(), Counter()
    with Bytestream(export.path) as stream:
        channel = salvage.head(stream)
    if channel is None:
        raise export.damage
    elements.describe(export.site, channel)
    for element in channel:
        if elements.key(element) in HEADER:
            _header(export.site, element)
    with Bytestream(export.path) as stream:
        for one in salvage.saved(stream):
            export.written += 1
            _count_saved(export, one)
        _report_stream(export, stream)
    if not export.total:
        raise export.damage


def _ends_early(path: Path) -> bool:
    """Whatever the parser stumbled over first, a whole file closes its outermost element."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 1024, 0))
        return b"</rss" not in file.read().replace(b"\0", b"")


def _count_saved(export: Export, one: salvage.Saved) -> None:
    if one.element is None:
        export.problems.append(Problem("An item could not be read and is lost.", one.line))
        return
    item = elements.item(one.element, {})
    _count(export, item, one.line)
    name = item.title or item.slug
    if not one.whole:
        said = "An item is cut off: what comes after the break is lost."
        export.problems.append(Problem(said, one.line, name))
    elif one.damaged:
        said = "An item is damaged: parts of it may be missing; compare it with the old site."
        export.problems.append(Problem(said, one.line, name))


def _plain(message: str) -> str:
    found = (said for part, said in SENTENCES if part in message.lower())
    return f"{next(found, 'it is not valid XML.')} ({message})"


def _compare(export: Export) -> None:
    version = export.site.version
    if not version and not export.numbers:
        raise NotAnExport("This is a news feed or other XML, but not a WordPress export.")
    if version not in VERSIONS:
        said = f"The file says it is of version “{version}”; 1.0, 1.1 and 1.2 are known."
        export.problems.append(Problem(said))
    if export.written != export.total:
        said = f"The file holds {export.written} items, but {export.total} could be read."
        export.problems.append(Problem(said))
