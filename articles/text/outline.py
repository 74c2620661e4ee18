"""Headings of a body (format 1): their ids, the table of contents, the reading time."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.text.allowlist import MARKS
from articles.text.characters import one_line
from articles.text.slugs import make_slug, numbered
from articles.text.tree import Node, parse, serialise, text_of, walk

LEVELS = {"h2": 2, "h3": 3, "h4": 4}
WITHOUT_LETTERS = "section"
# A heading "Comments" must not take the place that a page's own links lead to.
RESERVED = frozenset({"comments", "content", "contents", "footnotes", "main", "related", "top"})

WORDS_A_MINUTE = 180
CHARACTERS_A_MINUTE = 500
WORD = re.compile(r"\S*\w\S*")
HAN_AND_KANA = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
BY_CHARACTER = re.compile(f"[{HAN_AND_KANA}\U00020000-\U0003ffff]")
BY_CHARACTER_IN_KOREAN = re.compile(f"[{HAN_AND_KANA}{HANGUL}\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    text: str


def headings(html: str) -> list[Heading]:
    """In the order of the text; one without an id has the id ""."""
    return [
        Heading(LEVELS[node.tag], node.attributes.get("id", ""), one_line(text_of(node)))
        for node in _nodes(parse(html))
    ]


def with_ids(html: str) -> str:
    """The same HTML; each heading has an id of its own, those present are kept."""
    root = parse(html)
    nodes = _nodes(root)
    ids = _Ids(node.attributes.get("id", "") for node in nodes)
    kept: set[str] = set()
    for node in nodes:
        found = node.attributes.get("id", "")
        if not found or found in kept:
            node.attributes["id"] = ids.new(one_line(text_of(node)))
        kept.add(found)
    return serialise(root.children)


def _nodes(root: Node) -> list[Node]:
    return [node for node in walk(root) if node.tag in LEVELS]


class _Ids:
    def __init__(self, present: Iterable[str]) -> None:
        self.taken = {*RESERVED, *present}
        self.numbers: dict[str, int] = {}  # the last one given, by slug

    def new(self, text: str) -> str:
        slug = found = make_slug(text, WITHOUT_LETTERS)
        while found in self.taken:
            self.numbers[slug] = self.numbers.get(slug, 1) + 1
            found = numbered(slug, self.numbers[slug])
        self.taken.add(found)
        return found


def reading_minutes(html: str, language: str = "en") -> int:
    """Headings, captions and footnotes count. Han and kana are read by the character,
    Hangul too where the language is Korean; everything else by the word."""
    text = "".join(_parts(parse(html)))
    is_korean = language.lower().partition("-")[0] == "ko"
    by_character = BY_CHARACTER_IN_KOREAN if is_korean else BY_CHARACTER
    rest, characters = by_character.subn(" ", text)
    words = len(WORD.findall(rest))
    return max(1, math.ceil(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE))


def _parts(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
            continue
        is_apart = child.tag not in MARKS or "data-footnote" in child.attributes
        yield " " if is_apart else ""
        yield from _parts(child)
        yield " " if is_apart else ""
