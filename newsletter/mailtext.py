"""The text part of a mail: lines of at most 72 columns, addresses written out and never broken."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.models import Image
from articles.text.tree import Node, parse, text_of
from newsletter import texttables
from newsletter.columns import WIDTH, columns, fill

INLINE = {"a", "span", "strong", "em", "s", "sub", "sup", "code", "br"}
RULES = {"h2": "-"}


def heading(text: str, rule: str = "=") -> str:
    """Underlined as long as its longest line; without a rule as it is."""
    lines = fill(text)
    rules = [rule * max(map(columns, lines), default=0)] if rule else []
    return "\n".join([*lines, *rules])


def prose(text: str) -> str:
    """Typed text: blank lines part paragraphs, lines stay lines."""
    return "\n".join("\n".join(fill(line)) for line in text.strip().splitlines())


def captioned(alt: str, caption: str, image: Image | None, width: int = WIDTH) -> str:
    """A picture in words: what it shows, its caption, its credit."""
    if image is not None and image.is_removed:
        return "\n".join(fill(f"[{_('This picture was removed.')}]", width))
    alt = image.shown_alt(alt) if image else alt
    shown = f"[{_('Picture')}: {alt}]" if alt else ""
    told = " ".join(filter(None, [caption.strip(), image.shown_credit_line if image else ""]))
    return "\n".join(line for part in (shown, told) for line in fill(part, width))


@dataclass
class Body:
    """Body HTML (format 1) as text. `pictures` and `links` as for the renderer of pages."""

    pictures: Mapping[str, Image]
    links: Mapping[str, str]
    address: Callable[[str], str]
    notes: list[str] = field(default_factory=list)

    def text(self, html: str) -> str:
        blocks = list(self.blocks(parse(html)))
        if self.notes:
            blocks.append(heading(_("Notes"), RULES["h2"]))
            blocks += [
                hung(f"[{number}] ", fill(note, WIDTH - len(f"[{number}] ")))
                for number, note in enumerate(self.notes, start=1)
            ]
        return unicodedata.normalize("NFC", "\n\n".join(blocks))

    def blocks(self, node: Node, width: int = WIDTH) -> Iterator[str]:
        """Text beside blocks, as in a cell or a quotation, is a paragraph."""
        line: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.tag in INLINE:
                line.append(child)
                continue
            yield from self.paragraph(line, width)
            line = []
            yield from filter(None, [self.block(child, width)])
        yield from self.paragraph(line, width)

    def paragraph(self, children: Iterable[Node | str], width: int) -> Iterator[str]:
        text = self.inline(Node("", {}, list(children)))
        if text.strip():
            yield "\n".join(piece for line in text.split("\n") for piece in fill(line, width))

    def block(self, node: Node, width: int) -> str:
        write = getattr(self, f"_{node.tag}", None)
        if write is not None:
            return write(node, width)
        return "\n\n".join(self.blocks(node, width))

    def inline(self, node: Node) -> str:
        return "".join(
            child if isinstance(child, str) else self._mark(child) for child in node.children
        )

    def _mark(self, node: Node) -> str:
        if node.tag == "br":
            return "\n"
        if "data-footnote" in node.attributes:
            self.notes.append(self.inline(node))
            return f"[{len(self.notes)}]"
        text = self.inline(node)
        return self._link(node, text) if node.tag == "a" else text

    def _link(self, node: Node, text: str) -> str:
        if key := node.attributes.get("data-article"):
            url = self.address(self.links[key]) if key in self.links else ""
        else:
            href = node.attributes.get("href", "")
            url = self.address(href) if href.startswith("/") else href.removeprefix("mailto:")
        if not url or url.startswith("#") or url == text.strip():
            return text
        return f"{text} <{url}>"

    def _h2(self, node: Node, width: int) -> str:
        return heading(self.inline(node), RULES.get(node.tag, ""))

    _h3 = _h4 = _h2

    def _ul(self, node: Node, width: int) -> str:
        return "\n".join(self._items(node, width, lambda number: "- "))

    def _ol(self, node: Node, width: int) -> str:
        return "\n".join(self._items(node, width, lambda number: f"{number}. "))

    def _items(self, node: Node, width: int, marker: Callable[[int], str]) -> Iterator[str]:
        for number, item in enumerate(node.children, int(node.attributes.get("start", "1"))):
            mark = marker(number)
            yield hung(mark, "\n".join(self.blocks(item, width - len(mark))).split("\n"))

    def _blockquote(self, node: Node, width: int) -> str:
        return prefixed("> ", "\n\n".join(self.blocks(node, width - 2)))

    def _aside(self, node: Node, width: int) -> str:
        return prefixed("    ", "\n\n".join(self.blocks(node, width - 4)))

    def _pre(self, node: Node, width: int) -> str:
        return prefixed("    ", text_of(node))

    def _hr(self, node: Node, width: int) -> str:
        return "* * *"

    def _figure(self, node: Node, width: int) -> str:
        image = self.pictures.get(node.attributes.get("data-image", ""))
        if image is not None and image.shown is not None and image.is_gone:
            caption = self.caption(image.shown.caption)
        else:
            caption = " ".join(map(self.inline, node.children))
        return captioned(node.attributes.get("data-alt", ""), caption, image, width)

    def _div(self, node: Node, width: int) -> str:
        if url := node.attributes.get("data-embed"):
            return f"<{url}>"
        keys = node.attributes.get("data-gallery", "").split()
        images = filter(None, map(self.pictures.get, keys))
        told = (captioned(i.alt, self.caption(i.caption), i, width) for i in images)
        return "\n\n".join(told)

    def caption(self, html: str) -> str:
        return self.inline(parse(html))

    def _table(self, node: Node, width: int) -> str:
        return texttables.write(node, self.cell, width)

    def cell(self, node: Node) -> str:
        return " ".join(" ".join(self.blocks(node, 10_000)).split())


def hung(mark: str, lines: list[str]) -> str:
    """Lines behind a mark, the later ones below the first."""
    first, *others = lines or [""]
    return "\n".join([mark + first, *((" " * len(mark) + line).rstrip() for line in others)])


def prefixed(mark: str, text: str) -> str:
    return "\n".join((mark + line).rstrip() for line in text.split("\n"))


def article(title: str, parts: Iterable[str]) -> str:
    """A title and what follows it, blank lines between."""
    return "\n\n".join(filter(None, [heading(title), *parts]))
