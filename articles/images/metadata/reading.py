"""Reading a picture file's words. Damaged metadata is passed over: it never costs the picture."""

import logging
from collections.abc import Callable
from os import SEEK_END
from typing import TypeVar

from PIL import Image as Pillow

from articles.images.metadata import exif, iptc, xmp
from articles.images.metadata.reconciling import reconciled

logger = logging.getLogger(__name__)
Said = TypeVar("Said")
# Counting the frames of a GIF goes through the whole file.
MOST_BYTES_COUNTED = 5 * 1024 * 1024
MOVING = ("GIF", "PNG", "WEBP", "AVIF")


def read(picture: Pillow.Image) -> dict:
    """Of a picture that is loaded (PNG has texts behind the pixels), what `Image.file_says` keeps:
    `creators` (list), `credit`, `source`, `copyright`, `owner`, `caption`, `title`, `headline`,
    `alt`, `licence_url`, `terms`, `acquire_url`, `date` (ISO, or its year or month) and `frames`
    (int, of what moves; 2 where counting would take too long). What the file does not say is
    not there."""
    says: dict = reconciled(
        _tried(exif.read, picture, {}),
        _tried(iptc.read, picture, iptc.Iptc()),
        _tried(xmp.read, picture, {}),
    )
    if frames := _tried(_frames, picture, 0):
        says["frames"] = frames
    return says


def _tried(reader: Callable[[Pillow.Image], Said], picture: Pillow.Image, nothing: Said) -> Said:
    # Damaged tags end in errors of every kind, deep in the libraries that read them.
    try:
        return reader(picture)
    except Exception:
        logger.info("Metadata that cannot be read", exc_info=True)
        return nothing


def _frames(picture: Pillow.Image) -> int:
    if picture.format not in MOVING or not getattr(picture, "is_animated", False):
        return 0
    if picture.format == "GIF" and picture.fp.seek(0, SEEK_END) > MOST_BYTES_COUNTED:
        return 2
    return picture.n_frames
