"""Lists and quotations: blocks that hold paragraphs and one another."""

from articles.text import attributes
from articles.text.flow import Flow
from articles.text.marks import Marks
from articles.text.tree import Children, Node

LISTS = {"ul", "ol", "menu", "dir"}


def listing(flow: Flow, node: Node, marks: Marks) -> None:
    """At the top a list is divided where a figure stood, and its numbers go on."""
    if flow.place.is_full:
        flow.unwrap(node, marks)
        return
    number = attributes.start(node.attributes.get("start"))
    floats: list[Node] = [] if flow.place.is_top else flow.place.floats
    items: list[Node] = []
    for children in _items(node):
        item = Flow(flow.place.inside(floats)).fill(children, marks)
        item.end()
        items += [Node("li", {}, item.blocks)] if item.blocks else []
        if flow.place.is_top and floats:
            _put(flow, node, items, number)
            flow.put(*floats)
            number += len(items)
            items = []
            floats.clear()
    _put(flow, node, items, number)


def _items(node: Node) -> list[Children]:
    """The content of each item; a list beside the items belongs to the one before."""
    items: list[Children] = []
    in_item = False
    for child in node.children:
        tag = None if isinstance(child, str) else child.tag
        if tag == "li":
            items.append(list(child.children))
            in_item = False
        elif in_item or (items and tag in LISTS):
            items[-1].append(child)
        elif tag is not None or child.strip():
            items.append([child])
            in_item = True
    return items


def _put(flow: Flow, node: Node, items: list[Node], number: int) -> None:
    ordered = node.tag == "ol"
    values = {"start": str(number)} if ordered and number != 1 else {}
    flow.put(*([Node("ol" if ordered else "ul", values, items)] if items else []))


def quotation(flow: Flow, node: Node, marks: Marks) -> None:
    if flow.place.is_full:
        flow.unwrap(node, marks)
        return
    floats: list[Node] = []
    inner = Flow(flow.place.inside(floats)).fill(node.children, marks)
    inner.end()
    if inner.blocks:
        values = attributes.present(cite=attributes.web_address(node.attributes.get("cite")))
        flow.put(Node("blockquote", values, inner.blocks))
    flow.float(*floats)


def pull_quote(flow: Flow, node: Node, marks: Marks) -> None:
    """An aside at the top that holds paragraphs; with anything else it is none."""
    if not flow.place.is_top:
        flow.unwrap(node, marks)
        return
    inner = Flow(flow.place).fill(node.children, marks)
    inner.end()
    if inner.blocks and all(block.tag == "p" for block in inner.blocks):
        flow.put(Node("aside", {}, inner.blocks))
    else:
        flow.put(*inner.blocks)
