"""Opening what was uploaded, with limits that are decided before pixels are decoded."""

import hashlib
import logging
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from articles.images import making, metadata, refusals, scaling, turning
from articles.images.models import Image
from articles.text.characters import one_line, whole
from iria.models import User

logger = logging.getLogger(__name__)
MOST_BYTES = 25 * 1024 * 1024
# Decoding takes four bytes a pixel and more; JPEG can be decoded at a smaller scale.
MOST_PIXELS = 40_000_000
MOST_PIXELS_JPEG = 80_000_000
# The decoder of WebP holds the picture four times, that of progressive JPEG two bytes for each
# sample: with these no file takes a worker beyond 600 MB (docs/performance.md, "Pictures").
MOST_PIXELS_WEBP = 24_000_000
MOST_COEFFICIENTS = 490_000_000
LONGEST_SIDE = 20_000
LONGEST_NAME = 200
# What each is stored as.
FORMATS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "GIF": ".gif",
    "TIFF": ".tif",
}
# Errors that damaged files end in, in the readers of all formats.
DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
)
DNG_VERSION, SUBFILE_TYPE, REDUCED = 50706, 254, 1


@dataclass(frozen=True, slots=True)
class Checked:
    format: str
    width: int  # as seen, after turning upright
    height: int
    sha256: str
    byte_size: int
    says: dict  # see `metadata.read`


def check(file: BinaryIO, size: int) -> Checked:
    """What a picture file is. Raises ValidationError with a sentence for whoever uploads it."""
    if size == 0:
        raise ValidationError(_("This file is empty. Choose another one."))
    if size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 25 MB. Save it smaller and try again."))
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    with _quiet():
        picture = _opened(file)
        _limit(picture)
        _decodable(picture)
        width, height = turning.upright_size(picture)
        says = metadata.read(picture)
    return Checked(_format(picture), width, height, digest, size, says)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without warnings of odd tags, and of sizes above Pillow's limit: ours has a sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _format(picture: Pillow.Image) -> str:
    # Telephones write several pictures into one JPEG (Multi-Picture Format): the first counts.
    return "JPEG" if picture.format == "MPO" else picture.format or ""


def checked(file: File) -> Checked:
    """The same once for each file, however often a form and what saves it ask."""
    if not isinstance(known := getattr(file, "checked", None), Checked):
        known = file.checked = check(file, file.size)
    return known


def _opened(file: BinaryIO) -> Pillow.Image:
    file.seek(0)
    head = file.read(refusals.READ_AT_MOST)
    file.seek(0)
    try:
        picture = Pillow.open(file, formats=list(FORMATS))
    except Pillow.DecompressionBombError:
        raise ValidationError(_too_large()) from None
    except DAMAGED:
        raise ValidationError(refusals.sentence(head)) from None
    if _is_raw(picture, head):
        raise ValidationError(refusals.raw())
    return picture


def _is_raw(picture: Pillow.Image, head: bytes) -> bool:
    """Raw files are TIFF files whose first picture is a small one to look at."""
    if picture.format != "TIFF":
        return False
    tags = picture.tag_v2
    reduced = tags.get(SUBFILE_TYPE) == REDUCED
    return head[8:10] == b"CR" or DNG_VERSION in tags or reduced


def _limit(picture: Pillow.Image) -> None:
    most = MOST_PIXELS_JPEG if _format(picture) == "JPEG" else MOST_PIXELS
    if picture.width * picture.height > most or max(picture.size) > LONGEST_SIDE:
        raise ValidationError(_too_large())
    if picture.format == "WEBP" and picture.width * picture.height > MOST_PIXELS_WEBP:
        raise ValidationError(
            _("This WebP has too many pixels to be decoded here. Export it as a JPEG.")
        )
    if scaling.coefficient_bytes(picture) > MOST_COEFFICIENTS:
        raise ValidationError(
            _(
                "This progressive JPEG is too large to be decoded here. Export it as an ordinary "
                "(baseline) JPEG in RGB."
            )
        )


def _too_large() -> str:
    return _(
        "This picture has too many pixels. Scale it to at most 8,000 pixels on the longer side."
    )


def _decodable(picture: Pillow.Image) -> None:
    try:
        scaling.load_small(picture)
    except DAMAGED:
        raise ValidationError(
            _("This picture is damaged: its end is missing or broken. Export it again.")
        ) from None


def _not_taken_down(found: Checked, image: Image) -> None:
    same = Image.objects.filter(sha256=found.sha256).exclude(taken_down_at=None)
    if same.exclude(pk=image.pk).exists():
        raise ValidationError(
            _("This picture was taken down. If it may be shown again, bring it back instead.")
        )


def fill(
    image: Image,
    file: File,
    user: User | None,
    before_making: Callable[[Image], None] | None = None,
) -> None:
    """Puts a file into a row, with the first of its renditions; the caller saves. Raises
    ValidationError, and then keeps no file. No transaction is open meanwhile.
    `before_making` may fill fields by `file_says`: renditions hold some of them."""
    found = checked(file)
    _not_taken_down(found, image)
    image.file_name = _named(file.name or "")
    image.sha256, image.byte_size = found.sha256, found.byte_size
    image.format, image.width, image.height = found.format, found.width, found.height
    image.file_says = found.says
    image.uploaded_by = user
    if before_making:
        before_making(image)
    file.seek(0)
    image.original.save(f"{image.key}{FORMATS[found.format]}", file, save=False)
    try:
        with _quiet():
            making.make_first(image)
    except DAMAGED:
        logger.exception("No renditions could be made of %s", image.file_name)
        with suppress(OSError):
            image.original.delete(save=False)
        raise ValidationError(
            _("This picture can't be converted. Export it as an ordinary JPEG or PNG.")
        ) from None


def _named(name: str) -> str:
    """Without the folders of whichever system; the end of a long one, where its suffix is."""
    last = re.split(r"[/\\]", name)[-1]
    return one_line(whole(last))[-LONGEST_NAME:]


def add(file: File, user: User | None, **fields: object) -> Image:
    """A new picture of the library. Raises ValidationError."""
    image = Image(**fields)
    fill(image, file, user)
    image.save()
    return image
