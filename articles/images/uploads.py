"""Opening what was uploaded, with limits that are decided before pixels are decoded."""

import hashlib
import logging
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import PIL
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from articles.images import making, scaling
from articles.images.models import Image
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
FORMATS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "GIF": ".gif",
    "TIFF": ".tif",
}


@dataclass(frozen=True, slots=True)
class Checked:
    format: str
    width: int  # as seen, after turning upright
    height: int
    sha256: str
    byte_size: int


def check(file: BinaryIO, size: int) -> Checked:
    """What a picture file is. Raises ValidationError with a sentence for whoever uploads it."""
    if size == 0:
        raise ValidationError(_("This file is empty. Choose another one."))
    if size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 25 MB. Save it smaller and try again."))
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    picture = _opened(file)
    _limit(picture)
    _decodable(picture)
    width, height = making.upright_size(picture)
    return Checked(picture.format or "", width, height, digest, size)


def _opened(file: BinaryIO) -> Pillow.Image:
    try:
        with warnings.catch_warnings():
            # Our own limit follows, with a sentence of its own.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            return Pillow.open(file, formats=list(FORMATS))
    except Pillow.DecompressionBombError:
        raise ValidationError(_too_large()) from None
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise ValidationError(
            _("This is not a picture that can be read here. Use JPEG, PNG, WebP, AVIF or TIFF.")
        ) from None


def _limit(picture: Pillow.Image) -> None:
    most = MOST_PIXELS_JPEG if picture.format == "JPEG" else MOST_PIXELS
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
        making.load_small(picture)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise ValidationError(
            _("This picture is damaged: its end is missing or broken. Export it again.")
        ) from None


def _not_taken_down(checked: Checked, image: Image) -> None:
    same = Image.objects.filter(sha256=checked.sha256).exclude(taken_down_at=None)
    if same.exclude(pk=image.pk).exists():
        raise ValidationError(
            _("This picture was taken down. If it may be shown again, bring it back instead.")
        )


def fill(image: Image, file: File, user: User | None) -> None:
    """Puts a file into a row, with the first of its renditions; the caller saves. Raises
    ValidationError, and then keeps no file. No transaction is open meanwhile."""
    checked = check(file, file.size)
    _not_taken_down(checked, image)
    image.file_name = PurePath(file.name or "").name[-200:]
    image.sha256, image.byte_size = checked.sha256, checked.byte_size
    image.format, image.width, image.height = checked.format, checked.width, checked.height
    image.uploaded_by = user
    file.seek(0)
    image.original.save(f"{image.key}{FORMATS[checked.format]}", file, save=False)
    try:
        making.make_first(image)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        logger.exception("No renditions could be made of %s", image.file_name)
        image.original.delete(save=False)
        raise ValidationError(
            _("This picture can't be converted. Export it as an ordinary JPEG or PNG.")
        ) from None


def add(file: File, user: User | None, **fields: object) -> Image:
    """A new picture of the library. Raises ValidationError."""
    image = Image(**fields)
    fill(image, file, user)
    image.save()
    return image
