"""Blocks as they are collected from a tree of foreign HTML.

A Flow collects the blocks of one place: the document, a list item, a quotation, a cell. A Line
collects the inline content of a heading, caption or footnote. What may stand at the top of a
document only and is met elsewhere (figures, tables) floats: it comes after the block it was in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from articles.text import inline
from articles.text import marks as marking
from articles.text.allowlist import BLOCKS, FOREIGN_BLOCKS
from articles.text.inline import BREAK, Run, Runs
from articles.text.marks import Marks
from articles.text.tree import Children, Node

# Lists, quotations and tables in one another; what is deeper becomes paragraphs.
MAX_LEVEL = 8

Handler = Callable[["Flow", Node, Marks], None]


@dataclass(frozen=True, slots=True)
class Place:
    handlers: Mapping[str, Handler]  # of blocks that are more than the end of a paragraph
    level: int = 0
    in_cell: bool = False
    floats: list[Node] | None = None  # None at the top of the document

    @property
    def is_top(self) -> bool:
        return self.floats is None

    @property
    def is_full(self) -> bool:
        return self.level >= MAX_LEVEL

    def inside(self, floats: list[Node], *, in_cell: bool = False) -> "Place":
        in_cell = in_cell or self.in_cell
        return replace(self, level=self.level + 1, in_cell=in_cell, floats=floats)


class Flow:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.blocks: list[Node] = []
        self.runs: Runs = []
        self.after: list[Node] = []

    def handler(self, tag: str) -> Handler | None:
        return self.place.handlers.get(tag)

    def end(self) -> None:
        """Makes paragraphs of the inline content so far, before another block begins."""
        runs, self.runs = self.runs, []
        after, self.after = self.after, []
        self.blocks += [Node("p", {}, content) for content in inline.paragraphs(runs)]
        if after:
            self.float(*after)

    def put(self, *blocks: Node) -> None:
        self.end()
        self.blocks += blocks

    def float(self, *blocks: Node) -> None:
        """Takes blocks for the top of the document: here, or after the block that this is in."""
        self.end()
        if self.place.floats is None:
            self.blocks += blocks
        else:
            self.place.floats.extend(blocks)

    def footnote(self, node: Node, marks: Marks) -> None:
        line = Line(self.place).fill(node.children)
        if content := line.content():
            self.runs.append(Run(Node("span", {"data-footnote": ""}, content), marks))
        self.after += line.floats

    def fill(self, children: Children, marks: Marks = ()) -> Self:
        for child in children:
            if isinstance(child, str):
                self.runs.append(Run(child, marks))
            elif handle := self.handler(child.tag):
                handle(self, child, marks)
            elif child.tag in BLOCKS or child.tag in FOREIGN_BLOCKS:
                self.unwrap(child, marks)
            else:
                self._inline(child, marks)
        return self

    def unwrap(self, node: Node, marks: Marks) -> None:
        """Takes the content of a block that has no place here, in paragraphs of its own."""
        self.end()
        self.fill(node.children, marks)
        self.end()

    def _inline(self, node: Node, marks: Marks) -> None:
        if node.tag == "br":
            self.runs.append(Run(BREAK, marks))
        elif "data-footnote" in node.attributes:
            self.footnote(node, marks)
        else:
            self.fill(node.children, marking.of(node, marks))


class Line(Flow):
    """Inline content only: blocks in it are apart by a blank.

    Footnotes in it are put aside in `notes` where these are wanted, else they become text.
    """

    def __init__(self, place: Place, notes: list[Node] | None = None) -> None:
        self.floats: list[Node] = []
        self.notes = notes
        super().__init__(place.inside(self.floats))

    def handler(self, tag: str) -> Handler | None:
        return self.place.handlers.get(tag) if tag in {"figure", "div"} else None

    def end(self) -> None:
        self.runs.append(Run(" "))

    def footnote(self, node: Node, marks: Marks) -> None:
        if self.notes is None:
            self.unwrap(node, marks)
        else:
            self.notes.append(node)

    def content(self) -> Children:
        return inline.line(self.runs)
