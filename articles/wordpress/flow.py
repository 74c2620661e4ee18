"""Blocks of a text, one after the other, as HTML for `articles.text.cleaning.clean`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from articles.wordpress import media, pictures, tables
from articles.wordpress.conversion import Work
from articles.wordpress.embeds import embeddable
from articles.wordpress.inline import inline, language, outside, plain, trimmed
from articles.wordpress.nodes import Node, Nodes, opening, serialise, text_of
from articles.wordpress.paragraphs import blank, is_block, unnest

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BARE_URL = re.compile(r"\s*(https?://[^\s<>\"]+)\s*", re.I)
DASHED = re.compile(r"^\s*[—–-]")


def flow(nodes: Nodes, work: Work) -> str:
    out: list[str] = []
    run: Nodes = []
    for node in nodes:
        if isinstance(node, Node) and is_block(node):
            out += [_run(run, work), _block(node, work)]
            run = []
        else:
            run.append(node)
        if not work.inside:
            out.append(work.drain())
    out.append(_run(run, work))
    return "".join(out) + ("" if work.inside else work.drain())


def _block(node: Node, work: Work) -> str:
    if node.tag in HEADINGS:
        return _heading(node, work)
    return HANDLERS.get(node.tag, _container)(node, work)


def _container(node: Node, work: Work) -> str:
    return flow(_spoken(node, work), work)


def _spoken(node: Node, work: Work) -> Nodes:
    """The children, in spans where the block is in another language or direction: blocks of
    format 1 have no place for these."""
    foreign = language(node, work)
    return unnest([Node("span", foreign, node.children)]) if foreign else node.children


def _div(node: Node, work: Work) -> str:
    """The file block has a link, a second one as a button, and sometimes a viewer."""
    if "wp-block-file" in node.classes and node.find("a"):
        links = [one for one in node.elements() if one.tag == "a" and one.text().strip()]
        named = [one for one in links if "wp-block-file__button" not in one.classes]
        return flow([*(named or links)[:1]], work)
    return flow(_spoken(node, work), work)


def _nothing(node: Node, work: Work) -> str:
    return ""


def _rule(node: Node, work: Work) -> str:
    return "" if work.inside else "<hr>"


def _run(run: Nodes, work: Work) -> str:
    """Inline nodes between two blocks: pictures before, paragraphs and embeds, pictures after."""
    if all(blank(node) for node in run):
        return ""
    before, rest, after = pictures.pull(run)
    out = [_figures(before, work)]
    for part in _lines(rest):
        if isinstance(part, str):
            out.append(_bare(part, work))
        elif text := trimmed(inline(part, work)):
            out.append(f"<p>{text}</p>")
    return "".join(out) + _figures(after, work)


def _lines(nodes: Nodes) -> list[Nodes | str]:
    """Paragraphs, split where a line is nothing but an address."""
    lines: list[Nodes] = [[]]
    for node in nodes:
        if isinstance(node, Node) and node.tag == "br":
            lines.append([])
        else:
            lines[-1].append(node)
    found: list[Nodes | str] = []
    for line in lines:
        url = BARE_URL.fullmatch(text_of(line)) if all(isinstance(n, str) for n in line) else None
        if url and (embeddable(url[1]) or len(lines) == 1):
            found.append(url[1])
        elif found and not isinstance(found[-1], str):
            found[-1] += [Node("br"), *line]
        else:
            found.append(line)
    return found


def _bare(url: str, work: Work) -> str:
    return media.embed(url, work, url) if embeddable(url) else media.linked(url, work)


def _heading(node: Node, work: Work) -> str:
    before, rest, after = pictures.pull(_spoken(node, work))
    notes: list[str] = []
    text = trimmed(inline(rest, work, notes=notes, breaks=False))
    outside(notes, "a heading", work)
    level = min(max(int(node.tag[1]) + work.shift, 2), 4)
    attributes = {"id": node.get("id")} if node.get("id") else {}
    written = f"{opening(f'h{level}', attributes)}{text}</h{level}>" if text else ""
    if work.inside and text:
        written = f"<p><strong>{text}</strong></p>"
    return written + _figures(before + after, work)


def _within(nodes: Nodes, work: Work) -> str:
    """What stands in a container that holds no figures, embeds or headings."""
    work.inside += 1
    try:
        return flow(nodes, work)
    finally:
        work.inside -= 1


def _list(node: Node, work: Work) -> str:
    entries: list[Nodes] = []
    for child in _spoken(node, work):
        if isinstance(child, Node) and child.tag == "li":
            entries.append(list(_spoken(child, work)))
        elif blank(child):
            continue
        elif entries and isinstance(child, Node) and child.tag in ("ul", "ol"):
            entries[-1].append(child)
        else:
            entries.append([child])
    written = [_within(entry, work) for entry in entries]
    inner = "".join(f"<li>{entry}</li>" for entry in written if entry)
    start = node.get("start").strip()
    numbered = {"start": start} if node.tag == "ol" and re.fullmatch(r"\d{1,6}", start) else {}
    return f"{opening(node.tag, numbered)}{inner}</{node.tag}>" if inner else ""


def _definitions(node: Node, work: Work) -> str:
    return "".join(
        _term(child, work) if child.tag in ("dt", "summary") else flow([child], work)
        for child in node.elements()
    )


def _term(node: Node, work: Work) -> str:
    before, rest, after = pictures.pull(node.children)
    text = trimmed(inline(rest, work))
    return (f"<p><strong>{text}</strong></p>" if text else "") + _figures(before + after, work)


def _figures(found: list[pictures.Found], work: Work) -> str:
    return "".join(pictures.figure(one, [], work) for one in found)


def _details(node: Node, work: Work) -> str:
    work.lose("A section that folds open is shown open.", plain(node.children))
    heads = [one for one in node.elements() if one.tag == "summary"]
    rest = [one for one in node.children if one not in heads]
    return "".join(_term(head, work) for head in heads) + flow(rest, work)


def _quote(node: Node, work: Work) -> str:
    if url := media.quoted_post(node):
        return media.embed(url, work, url)
    if "wp-block-pullquote" in node.classes or "pullquote" in node.classes:
        return _pull_quote(node, work)
    inner = _quoted(node, work)
    cite = node.get("cite").strip()
    attributes = {"cite": cite} if cite.startswith("http") else {}
    return f"{opening('blockquote', attributes)}{inner}</blockquote>" if inner else ""


def _pull_quote(node: Node, work: Work) -> str:
    inner = _quoted(node, work)
    return f"<aside>{inner}</aside>" if inner else ""


def _quoted(node: Node, work: Work) -> str:
    """Paragraphs and after them who said it: <cite> and <footer> directly in the quote."""
    said_by = [one for one in node.elements() if one.tag in ("cite", "footer")]
    rest = [one for one in node.children if one not in said_by]
    written = _within(_spoken(node.copy(rest), work), work)
    return written + "".join(_source(one, work) for one in said_by)


def _source(node: Node, work: Work) -> str:
    before, rest, after = pictures.pull(node.children)
    for found in before + after:
        work.lifted.append(_figures([found], work))
    text = trimmed(inline(rest, work, breaks=False)).strip()
    dash = "" if DASHED.match(text) else "— "
    return f"<p>{dash}{text}</p>" if text else ""


def _preformatted(node: Node, work: Work) -> str:
    for link in [one for one in node.walk() if one.tag == "a" and one.get("href")]:
        work.lose("A link in preformatted text became text.", serialise([link]))
    text = _raw(node.children).strip("\n").rstrip()
    images = [pictures.Found(one) for one in node.walk() if one.tag == "img"]
    written = f"<pre>{escape(text, quote=False)}</pre>" if text.strip() else ""
    return written + _figures(images, work)


def _raw(nodes: Nodes) -> str:
    return "".join(
        node if isinstance(node, str) else "\n" if node.tag == "br" else _raw(node.children)
        for node in nodes
    )


def _table(node: Node, work: Work) -> str:
    return tables.table(node, [], work, _within)


def _form(node: Node, work: Work) -> str:
    work.lose("A form was left out; only its text was kept.", plain(node.children))
    return flow(node.children, work)


def _figure(node: Node, work: Work) -> str:
    shortcode = node.get("data-shortcode")
    if shortcode in SHORTCODES:
        return SHORTCODES[shortcode](node, work)
    if "wp-block-gallery" in node.classes:
        return pictures.gallery_of_figures(node, work)
    said = next((one for one in node.walk() if one.tag == "figcaption"), None)
    caption = said.children if said else []
    rest = _less(node.children, said)
    whole = _only(rest)
    if whole and whole.tag == "blockquote" and "wp-block-pullquote" in node.classes:
        return _pull_quote(whole, work) + _caption_paragraph(caption, work)
    if whole and whole.tag == "table":
        return tables.table(whole, caption, work, _within)
    return _pictured(node, rest, caption, work)


def _only(nodes: Nodes) -> Node | None:
    """The element, where there is nothing beside it."""
    seen = [node for node in nodes if not blank(node)]
    return seen[0] if len(seen) == 1 and isinstance(seen[0], Node) else None


def _pictured(node: Node, rest: Nodes, caption: Nodes, work: Work) -> str:
    """One picture with its caption; several: the caption goes with the last."""
    before, text, after = pictures.pull(rest)
    found = before + after
    several = len(found) > 1 and any(one.tag == "figure" for one in _all(rest))
    if not found or several:
        return flow(rest, work) + _caption_paragraph(caption, work)
    in_caption, caption, more = pictures.pull(caption)
    for extra in in_caption + more:
        found.insert(-1, extra)
    written = [pictures.figure(one, [], work, "") for one in found[:-1]]
    number = node.get("data-wp")
    if not caption and not any(is_block(one) for one in text):
        caption, text = text, []
    written.append(pictures.figure(found[-1], caption, work, number))
    return "".join(written) + flow(text, work)


def _all(nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Node):
            yield node
            yield from node.walk()


def _less(nodes: Nodes, gone: Node | None) -> Nodes:
    return [
        node if isinstance(node, str) else node.copy(_less(node.children, gone))
        for node in nodes
        if node is not gone
    ]


def _caption_paragraph(caption: Nodes, work: Work) -> str:
    return flow([Node("p", {}, caption)], work)


def _embed(node: Node, work: Work) -> str:
    url = node.get("data-url")
    return media.embed(url, work, url) + _caption_paragraph(_only_caption(node), work)


def _file(node: Node, work: Work) -> str:
    url, kind = node.get("data-url"), node.get("data-shortcode")
    return media.file(url, kind, work) + _caption_paragraph(_only_caption(node), work)


def _only_caption(node: Node) -> Nodes:
    return next((one.children for one in node.elements() if one.tag == "figcaption"), [])


Handler = Callable[[Node, Work], str]

SHORTCODES: dict[str, Handler] = {
    "gallery": pictures.gallery_by_number,
    "block-gallery": pictures.gallery_of_figures,
    "embed": _embed,
    "audio": _file,
    "video": _file,
    "playlist": media.playlist,
}
HANDLERS: dict[str, Handler] = {
    "p": _container,
    "div": _div,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "details": _details,
    "blockquote": _quote,
    "aside": _container,
    "pre": _preformatted,
    "table": _table,
    "figure": _figure,
    "hr": _rule,
    "iframe": media.iframe,
    "video": media.player,
    "audio": media.player,
    "object": media.flash,
    "embed": media.flash,
    "form": _form,
    "script": media.script,
    "style": _nothing,
    "noscript": _nothing,
    "colgroup": _nothing,
    "split": _nothing,
}
