"""A tree of foreign HTML → the blocks of format 1."""

from articles.text import attributes
from articles.text.allowlist import BLOCKS, FOREIGN_BLOCKS
from articles.text.characters import is_visible, one_line, preformatted
from articles.text.flow import Flow, Line, Place
from articles.text.lists import LISTS, listing, pull_quote, quotation
from articles.text.marks import Marks
from articles.text.tables import table
from articles.text.tree import Node, walk

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def document(root: Node) -> list[Node]:
    flow = Flow(Place(HANDLERS)).fill(root.children)
    flow.end()
    _drop_double_ids(flow.blocks)
    return flow.blocks


def _drop_double_ids(blocks: list[Node]) -> None:
    seen: set[str] = set()
    for block in blocks:
        if (found := block.attributes.get("id")) in seen:
            del block.attributes["id"]
        elif found:
            seen.add(found)


def heading(flow: Flow, node: Node, marks: Marks) -> None:
    """At the top only. A footnote in it becomes a paragraph after it."""
    if not flow.place.is_top:
        flow.unwrap(node, marks)
        return
    flow.end()
    notes: list[Node] = []
    line = Line(flow.place, notes).fill(node.children, marks)
    if content := line.content():
        values = attributes.present(id=attributes.heading_id(node.attributes.get("id")))
        flow.put(Node(HEADINGS[node.tag], values, content))
    for note in notes:
        flow.unwrap(note, ())
    flow.put(*line.floats)


def figure(flow: Flow, node: Node, marks: Marks) -> None:
    """A picture of ours; of any other figure the caption stays, as a paragraph."""
    key = attributes.key(node.attributes.get("data-image"))
    if key is None:
        flow.unwrap(node, marks)
        return
    line = Line(flow.place).fill(node.children, marks)
    values = {"data-image": key, "data-alt": one_line(node.attributes.get("data-alt", ""))}
    flow.float(Node("figure", values, [Node("figcaption", {}, line.content())]), *line.floats)


def division(flow: Flow, node: Node, marks: Marks) -> None:
    """A gallery, an embed, or the mere end of a paragraph."""
    keys = attributes.keys(node.attributes.get("data-gallery"))
    url = attributes.secure_address(node.attributes.get("data-embed"))
    if keys:
        flow.float(Node("div", {"data-gallery": keys}))
    elif url:
        flow.float(Node("div", {"data-embed": url}))
    flow.unwrap(node, marks)


def rule(flow: Flow, node: Node, marks: Marks) -> None:
    flow.put(*([Node("hr")] if flow.place.is_top else []))


def verbatim(flow: Flow, node: Node, marks: Marks) -> None:
    """A pre holds text; one with a picture or table in it is no such thing."""
    if any(_is_apart(inner) for inner in walk(node)):
        flow.unwrap(node, marks)
        return
    lines: list[str] = []
    _collect_lines(node, lines)
    text = preformatted("".join(lines))
    flow.put(*([Node("pre", {}, [text])] if is_visible(text) else []))


def _is_apart(node: Node) -> bool:
    apart = {"data-gallery", "data-embed"}
    return node.tag in {"figure", "table"} or not apart.isdisjoint(node.attributes)


def _collect_lines(node: Node, lines: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            lines.append(child)
        elif child.tag == "br":
            lines.append("\n")
        else:
            is_block = child.tag in BLOCKS or child.tag in FOREIGN_BLOCKS
            _end_line(lines, is_block)
            _collect_lines(child, lines)
            _end_line(lines, is_block)


def _end_line(lines: list[str], is_block: bool) -> None:
    if is_block and lines and not lines[-1].endswith("\n"):
        lines.append("\n")


HANDLERS = {
    **dict.fromkeys(HEADINGS, heading),
    **dict.fromkeys(LISTS, listing),
    "blockquote": quotation,
    "aside": pull_quote,
    "table": table,
    "figure": figure,
    "div": division,
    "hr": rule,
    "pre": verbatim,
}
