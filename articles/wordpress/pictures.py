"""Pictures in a text → figures and galleries of format 1, each asked for by `work.resolve`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.wordpress.captions import split_credit
from articles.wordpress.conversion import PictureUse, Work
from articles.wordpress.inline import caption_of
from articles.wordpress.nodes import Node, Nodes, opening, serialise
from articles.wordpress.urls import urlsplit

NUMBERED = re.compile(r"\b(?:wp-image|attachment)[-_](\d+)")
IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic)$", re.I)
SIGN = re.compile(r"/images/(?:smilies|core/emoji)/|^https?://s\.w\.org/images/core/emoji")
LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-url")


@dataclass
class Found:
    image: Node
    href: str = ""


def pull(nodes: Nodes) -> tuple[list[Found], Nodes, list[Found]]:
    """(pictures before any text, the text without pictures, those within or after it)."""
    before: list[Found] = []
    after: list[Found] = []
    rest = _without(nodes, "", before, after, [])
    return before, rest, after


def _without(
    nodes: Nodes, href: str, before: list[Found], after: list[Found], seen: list[str]
) -> Nodes:
    rest: Nodes = []
    for node in nodes:
        if isinstance(node, str):
            seen += [node] if node.strip() else []
            rest.append(node)
        elif node.tag == "img":
            if (sign := _sign(node)) is not None:
                rest.append(sign)
            else:
                (after if seen else before).append(Found(node, href))
        else:
            link = node.get("href") if node.tag == "a" else href
            inner = _without(node.children, link, before, after, seen)
            rest.append(node.copy(inner))
    return rest


def _sign(image: Node) -> str | None:
    """Smileys are pictures with the sign itself as alternative text; beacons are nothing."""
    src, classes = image.get("src"), image.classes
    if "wp-smiley" in classes or "emoji" in classes or SIGN.search(src):
        return image.get("alt")
    size = {image.get("width").removesuffix("px"), image.get("height").removesuffix("px")}
    return "" if size <= {"0", "1"} else None


def number_of(image: Node, given: str = "") -> int | None:
    for text in (image.get("data-id"), image.get("data-attachment-id"), given):
        if text.isascii() and text.isdigit() and 0 < len(text) < 19 and int(text):
            return int(text)
    found = NUMBERED.search(f"{image.get('class')} {image.get('id')}")
    return int(found[1]) if found and len(found[1]) < 19 else None


def source_of(image: Node) -> str:
    """Where pictures load late, src is a stand-in."""
    src = image.get("src").strip()
    if src and not src.startswith("data:"):
        return src
    return next((image.get(name).strip() for name in LAZY if image.get(name).strip()), src)


def figure(found: Found, caption: Nodes, work: Work, number: str = "") -> str:
    """The block, or '' where it was lifted out of its container or is no picture at all."""
    use = _captioned(found, caption, work, number)
    if use is None:
        return ""
    _asked(use, work)
    attributes = {"data-image": use.key, "data-alt": use.alt}
    return work.place(
        f"{opening('figure', attributes)}<figcaption>{use.caption}</figcaption></figure>"
    )


def _use(found: Found, number: str, work: Work) -> PictureUse | None:
    attachment = number_of(found.image, number)
    src = source_of(found.image)
    if attachment is None and not src:
        work.lose("A picture without an address was left out.", serialise([found.image]))
        return None
    use = PictureUse(attachment, src, alt=" ".join(found.image.get("alt").split()))
    if found.href and not leads_to_picture(found.href, src):
        use.link = found.href
        work.lose("A picture was a link; the link is not kept.", found.href)
    return use


def leads_to_picture(href: str, src: str) -> bool:
    """To the file itself or to WordPress' own page for it."""
    try:
        path = urlsplit(href).path
    except ValueError:
        return False
    name = re.sub(r"-\d+x\d+(?=\.\w+$)", "", urlsplit(src).path.rpartition("/")[2])
    stem = name.rpartition(".")[0].lower()
    is_page = bool(stem) and path.rstrip("/").rpartition("/")[2].lower() == stem
    return bool(IMAGE_FILE.search(path)) or "attachment_id=" in href or is_page or href == "#"


def _asked(use: PictureUse, work: Work) -> None:
    work.pictures.append(use)
    use.key = work.resolve(use)


def gallery(uses: list[PictureUse], caption: Nodes, work: Work) -> str:
    """Captions of single pictures have no place in a gallery: `resolve` is given them."""
    for use in uses:
        use.in_gallery = True
        _asked(use, work)
    keys = " ".join(dict.fromkeys(use.key for use in uses))
    said = caption_of(caption, work)
    html = f"{opening('div', {'data-gallery': keys})}</div>" if uses else ""
    return work.place(html + (f"<p>{said}</p>" if said else ""))


def gallery_by_number(node: Node, work: Work) -> str:
    """[gallery]: by ids, or all that is attached to the post."""
    given = numbers(node.get("data-ids"))
    if not given and not node.get("data-post"):
        left_out = numbers(node.get("data-exclude"))
        given = [number for number in work.around.attached if number not in left_out]
    if not given:
        source = f'[gallery id="{post}"]' if (post := node.get("data-post")) else "[gallery]"
        work.lose("A gallery whose pictures are not named was left out.", source)
        return ""
    return gallery([PictureUse(number, "") for number in given], [], work)


def gallery_of_figures(node: Node, work: Work) -> str:
    """Galleries of the block editor: nested figures, or list entries up to WordPress 5.8."""
    uses = [
        use
        for found, caption in _entries(node.children, "", [])
        if (use := _captioned(found, caption, work))
    ]
    if not uses:
        uses = [PictureUse(number, "") for number in numbers(node.get("data-ids"))]
    return gallery(uses, _whole_caption(node), work)


def numbers(text: str) -> list[int]:
    found = [part for part in re.split(r"[\s,;]+", text) if part.isascii() and part.isdigit()]
    return list(dict.fromkeys(int(part) for part in found if len(part) < 19 and int(part)))


def _whole_caption(node: Node) -> Nodes:
    """The caption of the gallery, not that of one of its pictures."""
    frames = [one for one in node.walk() if "wp-block-gallery" in one.classes]
    return next(
        (
            child.children
            for frame in [node, *frames]
            for child in frame.elements()
            if child.tag == "figcaption"
        ),
        [],
    )


def _entries(nodes: Nodes, href: str, caption: Nodes) -> list[tuple[Found, Nodes]]:
    """Each picture with the link around it and the caption of its own figure or list entry."""
    found: list[tuple[Found, Nodes]] = []
    for node in nodes:
        if isinstance(node, str) or node.tag == "figcaption":
            continue
        if node.tag == "img":
            found.append((Found(node, href), caption))
            continue
        link = node.get("href") if node.tag == "a" else href
        is_frame = node.tag in ("figure", "li") and "wp-block-gallery" not in node.classes
        said = node.find("figcaption") if is_frame else None
        found += _entries(node.children, link, said.children if said else caption)
    return found


def _captioned(found: Found, caption: Nodes, work: Work, number: str = "") -> PictureUse | None:
    use = _use(found, number, work)
    if use is not None:
        use.caption, use.credit, use.unclear = split_credit(caption_of(caption, work))
    return use
