"""WordPress block comments (`<!-- wp:NAME {JSON} -->`) → pieces of HTML and of classic text.

Source: WordPress, class-wp-block-parser.php.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from articles.wordpress.shortcodes import figure

Report = Callable[[str, str], None]

DELIMITER = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)\s+"
    r"(?P<json>\{(?:(?!-->).)*?\}\s+)?(?P<void>/)?-->",
    re.S,
)
# Their own HTML says all there is to say.
STATIC = {
    *("paragraph", "heading", "list", "list-item", "image", "quote", "pullquote", "table"),
    *("code", "preformatted", "verse", "separator", "columns", "column", "group", "row", "stack"),
    *("media-text", "buttons", "button", "file", "html", "details", "audio", "video", "missing"),
    *("text-columns", "subhead", "section", "cover-image"),
    *("accordion", "accordion-item", "accordion-heading", "accordion-panel"),
}
# Marks in the text of the old site that mean nothing here.
DROPPED = {"more", "nextpage", "spacer", "footnotes"}
# Lists and forms WordPress fills in when the page is shown; what stands inside is a pattern.
FILLED = {"query", "navigation", "comments", "social-links", "post-template", "post-comments"}
CLASSIC = {"shortcode", "freeform"}
DEEPEST = 40


@dataclass
class Block:
    name: str
    attributes: dict[str, object]
    source: str
    parts: list[Block | str] = field(default_factory=list)
    void: bool = False


@dataclass(frozen=True)
class Piece:
    """`classic` text gets its paragraphs from empty lines."""

    html: str
    classic: bool


def pieces(content: str, report: Report, patterns: Mapping[int, str]) -> list[Piece]:
    """`patterns`: the content of reusable blocks by their number."""
    if not DELIMITER.search(content):
        return [Piece(content, classic=True)]
    return _pieces(blocks_of(content), report, patterns)


def blocks_of(content: str) -> list[Block | str]:
    """Blocks and the text between them; a block that is never closed ends with its parent."""
    root = Block("", {}, "")
    open_blocks = [root]
    at = 0
    for found in DELIMITER.finditer(content):
        if text := content[at : found.start()]:
            open_blocks[-1].parts.append(text)
        at = found.end()
        name = found["name"].removeprefix("core/")
        if found["end"]:
            _close(open_blocks, name)
            continue
        block = Block(name, _attributes(found["json"]), found[0], void=bool(found["void"]))
        open_blocks[-1].parts.append(block)
        if not block.void and len(open_blocks) < DEEPEST:
            open_blocks.append(block)
    if text := content[at:]:
        root.parts.append(text)
    return root.parts


def _close(open_blocks: list[Block], name: str) -> None:
    for place in range(len(open_blocks) - 1, 0, -1):
        if open_blocks[place].name == name:
            del open_blocks[place:]
            return


def _attributes(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _pieces(parts: list[Block | str], report: Report, patterns: Mapping[int, str]) -> list[Piece]:
    found: list[Piece] = []
    for part in parts:
        if isinstance(part, str):
            found += [Piece(part, classic=True)] if part.strip() else []
        elif part.name == "block":
            found += _reused(part, report, patterns)
        elif part.name in CLASSIC:
            found.append(Piece(_inner(part, report, patterns), classic=True))
        else:
            found.append(Piece(_html(part, report, patterns), classic=False))
    return found


def _reused(block: Block, report: Report, patterns: Mapping[int, str]) -> list[Piece]:
    """A pattern may hold others, but not itself."""
    ref = block.attributes.get("ref")
    if not isinstance(ref, int) or ref not in patterns:
        report("A reusable block is not in the file; it was left out.", block.source)
        return []
    others = {number: text for number, text in patterns.items() if number != ref}
    return pieces(patterns[ref], report, others)


def _inner(block: Block, report: Report, patterns: Mapping[int, str]) -> str:
    return "".join(
        part if isinstance(part, str) else _nested(part, report, patterns) for part in block.parts
    )


def _nested(block: Block, report: Report, patterns: Mapping[int, str]) -> str:
    if block.name == "block":
        reused = _reused(block, report, patterns)
        return "".join(_marked(piece.html) if piece.classic else piece.html for piece in reused)
    if block.name in CLASSIC:
        return _marked(_inner(block, report, patterns))
    return _html(block, report, patterns)


def _marked(html: str) -> str:
    return f'<div data-classic="1">{html}</div>'


def _html(block: Block, report: Report, patterns: Mapping[int, str]) -> str:
    name = block.name
    if name in DROPPED:
        return ""
    if name in FILLED or (block.void and not _embedded(block)):
        said = (
            f"The block “{name}” is filled in by WordPress as the page is shown; it was left out."
        )
        report(said, _words(block) or block.source)
        return ""
    inner = _inner(block, report, patterns)
    if _embedded(block):
        return _embed(block, inner)
    if name in RENDERED:
        return RENDERED[name](block, inner)
    if name not in STATIC:
        report(f"The block “{name}” is not known here; its text was kept.", block.source)
    return inner


def _words(block: Block) -> str:
    """What a reader would have seen of the block's own HTML."""
    parts = [part if isinstance(part, str) else f" {_words(part)} " for part in block.parts]
    return " ".join(re.sub(r"<[^>]*>", " ", "".join(parts)).split())


def _embedded(block: Block) -> bool:
    return block.name == "embed" or block.name.startswith("core-embed/")


def _embed(block: Block, inner: str) -> str:
    caption = re.search(r"<figcaption\b.*?</figcaption>", inner, re.S)
    url = block.attributes.get("url") or re.sub(r"<figcaption\b.*|<[^>]*>", "", inner, flags=re.S)
    return figure("embed", caption[0] if caption else "", url=str(url).strip())


def _gallery(block: Block, inner: str) -> str:
    ids = block.attributes.get("ids")
    listed = ",".join(str(one) for one in ids) if isinstance(ids, list) else ""
    return figure("block-gallery", inner, ids=listed)


def _image(block: Block, inner: str) -> str:
    return _numbered(inner, block.attributes.get("id"))


def _media_text(block: Block, inner: str) -> str:
    is_video = block.attributes.get("mediaType") == "video"
    return inner if is_video else _numbered(inner, block.attributes.get("mediaId"))


def _cover(block: Block, inner: str) -> str:
    """Up to WordPress 5.7 the picture was a background and no element."""
    url, number = block.attributes.get("url"), block.attributes.get("id")
    if not isinstance(url, str) or "__image-background" in inner:
        return _numbered(inner, number)
    if block.attributes.get("backgroundType") == "video":
        return inner if "<video" in inner else figure("video", url=url) + inner
    return _numbered(f'<figure><img src="{escape(url)}" alt=""></figure>', number) + inner


def _numbered(html: str, number: object) -> str:
    """The attachment's number on the first picture, where its class does not give it."""
    if not isinstance(number, int) or f"wp-image-{number}" in html:
        return html
    return re.sub(r"<img\b", f'<img data-id="{number}"', html, count=1)


RENDERED = {"gallery": _gallery, "image": _image, "media-text": _media_text, "cover": _cover}
