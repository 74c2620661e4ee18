"""The text of a body (format 1): for search, excerpts and the text part of mails."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from articles.text.allowlist import BLOCKS, FOREIGN_BLOCKS, VOID
from articles.text.folding import fold, words
from articles.text.tree import Node, parse, text_of

__all__ = ["excerpt", "fold", "plain", "words"]

PROSE = {"p", "blockquote"}
APART = (BLOCKS | FOREIGN_BLOCKS | VOID) - {"br"}
PAUSES = " ,;:–—-("


def plain(html: str) -> str:
    """Blocks apart by a blank line, in NFC. Links are their text, a figure is its caption."""
    return unicodedata.normalize("NFC", "\n\n".join(_blocks(parse(html))))


def excerpt(html: str, length: int = 200) -> str:
    """The beginning in at most `length` characters, one line, without headings, captions,
    tables and footnotes where there is other text."""
    root = parse(html)
    prose = Node("", {}, [node for node in root.children if _is_prose(node)])
    text = " ".join(" ".join(_blocks(prose, notes=False)).split()) or " ".join(plain(html).split())
    return _cut(unicodedata.normalize("NFC", text), length)


def _is_prose(node: Node | str) -> bool:
    return isinstance(node, str) or node.tag in PROSE


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    begin = text[:length]
    at_word = begin.rpartition(" ")[0]
    # Chinese and Japanese have few blanks: there a cut at one could leave next to nothing.
    cut = at_word if len(at_word) > length // 2 else begin[:-1]
    return cut.rstrip(PAUSES) + "…"


def _blocks(node: Node, notes: bool = True) -> Iterator[str]:
    """Texts and marks that follow one another are one block, as in a caption."""
    for is_inline, children in groupby(node.children, _is_inline):
        group = list(children)
        texts = (
            [_inline(Node("", {}, group), notes)]
            if is_inline
            else (_block(child, notes) for child in group)
        )
        yield from filter(None, (text.strip("\n ") for text in texts))


def _is_inline(node: Node | str) -> bool:
    return isinstance(node, str) or node.tag not in APART


def _block(node: Node, notes: bool) -> str:
    if node.tag in {"ul", "ol"}:
        return "\n".join(_items(node, notes))
    if node.tag == "table":
        return "\n".join(_rows(node, notes))
    if node.tag == "pre":
        return text_of(node)
    if node.tag in {"blockquote", "aside", "figure"}:
        return "\n\n".join(_blocks(node, notes))
    return _inline(node, notes)


def _items(node: Node, notes: bool) -> Iterator[str]:
    start = int(node.attributes.get("start", "1"))
    for number, item in enumerate(node.children, start):
        marker = "- " if node.tag == "ul" else f"{number}. "
        text = "\n".join(_blocks(item, notes))
        yield marker + text.replace("\n", "\n" + " " * len(marker))


def _rows(node: Node, notes: bool) -> Iterator[str]:
    """A caption, and the rows of all sections."""
    for child in node.children:
        if child.tag in {"thead", "tbody"}:
            yield from _rows(child, notes)
        elif child.tag == "caption":
            yield _inline(child, notes)
        else:
            cells = [" ".join(_blocks(cell, notes)).replace("\n", " ") for cell in child.children]
            yield " | ".join(cells) if any(cells) else ""


def _inline(node: Node, notes: bool) -> str:
    text = ""
    for child in node.children:
        if isinstance(child, str):
            text += child
        elif child.tag == "br":
            text += "\n"
        elif "data-footnote" not in child.attributes:
            text += _inline(child, notes)
        elif notes:
            text += ("" if text.endswith(" ") else " ") + f"[{_inline(child, notes)}]"
    return text
