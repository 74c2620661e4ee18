"""WordPress post content → body HTML for `articles.text.cleaning.clean`.

`convert(content, resolve=…)` asks `resolve` for the key of our image for each picture it meets
and tells what could not be kept. The order of work follows WordPress: blocks, then shortcodes,
then paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from articles.wordpress import blocks, shortcodes, wordnotes
from articles.wordpress.captions import ParsedCredit
from articles.wordpress.conversion import (
    Converted,
    Loss,
    PictureUse,
    Resolve,
    Surroundings,
    Work,
    notes_of,
)
from articles.wordpress.flow import flow
from articles.wordpress.nodes import opening, parse, tidy
from articles.wordpress.paragraphs import classic, marked, unnest

__all__ = [
    "Converted",
    "Loss",
    "ParsedCredit",
    "PictureUse",
    "Resolve",
    "Surroundings",
    "convert",
    "rewrite_links",
]

DIVIDER = re.compile(r"(?:<p>\s*)?<!--(?:more\b.*?|nextpage|noteaser)-->(?:\s*</p>)?", re.S)
ANCHOR = re.compile(r"""<a((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>""")
HREF = re.compile(r'\shref="([^"]*)"')
TITLE = re.compile(r'\stitle="([^"]*)"')
IDS = re.compile(r'<h[2-4] id="([^"]*)"')
ARTICLE = re.compile(r"article:([a-z0-9]{12})")


def convert(
    content: str, *, resolve: Resolve, surroundings: Surroundings | None = None
) -> Converted:
    around = surroundings or Surroundings()
    work = Work(resolve, around, notes=notes_of(around.footnotes))
    text = _prepared(content, work)
    pieces = blocks.pieces(text, work.lose, around.patterns)
    work.shift = 1 if any("<h1" in piece.html.lower() for piece in pieces) else 0
    html = "".join(_piece(piece, work) for piece in pieces)
    html = _without_last_rule(html, content)
    _miss_places(html, work)
    return Converted(html, work.pictures, work.embeds, work.links, work.losses)


def _prepared(content: str, work: Work) -> str:
    """Without dividers and with the notes of a word processor where they belong."""
    text = DIVIDER.sub("\n\n", tidy(content))
    closed = text.rfind("-->") + 1
    if "<!--" in text[closed:]:
        said = "A comment is never closed; the text after it, hidden until now, is shown."
        work.lose(said, text[text.index("<!--", closed) :])
        text = text[:closed] + text[closed:].replace("<!--", "")
    return wordnotes.joined(text)


def _without_last_rule(html: str, content: str) -> str:
    """A word processor draws a line over its notes; with these gone it ends the text."""
    return html.removesuffix("<hr>") if wordnotes.NOTE.search(content) else html


def _piece(piece: blocks.Piece, work: Work) -> str:
    nodes = parse(shortcodes.expand(piece.html, work.lose))
    return flow(unnest(classic(nodes) if piece.classic else marked(nodes)), work)


def _miss_places(html: str, work: Work) -> None:
    """Only headings keep their ids: links to other places of the page lead nowhere."""
    places = {unescape(found) for found in IDS.findall(html)}
    for link in work.links:
        if link.startswith("#") and link[1:] not in places:
            work.lose("A link leads to a place of the page that has no mark any more.", link)


def rewrite_links(html: str, mapping: Callable[[str], str | None]) -> str:
    """`mapping(href)`: "article:KEY" → a link to our article, another href, or None: as it is."""
    return ANCHOR.sub(lambda found: _anchor(found, mapping), html)


def _anchor(found: re.Match[str], mapping: Callable[[str], str | None]) -> str:
    href = HREF.search(found[1])
    target = mapping(unescape(href[1])) if href else None
    if not href or target is None:
        return found[0]
    if article := ARTICLE.fullmatch(target):
        return opening("a", {"data-article": article[1]})
    title = TITLE.search(found[1])
    return opening("a", {"href": target} | ({"title": unescape(title[1])} if title else {}))
