"""Where paragraphs begin and end: what WordPress' wpautop does, on a tree instead of a string.

`classic` turns empty lines into splits and single line ends into `br`; `unnest` takes blocks and
splits out of inline elements, so that each inline element lies within one paragraph.
"""

from __future__ import annotations

import re
from typing import TypeGuard

from articles.wordpress.nodes import BLOCKS, SPLIT, Node, Nodes

UNTOUCHED = {"pre", "script", "style", "textarea", "select", "option", "iframe", "noscript"}
STRUCTURE = {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup"}
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE = {"data-line": "1"}
LINE_END = re.compile(r"[^\S\n\xa0]*\n[^\S\n\xa0]*")


def is_block(node: Node | str) -> bool:
    return isinstance(node, Node) and node.tag in BLOCKS


def blank(node: Node | str) -> bool:
    return isinstance(node, str) and not node.strip()


def classic(nodes: Nodes) -> Nodes:
    found: Nodes = []
    for node in nodes:
        if isinstance(node, str):
            found += _lines(node)
        elif node.tag in UNTOUCHED:
            found.append(node)
        elif node.tag in STRUCTURE:
            found.append(node.copy([_inside(child) for child in node.children]))
        else:
            found.append(node.copy(classic(node.children)))
    return _joined_breaks(found)


def marked(nodes: Nodes) -> Nodes:
    """The same, only within what `blocks` marked as classic text."""
    return [
        node
        if isinstance(node, str)
        else node.copy(
            classic(node.children) if node.get("data-classic") else marked(node.children)
        )
        for node in nodes
    ]


def _inside(child: Node | str) -> Node | str:
    """Line ends between rows or list entries mean nothing."""
    return child if isinstance(child, str) else classic([child])[0]


def _lines(text: str) -> Nodes:
    found: Nodes = []
    for count, paragraph in enumerate(EMPTY_LINE.split(text)):
        if count:
            found.append(Node(SPLIT))
        for number, line in enumerate(LINE_END.split(paragraph)):
            if number:
                found.append(Node("br", LINE))
            if line:
                found.append(line)
    return found


def _joined_breaks(nodes: Nodes) -> Nodes:
    """`br` with a line end beside it is one break; two written `br` begin a new paragraph."""
    found: Nodes = []
    for node in nodes:
        if not _is_break(node) or not found or not _is_break(found[-1]):
            found.append(node)
        elif node.attributes != LINE and found[-1].attributes != LINE:
            found[-1] = Node(SPLIT)
        elif node.attributes != LINE:
            found[-1] = node
    return found


def _is_break(node: Node | str) -> TypeGuard[Node]:
    return isinstance(node, Node) and node.tag == "br"


def unnest(nodes: Nodes) -> Nodes:
    found: Nodes = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        inner = unnest(node.children)
        if is_block(node) or not any(is_block(child) for child in inner):
            found.append(node.copy(inner))
        else:
            found += _distributed(node, inner)
    return found


def _distributed(inline: Node, children: Nodes) -> Nodes:
    """<b>one<p>two</p></b> → <b>one</b><p><b>two</b></p>."""
    found: Nodes = []
    run: Nodes = []
    for child in [*children, Node(SPLIT)]:
        if not is_block(child):
            run.append(child)
            continue
        if not all(blank(one) for one in run):
            found.append(inline.copy(run))
        run = []
        if isinstance(child, Node) and child.children:
            found.append(child.copy(_distributed(inline, child.children)))
        else:
            found.append(child)
    return found[:-1]
