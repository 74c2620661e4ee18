"""Tables: caption, head and rows; a foot becomes the last rows of the body."""

from __future__ import annotations

from collections.abc import Callable

from articles.wordpress.conversion import Work
from articles.wordpress.inline import caption_of
from articles.wordpress.nodes import Node, Nodes, opening

Flow = Callable[[Nodes, Work], str]


def table(node: Node, caption: Nodes, work: Work, flow: Flow) -> str:
    """'' for a table without cells. `caption` is that of the figure around it."""
    head, body = _parts(node)
    own = next((one.children for one in node.elements() if one.tag == "caption"), [])
    said = caption_of(own or caption, work)
    if not head and body and _all_heads(body[0]) and len(body) > 1:
        head, body = body[:1], body[1:]
    written = _section("thead", head, work, flow) + _section("tbody", body, work, flow)
    if not written:
        return f"<p>{said}</p>" if said else ""
    return f"<table>{f'<caption>{said}</caption>' if said else ''}{written}</table>"


def _parts(node: Node) -> tuple[list[Node], list[Node]]:
    head: list[Node] = []
    body: list[Node] = []
    foot: list[Node] = []
    for part in node.elements():
        if part.tag == "tr":
            body.append(part)
        rows = [row for row in part.elements() if row.tag == "tr"]
        {"thead": head, "tfoot": foot}.get(part.tag, body).extend(rows)
    return head, body + foot


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.elements() if cell.tag in ("td", "th")]


def _all_heads(row: Node) -> bool:
    return bool(_cells(row)) and all(cell.tag == "th" for cell in _cells(row))


def _section(tag: str, rows: list[Node], work: Work, flow: Flow) -> str:
    written = "".join(_row(row, work, flow, in_head=tag == "thead") for row in rows if _cells(row))
    return f"<{tag}>{written}</{tag}>" if written else ""


def _row(row: Node, work: Work, flow: Flow, *, in_head: bool) -> str:
    return f"<tr>{''.join(_cell(cell, work, flow, in_head=in_head) for cell in _cells(row))}</tr>"


def _cell(cell: Node, work: Work, flow: Flow, *, in_head: bool) -> str:
    tag = "th" if in_head else cell.tag
    attributes = {}
    if tag == "th":
        attributes["scope"] = "col" if in_head or cell.get("scope") == "col" else "row"
    for name in ("colspan", "rowspan"):
        span = cell.get(name).strip()
        if span.isascii() and span.isdigit() and 1 < int(span[:5]) < 1000:
            attributes[name] = str(int(span[:5]))
    inner = flow(cell.children, work) or "<p></p>"
    return f"{opening(tag, attributes)}{inner}</{tag}>"
