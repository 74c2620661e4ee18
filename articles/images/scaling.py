"""From a file to pixels that are few enough to work on: whatever its size, a worker holds one
copy of the decoded picture, and none of it in another colour space.

Peaks of memory by format: docs/performance.md, "Pictures"."""

from typing import BinaryIO

from PIL import Image as Pillow

from articles.images import turning
from articles.images.renditions import SHARED_WIDTH, WIDTHS

WIDEST = WIDTHS["whole"][-1]
# Pixels kept for each pixel of the widest rendition, in one direction.
SPARE = 1.5
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
        small = _scaled(picture, sideways=turning.is_sideways(picture))
    return small.transpose(turn) if turn is not None else small


def _scaled(picture: Pillow.Image, *, sideways: bool) -> Pillow.Image:
    """Wide enough for the widest rendition and high enough for the square that is shared."""
    width, height = reversed(picture.size) if sideways else picture.size
    scale = SPARE * max(WIDEST / width, SHARED_WIDTH / height)
    if picture.mode in ("1", "P", "PA"):
        # These are scaled by leaving pixels out.
        picture = picture.convert(_true_mode(picture))
    if scale >= 1:
        return picture.copy()
    size = [max(1, round(side * scale)) for side in picture.size]
    return picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2.0)


def _true_mode(picture: Pillow.Image) -> str:
    if picture.mode == "1":
        return "L"
    return "RGBA" if picture.has_transparency_data else "RGB"


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
