"""HTML of any quality → a small tree, nested as a browser would nest it.

html5ever (in nh3) does the parsing; its output is well-formed, so that building a tree from it
needs no guessing. Comments, unknown elements (not their content) and most attributes go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

VOID = {"br", "hr", "img", "input", "source", "track", "embed", "param", "wbr", "area", "col"}
# An element of ours: the place where the text splits into two paragraphs.
SPLIT = "split"
BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("blockquote", "pre", "table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"),
    *("td", "th", "figure", "figcaption", "hr", "aside", "section", "article", "header"),
    *("footer", "main", "nav", "address", "details", "summary", "center", "fieldset", "form"),
    *("iframe", "video", "audio", "object", "embed", "script", "style", "noscript", SPLIT),
}
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "data"),
    *("del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "legend", "map"),
    *("mark", "option", "param", "q", "rp", "rt", "ruby", "s", "samp", "select", "small"),
    *("source", "span", "strike", "strong", "sub", "sup", "svg", "math", "canvas", "textarea"),
    *("time", "track", "tt", "u", "var", "wbr", "applet"),
}
ATTRIBUTES = {
    *("id", "class", "href", "src", "alt", "title", "lang", "dir", "cite", "start", "value"),
    *("colspan", "rowspan", "scope", "rel", "width", "height", "name", "type", "data"),
}
SCHEMES = {"http", "https", "mailto", "tel", "data", "ftp", "sms", "xmpp", "news", "webcal"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
DEEPEST = 120


@dataclass(eq=False)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """Descendants in the order of the text."""
        for child in self.elements():
            yield child
            yield from child.walk()

    def find(self, *tags: str) -> Node | None:
        return next((node for node in self.walk() if node.tag in tags), None)

    def text(self) -> str:
        return text_of(self.children)

    def copy(self, children: list[Node | str]) -> Node:
        return Node(self.tag, self.attributes, children)


Nodes = list[Node | str]


def text_of(nodes: Nodes) -> str:
    return "".join(node if isinstance(node, str) else node.text() for node in nodes)


def tidy(text: str) -> str:
    """Line ends as \\n; without what neither XML nor PostgreSQL takes."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse(html: str) -> Nodes:
    cleaned = nh3.clean(
        html,
        tags=BLOCKS - {SPLIT} | INLINE,
        clean_content_tags=set(),
        attributes={"*": ATTRIBUTES},
        generic_attribute_prefixes={"data-"},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    builder = Builder()
    builder.feed(tidy(cleaned))
    builder.close()
    return builder.root.children


class Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.entered = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        parent = self.entered[-1][1]
        shallow = len(self.entered) <= DEEPEST
        if shallow or tag in VOID:
            parent.children.append(node)
        if tag not in VOID:
            self.entered.append((tag, node if shallow else parent))

    def handle_endtag(self, tag: str) -> None:
        """What stands inside iframe and noscript is raw and may leave elements open."""
        for place in range(len(self.entered) - 1, 0, -1):
            if self.entered[place][0] == tag:
                del self.entered[place:]
                return

    def handle_data(self, data: str) -> None:
        self.entered[-1][1].children.append(data)


def serialise(nodes: Nodes) -> str:
    return "".join(_one(node) for node in nodes)


def _one(node: Node | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    inner = "" if node.tag in VOID else f"{serialise(node.children)}</{node.tag}>"
    return f"{opening(node.tag, node.attributes)}{inner}"


def opening(tag: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {name}="{quoted(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>"


def quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
