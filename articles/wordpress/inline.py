"""Text within a paragraph: the marks of format 1, links and footnotes; nothing else."""

from __future__ import annotations

import re
from html import escape

from articles.wordpress.conversion import Work
from articles.wordpress.nodes import Node, Nodes, opening, parse, serialise, text_of
from articles.wordpress.paragraphs import is_block

MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "s": "s",
    "strike": "s",
    "del": "s",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
FIELDS = {"input", "select", "textarea", "option"}
FOREIGN = {"svg", "math", "canvas", "applet", "map"}
SILENT = {"script", "style", "noscript", "source", "track", "param", "area", "col", "wbr"}
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.I)
LINKABLE = {"http", "https", "mailto", "tel"}
EDGE = re.compile(r"^(?:\s|\xa0|<br>)+|(?:\s|\xa0|<br>)+$")
INVISIBLE = re.compile("[\\s\xa0\u200b\ufeff]|<[^>]*>")


def inline(
    nodes: Nodes, work: Work, *, notes: list[str] | None = None, breaks: bool = True
) -> str:
    """With `notes` given, footnotes are gathered there: they may not stand in this place."""
    out = [_one(node, work, notes, breaks) for node in nodes]
    return re.sub(r"[ \t\n]+", " ", "".join(out))


def trimmed(html: str) -> str:
    """Without space and breaks at the ends; '' where nothing can be seen."""
    html = EDGE.sub("", html)
    return html if INVISIBLE.sub("", html) or "data-footnote" in html else ""


def caption_of(nodes: Nodes, work: Work) -> str:
    """Inline HTML without breaks; footnotes follow the picture as paragraphs."""
    notes: list[str] = []
    html = trimmed(inline(nodes, work, notes=notes, breaks=False))
    outside(notes, "a caption", work)
    return html


def outside(notes: list[str], where: str, work: Work) -> None:
    for note in notes:
        work.lose(f"A footnote in {where} became a paragraph after it.", note)
        work.lifted.append(f"<p>{note}</p>")


def _one(node: Node | str, work: Work, notes: list[str] | None, breaks: bool) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    tag = node.tag
    if tag == "br":
        return "<br>" if breaks else " "
    if (note := _note(node, work)) is not None:
        return _placed(note, notes)
    if tag in SILENT or tag in FIELDS or tag == "img":
        return _dropped(node, work)
    if tag == "a":
        return _link(node, work, notes, breaks)
    if tag in ("abbr", "acronym") and (meaning := node.get("title").strip()):
        work.lose("What an abbreviation stands for is not kept.", f"{node.text()}: {meaning}")
    if tag in FOREIGN:
        work.lose(f"A <{tag}> element has no place here; its text was kept.", serialise([node]))
    inner = inline(node.children, work, notes=notes, breaks=breaks)
    return _marked(node, inner, work)


def _marked(node: Node, inner: str, work: Work) -> str:
    if not INVISIBLE.sub("", inner) and "data-footnote" not in inner:
        return "<br>" if "<br>" in inner else " " if inner else ""
    if node.tag in MARKS and not _only_note(inner):
        return f"<{MARKS[node.tag]}>{inner}</{MARKS[node.tag]}>"
    if node.tag == "q":
        return f"“{inner}”"
    if foreign := language(node, work):
        return f"{opening('span', foreign)}{inner}</span>"
    return f" {inner} " if is_block(node) else inner


def _only_note(inner: str) -> bool:
    return bool(re.fullmatch(r'\s*<span data-footnote="">.*</span>\s*', inner, re.S))


def language(node: Node, work: Work) -> dict[str, str]:
    """lang and dir where they differ from the site's: editors write its own on every span."""
    code = node.get("lang").strip().replace("_", "-")
    own = work.around.language.replace("_", "-")
    found = {}
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code) and not _same(code, own):
        found["lang"] = code
    if node.get("dir").lower() == "rtl":
        found["dir"] = "rtl"
    return found


def _same(code: str, own: str) -> bool:
    return bool(own) and code.lower().partition("-")[0] == own.lower().partition("-")[0]


def _dropped(node: Node, work: Work) -> str:
    if node.tag in FIELDS:
        work.lose("A form field was left out.", serialise([node]))
    if node.tag == "img":
        work.lose("A picture within a note or a caption was left out.", serialise([node]))
    return ""


def _note(node: Node, work: Work) -> str | None:
    """The footnotes block writes <sup data-fn="ID">, our shortcodes <span data-footnote>."""
    if "data-footnote" in node.attributes:
        return _note_text(node.children, work)
    if "data-fn" not in node.attributes:
        return None
    content = work.notes.get(node.get("data-fn"))
    if content is None:
        work.lose("The text of a footnote is not in the file.", serialise([node]))
        return ""
    return _note_text(parse(content), work)


def _note_text(nodes: Nodes, work: Work) -> str:
    """A note within a note is said at its end."""
    inner: list[str] = []
    text = inline(nodes, work, notes=inner, breaks=False)
    return trimmed(" ".join([text, *inner]))


def _placed(note: str, notes: list[str] | None) -> str:
    if notes is None or not note:
        return f'<span data-footnote="">{note}</span>' if note else ""
    notes.append(note)
    return ""


def _link(node: Node, work: Work, notes: list[str] | None, breaks: bool) -> str:
    gathered: list[str] = []
    inner = inline(node.children, work, notes=gathered, breaks=breaks)
    after = "".join(_placed(note, notes) for note in gathered)
    address = node.get("href").strip()
    if not INVISIBLE.sub("", inner) or address in ("", "#"):
        return inner + after
    scheme = SCHEME.match(address)
    if scheme and scheme[1].lower() not in LINKABLE:
        work.lose("A link of a kind that is not allowed became text.", serialise([node]))
        return inner + after
    work.link(address)
    attributes = {"href": address}
    if title := node.get("title").strip():
        attributes["title"] = title
    return f"{opening('a', attributes)}{inner}</a>{after}"


def plain(nodes: Nodes) -> str:
    return " ".join(text_of(nodes).split())
