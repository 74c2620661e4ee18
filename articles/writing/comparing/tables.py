"""Two tables: rows that were added and removed, and cells one by one."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from articles.text.tree import Children, Node, text_of
from articles.writing.comparing import inline, said
from articles.writing.comparing.aligning import gaps, matches
from articles.writing.comparing.inline import Desk
from articles.writing.comparing.markup import remark, text
from articles.writing.comparing.pairing import Pair, pairs

# How what a cell holds is compared, and how it is shown whole: `blocks` has them.
Compare = Callable[[Children, Children, Desk], str]
Show = Callable[[Children, Desk, str], str]


def pair(old: Node, new: Node, desk: Desk, compare: Compare) -> str:
    caption = inline.compared(_caption(old), _caption(new), desk)
    before, after = dict(_rows(old)), dict(_rows(new))
    lines = []
    for row, other in pairs(list(before), list(after), desk.work):
        moved = _moved(before.get(row), after.get(other)) if row and other else ""
        cells = _cells(row, other, desk)
        lines.append(_row(_row_said(row, other) + moved, cells, desk, compare))
    return _framed(caption, lines, text_of_children(_caption(new)))


def whole(node: Node, desk: Desk, how: str, show: Show) -> str:
    caption = show(_caption(node), desk, how) if _caption(node) else ""
    lines = [
        f"<tr>{''.join(_cell(cell, show(cell.children, desk, how)) for cell in _nodes(row))}</tr>"
        for row, _part in _rows(node)
    ]
    return _framed(caption, lines, text_of_children(_caption(node)))


def _rows(table: Node) -> Iterator[tuple[Node, str]]:
    """With the part of the table that each stands in."""
    for part in _nodes(table):
        if part.tag in {"thead", "tbody"}:
            for row in _nodes(part):
                yield row, part.tag


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _caption(table: Node) -> Children:
    return next((part.children for part in _nodes(table) if part.tag == "caption"), [])


def text_of_children(children: Children) -> str:
    return text_of(Node("", {}, children)).strip()


def _row_said(old: Node | None, new: Node | None) -> str:
    if old and new:
        return ""
    return remark(_("Row removed.") if old else _("Row added."))


def _moved(old: str | None, new: str | None) -> str:
    if old == new:
        return ""
    return remark(
        _("Now in the head of the table.") if new == "thead" else _("No longer in the head.")
    )


def _cells(old: Node | None, new: Node | None, desk: Desk) -> list[Pair]:
    """Cells that hold the same words belong together; between them, those in the same place."""
    before, after = (_nodes(row) if row else [] for row in (old, new))
    if len(before) == len(after):
        return list(zip(before, after, strict=True))
    found: list[Pair] = []
    a, b = [text_of(cell) for cell in before], [text_of(cell) for cell in after]
    for r, _same in gaps(matches(a, b, desk.work), a, b):
        left, right = before[r.i : r.k], after[r.j : r.m]
        both = min(len(left), len(right))
        found += zip(left, right, strict=False)
        found += [(cell, None) for cell in left[both:]]
        found += [(None, cell) for cell in right[both:]]
    return found


def _row(remarks: str, cells: list[Pair], desk: Desk, compare: Compare) -> str:
    out = []
    for n, (old, new) in enumerate(cells):
        told = remark(*said.of_blocks(old, new)) if old and new else ""
        if (old is None) != (new is None) and not remarks:
            told = remark(_("Cell added.") if new else _("Cell removed."))
        html = compare(old.children if old else [], new.children if new else [], desk)
        out.append(_cell(new or old, ("" if n else remarks) + told + html))
    return f"<tr>{''.join(out)}</tr>"


def _cell(cell: Node, html: str) -> str:
    """Cells that span rows are shown in their first: rows of two versions stand in one table."""
    span = cell.attributes.get("colspan", "")
    wide = f' colspan="{text(span)}"' if span.isdigit() else ""
    return f"<{cell.tag}{wide}>{html}</{cell.tag}>"


def _framed(caption: str, lines: list[str], name: str) -> str:
    """Wide tables scroll in a frame that the keyboard reaches."""
    head = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="compared-table" tabindex="0" role="region" '
        f'aria-label="{text(name or _("Table"))}"><table>{head}<tbody>{"".join(lines)}</tbody>'
        "</table></div>"
    )
