"""Pixels as files that browsers read.

A file over MOST_BYTES is made again at the next lower quality. Qualities and AVIF's speed were
chosen by measuring: docs/performance.md, "Pictures"."""

import io
from typing import Any

from PIL import Image as Pillow

MOST_BYTES = 190_000
# Of photographs, and of maps, charts and drawings, whose thin lines and letters suffer first.
QUALITIES = {"avif": (55, 45, 35), "webp": (78, 65, 50), "jpeg": (80, 70, 60)}
DRAWN = {"avif": (75, 60, 45), "webp": (90, 80, 65), "jpeg": (88, 80, 70)}
# Speed 6 takes three times as long for files that are 2 to 5 per cent smaller. More threads
# would take the processors that pages are served with.
OPTIONS = {
    "avif": {"speed": 8, "max_threads": 1},
    "webp": {"method": 4},
    "jpeg": {"progressive": True, "optimize": True},
}
FULL_COLOUR = {"avif": {"subsampling": "4:4:4"}, "jpeg": {"subsampling": 0}}


def encoded(picture: Pillow.Image, form: str, *, drawn: bool, rights: dict[str, Any]) -> bytes:
    """`picture` in RGB or RGBA; `rights` are further arguments of Pillow's save()."""
    if form == "jpeg":
        picture = on_white(picture)
    options = OPTIONS[form] | rights | (FULL_COLOUR.get(form, {}) if drawn else {})
    data = b""
    for quality in (DRAWN if drawn else QUALITIES)[form]:
        out = io.BytesIO()
        picture.save(out, form.upper(), quality=quality, **options)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def on_white(picture: Pillow.Image) -> Pillow.Image:
    """JPEG has no transparency."""
    if picture.mode != "RGBA":
        return picture
    paper = Pillow.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
