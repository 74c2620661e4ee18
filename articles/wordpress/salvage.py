"""Items out of an export that is not well-formed XML: each is cut out and read by itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from articles.wordpress.bytestream import Bytestream

OPENING = re.compile(r"<item(?:\s[^<>]*)?>")
BEGINNING = re.compile(r"<item(?:\s[^<>]*)?>\s*<title[\s/>]")
# The end of an item is believed where another begins or the channel ends after it.
CLOSING = re.compile(r"</item\s*>(?=\s*(?:<!--.*?-->\s*)*(?:<item[\s>]|</channel|</rss|\Z))", re.S)
ENVELOPE = (
    '<rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
)
WRAPPED = re.compile(
    r"<([\w:]+)([^<>]*)>\s*<!\[CDATA\[((?:(?!</\1\s*>).)*?)\]\]>\s*</\1\s*>", re.S
)
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9A-Fa-f]+;|(?:amp|lt|gt|quot|apos);)(\w+;)?")
SPLIT_END = "]]]]><![CDATA[>"
LONGEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Piece:
    """`text` from <item> to </item>; `whole` is False where the closing tag is missing."""

    text: str
    line: int
    whole: bool


@dataclass(frozen=True)
class Saved:
    """`damaged` when the parser had to leave something out; `line` is where the item begins."""

    element: etree._Element | None
    line: int
    whole: bool
    damaged: bool


def strict() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )


def lenient() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True
    )


def head(stream: Bytestream) -> etree._Element | None:
    """The channel as far as it stands before the first item."""
    text = ""
    while not (found := OPENING.search(text)) and (more := stream.read_text()):
        text += more
        if len(text) > LONGEST:
            break
    start = text[: found.start()] if found else text
    inner = re.search(r"<channel[^>]*>(.*)", start, re.S)
    if not inner:
        return None
    return read(inner[1].replace("</channel>", "").replace("</rss>", ""))[0]


def saved(stream: Bytestream) -> Iterator[Saved]:
    for piece in pieces(stream):
        channel, damaged = read(piece.text if piece.whole else closed(piece.text))
        element = channel.find("item") if channel is not None else None
        yield Saved(element, piece.line, piece.whole, damaged)


def closed(text: str) -> str:
    """An item cut off in the middle of a CDATA section would lose that text."""
    if text.rfind("<![CDATA[") > text.rfind("]]>"):
        text += "]]>"
    return text


def pieces(stream: Bytestream) -> Iterator[Piece]:
    rest, line, ended = "", 1, False
    while not ended:
        more = stream.read_text()
        rest += more
        ended = not more or len(rest) > LONGEST
        cut = 0
        for start, end, whole in _cut(rest, ended):
            yield Piece(rest[start:end], line + rest.count("\n", 0, start), whole)
            cut = end
        line += rest.count("\n", 0, cut)
        rest = rest[cut:]


def _cut(text: str, ended: bool) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whole); while more may come, an item at the very end is left for later."""
    at = 0
    while begun := OPENING.search(text, at):
        closing = CLOSING.search(text, begun.end())
        last = closing.end() if closing else len(text)
        following = _next_beginning(text, begun.end(), last)
        if following is None and not ended and not text[last:].strip():
            return
        at = following or last
        yield begun.start(), at, following is None and closing is not None


def _next_beginning(text: str, start: int, end: int) -> int | None:
    """Where another item begins inside this one, which therefore lacks its closing tag."""
    for found in BEGINNING.finditer(text, start, end):
        if text.rfind("<![CDATA[", start, found.start()) <= text.rfind(
            "]]>", start, found.start()
        ):
            return found.start()
    return None


def read(inner: str) -> tuple[etree._Element | None, bool]:
    """(channel, damaged): first mended, then by a parser that leaves out what it cannot read."""
    source = f"{ENVELOPE}{mended(inner)}</channel></rss>".encode()
    try:
        return etree.fromstring(source, strict()).find("channel"), False
    except etree.XMLSyntaxError:
        root = etree.fromstring(source, lenient())
        return (root.find("channel") if root is not None else None), True


def mended(text: str) -> str:
    """CDATA that ends too early is closed at its element's end; bare & and &nbsp; are escaped."""
    text = WRAPPED.sub(_rewrapped, text)
    parts = CDATA.split(text)
    parts[::2] = [AMPERSAND.sub(_reference, part) for part in parts[::2]]
    return "".join(parts)


def _rewrapped(found: re.Match[str]) -> str:
    name, attributes, inner = found.groups()
    inner = inner.replace(SPLIT_END, "]]>").replace("]]>", SPLIT_END)
    return f"<{name}{attributes}><![CDATA[{inner}]]></{name}>"


def _reference(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    if found[1] and character != found[0] and len(character) <= 2:
        return "".join(f"&#{ord(one)};" for one in character)
    return "&amp;" + (found[1] or "")
