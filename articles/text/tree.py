"""HTML as a tree, and back: for the regular HTML that nh3 and `serialise` write.

Not a parser for foreign HTML: what is not a well-formed tag is taken as text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Union

from articles.text.allowlist import ATTRIBUTES, BLOCKS, FOREIGN_BLOCKS, VOID

# Elements below are text. Format 1 itself stays under 40.
MAX_DEPTH = 80

TOKEN = re.compile(r'<(/?)([a-z][a-z0-9-]*)((?:\s+[^\s=">]+="[^"]*")*)\s*>|[^<]+|<')
ATTRIBUTE = re.compile(r'([^\s=">]+)="([^"]*)"')

IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", 0xA0: "&nbsp;"}
IN_VALUE = IN_TEXT | {ord('"'): "&quot;"}


@dataclass(slots=True, eq=False)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Union["Node", str]] = field(default_factory=list)


Children = list[Node | str]


def parse(html: str) -> Node:
    """A root node (tag "") with what the HTML holds."""
    builder = _Builder()
    for token in TOKEN.finditer(html):
        closing, tag, attributes = token.groups()
        if tag is None:
            builder.text(unescape(token.group()))
        elif closing:
            builder.end(tag)
        else:
            builder.start(tag, attributes)
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Node("")
        self.open = [self.root]
        self.too_deep = 0

    def text(self, text: str) -> None:
        self.open[-1].children.append(text)

    def start(self, tag: str, attributes: str) -> None:
        if tag not in VOID and (self.too_deep or len(self.open) > MAX_DEPTH):
            self.too_deep += 1
            self._boundary(tag)
            return
        values = {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
        node = Node(tag, values)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def end(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep -= 1
            self._boundary(tag)
        elif any(node.tag == tag for node in self.open):
            while self.open.pop().tag != tag:
                pass

    def _boundary(self, tag: str) -> None:
        if tag in BLOCKS or tag in FOREIGN_BLOCKS:
            self.open[-1].children.append(Node("div"))


def serialise(nodes: Iterable[Node | str]) -> str:
    parts: list[str] = []
    for node in nodes:
        _write(node, parts)
    return "".join(parts)


def _write(node: Node | str, parts: list[str]) -> None:
    if isinstance(node, str):
        parts.append(node.translate(IN_TEXT))
        return
    parts.append(f"<{node.tag}")
    for name in ATTRIBUTES.get(node.tag, ()):
        if name in node.attributes:
            parts.append(f' {name}="{node.attributes[name].translate(IN_VALUE)}"')
    parts.append(">")
    for child in node.children:
        _write(child, parts)
    if node.tag not in VOID:
        parts.append(f"</{node.tag}>")


def walk(node: Node) -> Iterator[Node]:
    """All elements below, in the order of the document."""
    levels = [iter(node.children)]
    while levels:
        child = next(levels[-1], None)
        if child is None:
            levels.pop()
        elif isinstance(child, Node):
            yield child
            levels.append(iter(child.children))


def text_of(node: Node) -> str:
    parts = (child if isinstance(child, str) else text_of(child) for child in node.children)
    return "".join(parts)
