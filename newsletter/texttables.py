"""Tables in text: in columns where they fit, else row by row with the name before each value."""

from collections.abc import Callable

from articles.text.tree import Node
from newsletter.columns import columns, fill

GAP = "  "


def write(table: Node, cell: Callable[[Node], str], width: int) -> str:
    caption, head, body = "", [], []
    for part in table.children:
        if part.tag == "caption":
            caption = cell(part)
        elif part.tag == "thead":
            head = grid(part, cell)
        else:
            body += grid(part, cell)
    lines = in_columns(head, body, width) or in_rows(head, body, width)
    return "\n".join([*fill(caption, width), *([""] if caption and lines else []), *lines])


def grid(section: Node, cell: Callable[[Node], str]) -> list[list[str]]:
    """Rows of equal length. Where a cell spans several places, the others are empty."""
    rows: list[dict[int, str]] = [{} for _ in section.children]
    for y, row in enumerate(section.children):
        x = 0
        for one in row.children:
            while x in rows[y]:
                x += 1
            across, down = (int(one.attributes.get(n, "1")) for n in ("colspan", "rowspan"))
            for below in rows[y : y + max(1, down)]:
                below |= dict.fromkeys(range(x, x + max(1, across)), "")
            rows[y][x] = cell(one)
    length = max((max(row, default=-1) for row in rows), default=-1) + 1
    return [[row.get(x, "") for x in range(length)] for row in rows]


def in_columns(head: list[list[str]], body: list[list[str]], width: int) -> list[str]:
    """No lines where it does not fit."""
    count = max(map(len, [*head, *body]), default=0)
    rows = [row + [""] * (count - len(row)) for row in [*head, *body]]
    widths = [max(columns(row[x]) for row in rows) for x in range(count)]
    if sum(widths) + len(GAP) * (count - 1) > width:
        return []
    lines = [GAP.join(padded(*one) for one in zip(row, widths, strict=True)) for row in rows]
    if head:
        lines.insert(len(head), GAP.join("-" * w for w in widths))
    return [line.rstrip() for line in lines]


def padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def in_rows(head: list[list[str]], body: list[list[str]], width: int) -> list[str]:
    names = [" ".join(filter(None, column)) for column in zip(*head, strict=False)]
    lines: list[str] = []
    for row in body:
        lines += [""] if lines else []
        for x, value in enumerate(row):
            name = names[x] if x < len(names) else ""
            said = f"{name}: {value}" if name and value else value
            lines += fill(said, width)
    return lines or [line for row in head for line in fill(" | ".join(row), width)]
