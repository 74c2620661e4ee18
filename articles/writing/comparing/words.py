"""The inside of a paragraph as words, each with its marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.allowlist import MARKS
from articles.text.marks import Marks
from articles.text.outline import HAN_AND_KANA
from articles.text.tree import Children, Node

# Format characters that change what stands beside them (Unicode 16, general category Cf).
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
STOPS = re.escape('!"#%&()*+,./:;<=>?@[]^{|}~«»‹›“”„‚‘…–—·¡¿、。，！？；：「」『』（）《》、،؛؟٪۔')
HAN = f"{HAN_AND_KANA}\U00020000-\U0003ffff"
LETTERS = rf"[^\s{STOPS}{HAN}\ue000\ue001]+"
NOTE, BREAK = "\ue000", "\ue001"
# A word, a number with its points, a sign, a stretch of white space, a note or break.
TOKEN = re.compile(rf"\s+|\d+(?:[.,:]\d+)+|{LETTERS}|[\s\S]")


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between white space or signs. `parts` are its text by marks; a footnote and a
    line break are words too. The last word of a text is empty and holds the white space before
    the end."""

    text: str
    lead: str  # the white space before it
    parts: tuple[tuple[str, Marks], ...] = ()
    node: Node | None = None

    @property
    def is_note(self) -> bool:
        return self.node is not None and self.node.tag == "span"


def words(children: Children) -> list[Word]:
    """With a last one that is empty."""
    stretches = list(_stretches(children, ()))
    text = "".join(
        content if isinstance(content, str) else _sign(content) for content, _ in stretches
    )
    cutter = _Cutter(stretches)
    found: list[Word] = []
    lead = ""
    for token in TOKEN.findall(text):
        parts, node = cutter.take(len(token))
        if token.isspace():
            lead += token
            continue
        found.append(Word(token, lead, parts, node))
        lead = ""
    return [*found, Word("", lead)]


def _sign(node: Node) -> str:
    return BREAK if node.tag == "br" else NOTE


def _stretches(children: Children, marks: Marks) -> Iterator[tuple[str | Node, Marks]]:
    for child in children:
        if isinstance(child, str):
            # The two signs stand for nodes here.
            yield child.replace(NOTE, "\ufffd").replace(BREAK, "\ufffd"), marks
        elif child.tag == "br" or "data-footnote" in child.attributes:
            yield child, marks
        elif child.tag in MARKS:
            yield from _stretches(child.children, (*marks, _mark(child)))
        else:
            yield from _stretches(child.children, marks)


def _mark(node: Node) -> tuple[str, tuple[tuple[str, str], ...]]:
    return node.tag, tuple(sorted(node.attributes.items()))


class _Cutter:
    """Takes stretches of text from the front, whatever their marks."""

    def __init__(self, stretches: list[tuple[str | Node, Marks]]) -> None:
        self.stretches = stretches
        self.at = 0
        self.inside = 0

    def take(self, length: int) -> tuple[tuple[tuple[str, Marks], ...], Node | None]:
        parts: list[tuple[str, Marks]] = []
        while length:
            content, marks = self.stretches[self.at]
            if isinstance(content, Node):
                self.at += 1
                return (("", marks),), content
            piece = content[self.inside : self.inside + length]
            if piece:
                parts.append((piece, marks))
            length -= len(piece)
            self.inside += len(piece)
            if self.inside >= len(content):
                self.at, self.inside = self.at + 1, 0
        return tuple(parts), None
