"""Two bodies block by block: paragraphs, lists, quotations, tables, pictures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.text.allowlist import MARKS
from articles.text.tree import Children, Node, parse, serialise, text_of
from articles.writing.comparing import inline, pictures, said, tables
from articles.writing.comparing.inline import Desk
from articles.writing.comparing.markup import added, is_told, remark, removed, text
from articles.writing.comparing.pairing import Pair, family, pairs

# Unchanged blocks that are shown beside a change.
CONTEXT = 1
LEAST_FOLDED = 3
HEADINGS = {"h2", "h3", "h4"}


def bodies(before: str, after: str, desk: Desk) -> str:
    found = pairs(_blocks(before), _blocks(after), desk.work)
    moved = _moved(found)
    out: list[str] = []
    unchanged: list[Node] = []
    for old, new in found:
        if old and new and serialise([old]) == serialise([new]):
            unchanged.append(new)
            continue
        out += _folded(unchanged, desk, first=not out, last=False)
        unchanged = []
        html = pair(old, new, desk)
        alone = "" if is_told(html) else remark(_("Differs in how it is built, not in its words."))
        out.append(_moved_to(old, new, moved) + alone + html)
    out += _folded(unchanged, desk, first=not out, last=True)
    return "".join(out)


def _blocks(html: str) -> list[Node]:
    root = parse(html)
    return [child for child in root.children if isinstance(child, Node)]


def _moved(found: Sequence[Pair]) -> set[str]:
    gone = {serialise([old]) for old, new in found if old and not new}
    return gone & {serialise([new]) for old, new in found if new and not old}


def _moved_to(old: Node | None, new: Node | None, moved: set[str]) -> str:
    if old and not new and serialise([old]) in moved:
        return remark(_("Moved away from here:"))
    if new and not old and serialise([new]) in moved:
        return remark(_("Moved to here:"))
    return ""


def _folded(blocks: list[Node], desk: Desk, *, first: bool, last: bool) -> list[str]:
    """Unchanged blocks: those beside a change open, the rest behind a summary."""
    head, tail = (0 if first else CONTEXT), (0 if last else CONTEXT)
    shown = [whole(node, desk, "") for node in blocks]
    inner = shown[head : len(shown) - tail]
    if len(inner) < LEAST_FOLDED:
        return shown
    n = sum(len(text_of(node).split()) for node in blocks[head : len(blocks) - tail])
    words = ngettext("%(n)d unchanged word", "%(n)d unchanged words", n) % {"n": n}
    summary = f"<summary>{text(words)}</summary>"
    fold = f'<details class="compared-fold">{summary}{"".join(inner)}</details>'
    return [*shown[:head], fold, *shown[len(shown) - tail :]]


def pair(old: Node | None, new: Node | None, desk: Desk) -> str:
    """One block before and after, or one that only one side has."""
    if old is None or new is None:
        return whole(new, desk, "ins") if old is None else whole(old, desk, "del")
    if serialise([old]) == serialise([new]):
        return whole(new, desk, "")
    kind = family(new)
    if kind == "figure":
        return _figures(old, new, desk)
    if kind == "gallery":
        keys = [node.attributes.get("data-gallery", "").split() for node in (old, new)]
        return pictures.gallery(*keys, desk)
    if kind == "embed":
        addresses = [[node.attributes.get("data-embed", "")] for node in (old, new)]
        return _embed(inline.compared(*addresses, desk))
    remarks = remark(*said.of_blocks(old, new))
    if kind == "line":
        return remarks + _line(new, inline.compared(old.children, new.children, desk))
    if kind == "table":
        return tables.pair(old, new, desk, content)
    return remarks + _holder(new, content(old.children, new.children, desk))


def content(before: Children, after: Children, desk: Desk) -> str:
    """What list items, quotations and cells hold: blocks, or words of their own."""
    if any(_is_inline(child) for child in (*before, *after)):
        return inline.compared(before, after, desk)
    found = pairs(list(before), list(after), desk.work)
    return "".join(_item(pair(old, new, desk), old or new) for old, new in found)


def _is_inline(child: Node | str) -> bool:
    return isinstance(child, str) or child.tag in MARKS or child.tag == "br"


def _item(html: str, node: Node) -> str:
    return f"<li>{html}</li>" if node.tag == "li" else html


def _figures(old: Node, new: Node, desk: Desk) -> str:
    images = [desk.names.pictures.get(node.attributes["data-image"]) for node in (old, new)]
    alts = [node.attributes.get("data-alt", "") for node in (old, new)]
    return pictures.figure(tuple(images), tuple(alts), (_caption(old), _caption(new)), desk)


def _caption(figure: Node) -> Children:
    found = [child for child in figure.children if isinstance(child, Node)]
    return found[0].children if found else []


def whole(node: Node, desk: Desk, how: str) -> str:
    """A block that was added ("ins"), removed ("del") or is the same ("")."""
    values = node.attributes
    kind = family(node)
    if kind == "figure":
        image = desk.names.pictures.get(values["data-image"])
        return pictures.whole(image, values.get("data-alt", ""), _caption(node), desk, how)
    if kind == "gallery":
        keys = values["data-gallery"].split()
        before, after = (keys if how != "ins" else []), (keys if how != "del" else [])
        return pictures.gallery(before, after, desk)
    if kind == "embed":
        return _embed(_as(text(values.get("data-embed", "")), how))
    if kind == "table":
        return tables.whole(node, desk, how, inside)
    if kind == "hr":
        line = _as(text(_("Dividing line")), how) if how else "<hr>"
        return f'<div class="compared-rule">{line}</div>'
    if kind == "line":
        return _line(node, inside(node.children, desk, how))
    return _holder(node, inside(node.children, desk, how))


def inside(children: Children, desk: Desk, how: str) -> str:
    if any(_is_inline(child) for child in children):
        write = {"ins": inline.added_whole, "del": inline.removed_whole}.get(how, inline.shown)
        return write(children, desk)
    return "".join(_item(whole(child, desk, how), child) for child in children)


def _as(html: str, how: str) -> str:
    return {"ins": added, "del": removed}.get(how, str)(html)


def _line(node: Node, html: str) -> str:
    """Headings only look so: those of two versions together have no order."""
    if node.tag in HEADINGS:
        return f'<p class="compared-heading is-{node.tag}">{html}</p>'
    return f"<{node.tag}>{html}</{node.tag}>"


def _embed(html: str) -> str:
    return f'<p class="compared-embed"><b>{text(_("Embedded:"))}</b> {html}</p>'


def _holder(node: Node, html: str) -> str:
    """Around blocks. An item's own tag is written by the list, so that remarks stand within."""
    if node.tag == "li":
        return html
    if node.tag == "aside":
        name = text(_("Pull quote"))
        return f'<div class="compared-aside"><b class="compared-kind">{name}</b>{html}</div>'
    if node.tag == "blockquote":
        return f"<blockquote>{html}</blockquote>"
    start = node.attributes.get("start", "")
    number = f' start="{text(start)}"' if start.isdigit() else ""
    return f"<{node.tag}{number}>{html}</{node.tag}>" if node.tag in {"ul", "ol"} else html
