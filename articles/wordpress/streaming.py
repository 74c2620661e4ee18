"""The channel of an export, element by element, and a raw count to hold against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from articles.wordpress.bytestream import Bytestream
from articles.wordpress.elements import key

HEADER = ("wp:author", "wp:category", "wp:tag", "wp:term")
WANTED = tuple(f"{{*}}{name}" for name in ("item", "author", "category", "tag", "term", "channel"))
SKIPPED = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<item[\s>]|<!?[^<>]{0,8}\Z", re.S
)


def channel_children(stream: Bytestream) -> Iterator[etree._Element]:
    """Header entries and items at their end; the channel itself before the items and last of all.

    Raises lxml's XMLSyntaxError. An element is emptied when the next is asked for.
    """
    context = etree.iterparse(
        stream,
        events=("end",),
        tag=WANTED,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    described = False
    for _, element in context:
        parent = element.getparent()
        if parent is None or key(parent) not in ("channel", "rss"):
            continue
        name = key(element)
        if name == "item" and not described:
            described = True
            yield parent
        if name in ("channel", "item", *HEADER):
            yield element
        if name == "item":
            _forget(element)


def _forget(element: etree._Element) -> None:
    """Without this the tree of a large file would stay in memory."""
    parent = element.getparent()
    element.clear()
    while (before := element.getprevious()) is not None:
        parent.remove(before)


def count_items(path: Path) -> int:
    """Raw count of `<item>` outside CDATA and comments, without an XML parser."""
    count, rest = 0, ""
    with Bytestream(path) as stream:
        while more := stream.read_text():
            rest += more
            kept = len(rest)
            for found in SKIPPED.finditer(rest):
                if found[0].startswith("<item") and found[0] != "<item":
                    count += 1
                elif not found[0].endswith(("]]>", "-->")):
                    kept = found.start()
            rest = rest[kept:]
    return count
