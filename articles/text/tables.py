"""Tables: caption, one thead, one tbody; a table in a cell becomes paragraphs."""

from collections.abc import Iterator

from articles.text import attributes
from articles.text.flow import Flow, Line, Place
from articles.text.marks import Marks
from articles.text.tree import Children, Node

SECTIONS = ("thead", "tbody", "tfoot")


def table(flow: Flow, node: Node, marks: Marks) -> None:
    if flow.place.in_cell or flow.place.is_full:
        flow.unwrap(node, marks)
        return
    flow.fill(list(_strays(node)), marks)
    floats: list[Node] = []
    place = flow.place.inside(floats, in_cell=True)
    parts = {tag: _rows(node, tag, place, marks) for tag in SECTIONS}
    head, body = parts["thead"], parts["tbody"] + parts["tfoot"]
    if not body:
        head, body = [], head
    caption = _caption(node, place, marks, floats)
    flow.float(*_whole(caption, head, body), *floats)


def _whole(caption: Children, head: list[Node], body: list[Node]) -> Iterator[Node]:
    """The table; of one without rows the caption, as a paragraph."""
    if not body:
        if caption:
            yield Node("p", {}, caption)
        return
    given = [("caption", caption), ("thead", head), ("tbody", body)]
    yield Node("table", {}, [Node(tag, {}, content) for tag, content in given if content])


def _strays(node: Node) -> Iterator[Node | str]:
    """What stands in a table outside its cells; a browser shows it before the table."""
    for child in node.children:
        tag = "" if isinstance(child, str) else child.tag
        if tag in SECTIONS or tag == "tr":
            yield from _strays(child)
        elif tag not in {"td", "th", "caption"}:
            yield child


def _rows(node: Node, section: str, place: Place, marks: Marks) -> list[Node]:
    sections = [child for child in node.children if _is(child, section)]
    if section == "tbody":
        sections.append(Node("tbody", {}, [child for child in node.children if _is(child, "tr")]))
    rows = [child for part in sections for child in part.children if _is(child, "tr")]
    made = [Node("tr", {}, list(_cells(row, place, marks))) for row in rows]
    return [row for row in made if row.children]


def _is(child: Node | str, *tags: str) -> bool:
    return isinstance(child, Node) and child.tag in tags


def _cells(row: Node, place: Place, marks: Marks) -> Iterator[Node]:
    for child in row.children:
        if _is(child, "td", "th"):
            inner = Flow(place).fill(child.children, marks)
            inner.end()
            yield Node(child.tag, _cell_attributes(child), inner.blocks)


def _cell_attributes(cell: Node) -> dict[str, str]:
    values = cell.attributes
    return attributes.present(
        scope=attributes.scope(values.get("scope")) if cell.tag == "th" else None,
        colspan=attributes.span(values.get("colspan")),
        rowspan=attributes.span(values.get("rowspan")),
    )


def _caption(node: Node, place: Place, marks: Marks, floats: list[Node]) -> Children:
    line = Line(place)
    for child in node.children:
        if _is(child, "caption"):
            line.unwrap(child, marks)
    floats.extend(line.floats)
    return line.content()
