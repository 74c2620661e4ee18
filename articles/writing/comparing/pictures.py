"""Pictures side by side: small, with their texts and today's credit."""

from django.utils.translation import gettext as _

from articles.images.models import Image
from articles.images.picturing import markup, shown_picture
from articles.text.tree import Children
from articles.writing.comparing import inline
from articles.writing.comparing.aligning import gaps, matches
from articles.writing.comparing.inline import Desk
from articles.writing.comparing.markup import added, hidden, removed, text

SIZES = "12rem"


def named(image: Image | None) -> str:
    """In words that are no key."""
    return (image.title or image.alt or image.file_name) if image else ""


def thumb(image: Image | None) -> str:
    """Its alternative text is empty: what is said of it stands beside it."""
    if image is None or image.shown is None:
        return f'<span class="compared-missing">{text(_("Picture not available."))}</span>'
    return markup(shown_picture(image.shown, "", "whole", SIZES))


def figure(
    images: tuple[Image | None, Image | None],
    alts: tuple[str, str],
    captions: tuple[Children, Children],
    desk: Desk,
) -> str:
    """Before and after of a picture in its place."""
    if images[0] is images[1]:
        shown = thumb(images[1])
    else:
        shown = _side("is-removed", _("[picture removed:"), images[0])
        shown += _side("is-added", _("[picture added:"), images[1])
    lines = [
        (_("Caption:"), inline.compared(*captions, desk)),
        (_("Alternative text:"), inline.compared([alts[0]], [alts[1]], desk)),
    ]
    return _framed(shown, lines, images[1])


def whole(image: Image | None, alt: str, caption: Children, desk: Desk, how: str) -> str:
    """A picture that was added ("ins"), removed ("del") or stands there still ("")."""
    write = {"ins": inline.added_whole, "del": inline.removed_whole}.get(how, inline.shown)
    lines = [(_("Caption:"), write(caption, desk)), (_("Alternative text:"), write([alt], desk))]
    return _framed(one(image, how), lines, image)


def one(image: Image | None, how: str) -> str:
    if how == "ins":
        return _side("is-added", _("[picture added:"), image)
    if how == "del":
        return _side("is-removed", _("[picture removed:"), image)
    return thumb(image)


def _side(css: str, words: str, image: Image | None) -> str:
    tag, write = ("ins", added) if css == "is-added" else ("del", removed)
    name = write(text(named(image))) if named(image) else f"<{tag}>{hidden(words + ']')}</{tag}>"
    return f'<span class="compared-side {css}">{thumb(image)}<span>{name}</span></span>'


def _framed(pictures: str, lines: list[tuple[str, str]], image: Image | None) -> str:
    said = "".join(
        f'<span class="compared-line"><b>{text(label)}</b> {html}</span>'
        for label, html in lines
        if html
    )
    credit = image.shown_credit_line if image else ""
    if credit:
        said += f'<span class="compared-line compared-credit">{text(credit)}</span>'
    return (
        f'<figure class="compared-figure"><span class="compared-pictures">{pictures}</span>'
        f"<figcaption>{said}</figcaption></figure>"
    )


def gallery(before: list[str], after: list[str], desk: Desk) -> str:
    """Keys of the pictures in their order; the same key on both sides stayed."""
    out = []
    for r, same in gaps(matches(before, after, desk.work), before, after):
        if same:
            out += [_in_gallery(key, "", desk) for key in after[r.j : r.m]]
        else:
            out += [_in_gallery(key, "del", desk) for key in before[r.i : r.k]]
            out += [_in_gallery(key, "ins", desk) for key in after[r.j : r.m]]
    return f'<div class="compared-gallery">{"".join(out)}</div>'


def _in_gallery(key: str, how: str, desk: Desk) -> str:
    image = desk.names.pictures.get(key)
    if how:
        return one(image, how)
    return f'<span class="compared-side">{thumb(image)}<span>{text(named(image))}</span></span>'
