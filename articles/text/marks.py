"""Marks: what covers a stretch of text, such as emphasis or a link.

A mark is a tag and its attributes. The marks of a stretch are a set: each tag once, the inner
one of two, in the order of MARKS.
"""

from articles.text import attributes
from articles.text.allowlist import FOREIGN_MARKS, MARKS
from articles.text.tree import Node

Mark = tuple[str, tuple[tuple[str, str], ...]]
Marks = tuple[Mark, ...]

# A footnote within these does not cut them in two; it stands outside all others.
AROUND_FOOTNOTES = {"strong", "em", "s"}

RANK = {tag: rank for rank, tag in enumerate(MARKS)}
BOLD = {"bold", "bolder", "600", "700", "800", "900"}
NOT_BOLD = {"normal", "lighter", "300", "400"}
# Google Docs and others write marks as styles: (property, value): mark
STYLES = {
    ("font-style", "italic"): "em",
    ("font-style", "oblique"): "em",
    ("text-decoration", "line-through"): "s",
    ("text-decoration-line", "line-through"): "s",
    ("vertical-align", "super"): "sup",
    ("vertical-align", "sub"): "sub",
} | {("font-weight", weight): "strong" for weight in BOLD}


def of(node: Node, outer: Marks) -> Marks:
    """The marks on the text of an inline element, within those around it."""
    values = node.attributes
    found: dict[str, dict[str, str]] = {}
    if node.tag == "a" and (link := link_of(values)):
        found["a"] = link
    if tag := FOREIGN_MARKS.get(node.tag, node.tag if node.tag in MARKS[2:] else None):
        found[tag] = {}
    if "style" in values:
        _restyle(found, node)
    if "lang" in values or "dir" in values:
        found["span"] = _language(values, outer)
    return _within(found, outer) if found else outer


def link_of(values: dict[str, str]) -> dict[str, str]:
    """The attributes of a link to an article or an address; none where it leads nowhere."""
    if article := attributes.key(values.get("data-article")):
        return {"data-article": article}
    href = attributes.address(values.get("href"))
    return attributes.present(href=href, title=attributes.title(values)) if href else {}


def styles_of(node: Node) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    pairs = (part.partition(":") for part in node.attributes.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _restyle(found: dict[str, dict[str, str]], node: Node) -> None:
    styles = styles_of(node)
    if styles.get("font-weight") in NOT_BOLD:
        found.pop("strong", None)
    if styles.get("font-style") == "normal":
        found.pop("em", None)
    if node.tag == "span":
        found.update((STYLES[pair], {}) for pair in styles.items() if pair in STYLES)


def _language(values: dict[str, str], outer: Marks) -> dict[str, str]:
    around = dict(dict(outer).get("span", ()))
    own = attributes.present(
        lang=attributes.language(values.get("lang")), dir=attributes.direction(values.get("dir"))
    )
    return around | own


def _within(found: dict[str, dict[str, str]], outer: Marks) -> Marks:
    sets = dict(outer)
    for tag, values in found.items():
        if values or tag not in {"a", "span"}:
            sets[tag] = tuple(sorted(values.items()))
    return tuple(sorted(sets.items(), key=lambda mark: RANK[mark[0]]))


def common(*several: Marks) -> Marks:
    first, *others = several
    return tuple(mark for mark in first if all(mark in other for other in others))


def link_in(marks: Marks) -> Mark | None:
    return next((mark for mark in marks if mark[0] == "a"), None)


def around_footnote(marks: Marks) -> Marks:
    return tuple(mark for mark in marks if mark[0] in AROUND_FOOTNOTES)
