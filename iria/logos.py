"""The institute's logo as it is stored: pixels alone, in a size that pages can carry."""

import io
import warnings

import PIL
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MOST_BYTES = 2 * 1024 * 1024
LONGEST_SIDE = 4000
SUFFIXES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
SAVED = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 92, "optimize": True},
    "WEBP": {"lossless": True},
}


def cleaned(file: File) -> ContentFile:
    """The picture encoded anew, without what was written beside it: place, camera, comments.
    Raises ValidationError with a sentence for whoever uploads it."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("This logo is larger than 2 MB. Save it smaller and try again."))
    file.seek(0)
    picture = _opened(file)
    if max(picture.size) > LONGEST_SIDE:
        raise ValidationError(
            _("This logo has too many pixels. Scale it to at most 4,000 on the longer side.")
        )
    form = picture.format or ""
    return ContentFile(_encoded(_bare(picture), form), name=f"logo.{SUFFIXES[form]}")


def _opened(file: File) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Our own limit follows, with a sentence of its own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(file, formats=list(SUFFIXES))
    except Image.DecompressionBombError:
        raise ValidationError(
            _("This logo has too many pixels. Scale it to at most 4,000 on the longer side.")
        ) from None
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise ValidationError(
            _("This is not a picture that can be a logo. Use PNG, JPEG or WebP.")
        ) from None


def _bare(picture: Image.Image) -> Image.Image:
    try:
        upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise ValidationError(
            _("This picture is damaged: its end is missing or broken. Export it again.")
        ) from None
    alpha = "A" in upright.getbands() or "transparency" in upright.info
    if upright.mode.startswith("I"):
        upright = upright.point(lambda value: value / 256).convert("L")
    profile = upright.info.get("icc_profile")
    if profile and upright.mode in ("RGB", "CMYK"):
        upright = _in_srgb(upright, profile)
    bare = upright.convert("RGBA" if alpha else "RGB")
    # Encoders write what stands here: profile, EXIF, XMP, comments.
    bare.info = {}
    return bare


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    except ImageCms.PyCMSError:
        # A profile that does not fit its pixels: the numbers are taken as they are.
        return picture


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **SAVED[form])
    return out.getvalue()
