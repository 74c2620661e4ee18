"""Any HTML → body format 1, in one spelling.

An HTML5 parser (nh3) reads what came; word processors' lists and footnotes are recognised; the
tree is written anew out of what the allow-list names. So what is not named cannot get through,
and cleaning twice equals cleaning once.
"""

import re
from collections.abc import Callable

import nh3

from articles.text import blocks, footnotes, wordlists
from articles.text.allowlist import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    FORMATTING,
    READ_ANYWHERE,
    READ_SCHEMES,
    READ_TAGS,
    REMOVED_WITH_CONTENT,
    VOID,
)
from articles.text.characters import printable, whole
from articles.text.flow import Line, Place
from articles.text.tree import Node, parse, serialise

__all__ = ["ALLOWED_ATTRIBUTES", "ALLOWED_TAGS", "clean", "clean_inline"]

READER = nh3.Cleaner(
    tags=READ_TAGS,
    attributes=ALLOWED_ATTRIBUTES | {"*": READ_ANYWHERE},
    clean_content_tags=REMOVED_WITH_CONTENT,
    url_schemes=READ_SCHEMES,
    link_rel=None,
)

# A parser opens formatting elements again in each paragraph until they are closed, so that a few
# kilobytes could become hundreds of megabytes: those without attributes at most three times a
# tag, others as often as they stand there, links once. These are characters of such tags, times
# the tags in the text.
MAX_STYLED = 5_000_000
MAX_LINK = 50_000_000
MAX_GROWTH = 8
STYLED = re.compile(rf"<({'|'.join(FORMATTING)})[\s/][^>]*>", re.IGNORECASE)
ANY_FORMATTING = re.compile(rf"</?({'|'.join(FORMATTING)})(?=[\s/>])[^>]*>", re.IGNORECASE)

# The parser takes time by the square of the depth. Elements whose end a parser finds by itself
# (two paragraphs do not nest) do not count: old pages leave them open a thousand times.
DEEPEST = 400
ENDED_BY_OTHERS = VOID | {
    "img",
    "input",
    "col",
    "wbr",
    "meta",
    "link",
    "source",
    "embed",
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
}
ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?=[\s/>])[^>]*>", re.IGNORECASE)

BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


def clean(html: str) -> str:
    """Format 1 of any HTML or plain text; blank lines outside all tags end a paragraph."""
    root = _read(html)
    footnotes.tidy(root)
    wordlists.tidy(root)
    root.children = [part for child in root.children for part in _paragraphs(child)]
    return serialise(blocks.document(root))


def clean_inline(html: str) -> str:
    """What may stand in a caption or footnote, of any HTML."""
    return serialise(Line(Place({})).fill(_read(html).children).content())


def _read(html: str) -> Node:
    source = _bounded(_shallow(printable(whole(html))))
    read = READER.clean(source)
    if len(read) > MAX_GROWTH * len(source) + 10_000:
        read = READER.clean(_sub_tags(ANY_FORMATTING, lambda match: "", source))
    return parse(read)


def _shallow(html: str) -> str:
    """Without the tags of elements that lie too deep; what is in them stays."""
    if html.count("<") <= DEEPEST:
        return html
    depth = dropped = 0

    def bounded(match: re.Match[str]) -> str:
        nonlocal depth, dropped
        if match[2].lower() in ENDED_BY_OTHERS:
            return match[0]
        if not match[1] and depth < DEEPEST:
            depth += 1
        elif not match[1]:
            dropped += 1
            return ""
        elif dropped:
            dropped -= 1
            return ""
        else:
            depth = max(0, depth - 1)
        return match[0]

    return _sub_tags(ANY_TAG, bounded, html)


def _bounded(html: str) -> str:
    """Without the attributes of formatting elements that could be repeated too often."""
    tags = html.count("<") + 1
    styled = 0

    def bounded(match: re.Match[str]) -> str:
        nonlocal styled
        length = len(match[0])
        if match[1] in "aA":
            fits = length * tags <= MAX_LINK
        else:
            styled += length
            fits = styled * tags <= MAX_STYLED
        return match[0] if fits else f"<{match[1]}>"

    return _sub_tags(STYLED, bounded, html)


def _sub_tags(
    pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], html: str
) -> str:
    """After the last ">" no tag ends, and looking for one from each "<" would take long."""
    tags, end, rest = html.rpartition(">")
    return pattern.sub(replacement, tags + end) + rest


def _paragraphs(child: Node | str) -> list[Node | str]:
    if isinstance(child, Node):
        return [child]
    first, *others = BLANK_LINE.split(child)
    return [first, *(part for text in others for part in (Node("div"), text))]
