"""Lists as Word writes them: paragraphs with `mso-list: l0 level1 lfo1`.

The marker is text in a span with `mso-list: Ignore`.
"""

import re
from dataclasses import dataclass

from articles.text.tree import Children, Node, text_of, walk

WORD = re.compile(r"mso-|\bMso")
LEVEL = re.compile(r"mso-list:\s*l\d+\s+level([1-9])", re.IGNORECASE)
MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
NUMBER = re.compile(r"\s*\(?(?:(\d{1,5})|[a-z]{1,5})[.)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    level: int
    tag: str
    start: str
    node: Node


def tidy(root: Node) -> None:
    """Changes the tree in place, where Word wrote some of it."""
    nodes = [root, *walk(root)]
    if not any(_is_of_word(node) for node in nodes):
        return
    for node in nodes:
        # Word writes the language of its spelling check on each stretch of text.
        node.attributes.pop("lang", None)
        node.children = _with_lists(node.children)


def _is_of_word(node: Node) -> bool:
    return any(WORD.search(node.attributes.get(name, "")) for name in ("style", "class"))


def _with_lists(children: Children) -> Children:
    result: Children = []
    lists: list[tuple[int, Node]] = []  # the open ones by level, the innermost last
    for child in children:
        if isinstance(child, str):
            if child.strip() or not lists:
                lists = []
                result.append(child)
        elif item := _item(child):
            _append(item, lists, result)
        else:
            lists = []
            result.append(child)
    return result


def _item(node: Node) -> _Item | None:
    level = LEVEL.search(node.attributes.get("style", "")) if node.tag == "p" else None
    marker = next(filter(_is_marker, walk(node)), None) if level else None
    if marker is None:
        return None
    number = NUMBER.match(text_of(marker))
    marker.children = []
    tag, start = ("ol", number[1] or "1") if number else ("ul", "1")
    return _Item(int(level[1]), tag, start, Node("li", {}, [node]))


def _is_marker(node: Node) -> bool:
    return bool(MARKER.search(node.attributes.get("style", "")))


def _append(item: _Item, lists: list[tuple[int, Node]], result: Children) -> None:
    while lists and lists[-1][0] > item.level:
        lists.pop()
    if lists and lists[-1][0] == item.level:
        if lists[-1][1].tag == item.tag:
            lists[-1][1].children.append(item.node)
            return
        lists.pop()
    new = Node(item.tag, {"start": item.start}, [item.node])
    around = lists[-1][1].children[-1].children if lists else result
    around.append(new)
    lists.append((item.level, new))
