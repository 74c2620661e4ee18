"""From a file to pixels that are few enough to work on: whatever its size, a worker holds one
copy of the decoded picture, and none of it in another colour space.

Peaks of memory by format: docs/performance.md, "Pictures"."""

from typing import BinaryIO

from PIL import Image as Pillow

from articles.images import turning
from articles.images.renditions import SHARED_WIDTH, WIDTHS

WIDEST = WIDTHS["whole"][-1]
MOST_PIXELS = 16_000_000  # of what is worked on
BAND = 100  # rows of it that are made at a time
TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}


def load_small(picture: Pillow.Image) -> None:
    """Decodes the first frame; a JPEG at the smallest scale that still serves."""
    picture.draft("RGB", (WIDEST, WIDEST))
    picture.load()


def opened_small(file: BinaryIO) -> Pillow.Image:
    """A picture upright, scaled down, in the colours of the file. Raises what Pillow raises."""
    with Pillow.open(file) as picture:
        load_small(picture)
        turn = TURNS.get(turning.orientation(picture))
        small = _reduced(picture, _factor(picture))
    return small.transpose(turn) if turn is not None else small


def _factor(picture: Pillow.Image) -> int:
    """By how much both sides may be divided: the widest rendition and the square that is shared
    are no wider than what is left, unless it is very long and narrow."""
    width, height = reversed(picture.size) if turning.is_sideways(picture) else picture.size
    factor = max(1, int(min(width / WIDEST, height / SHARED_WIDTH)))
    while width * height > MOST_PIXELS * factor * factor:
        factor += 1
    return factor


def _reduced(picture: Pillow.Image, factor: int) -> Pillow.Image:
    """Each pixel is the mean of a square, made in bands: alpha and 16 bits need copies."""
    if picture.has_transparency_data and picture.mode not in ("LA", "RGBA"):
        picture = picture.convert("RGBA")
    elif picture.mode in ("1", "P"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    if factor == 1:
        return picture.copy()
    width, height = picture.size
    mode = "I" if picture.mode.startswith("I;") else picture.mode
    small = Pillow.new(mode, (-(-width // factor), -(-height // factor)))
    small.info = picture.info
    for top in range(0, height, BAND * factor):
        band = picture.crop((0, top, width, min(height, top + BAND * factor)))
        small.paste(band.convert(mode).reduce(factor), (0, top // factor))
    return small


def coefficient_bytes(picture: Pillow.Image) -> int:
    """What the decoder holds of a progressive JPEG before it has the first pixel: two bytes for
    each sample of the whole picture, at any scale (libjpeg.txt, "Progressive JPEG support")."""
    if picture.format != "JPEG" or not picture.info.get("progressive"):
        return 0
    across = max(sampling[1] for sampling in picture.layer)
    down = max(sampling[2] for sampling in picture.layer)
    width, height = picture.size
    return sum(
        2 * _up(width * h, across * 8) * _up(height * v, down * 8)
        for _component, h, v, *_table in picture.layer
    )


def _up(samples: int, step: int) -> int:
    """In whole blocks of 8."""
    return -(-samples // step) * 8
