"""Which way up a picture is, by EXIF 3.0, 4.6.5 ("Orientation")."""

from PIL import ExifTags, ImageOps
from PIL import Image as Pillow

SIDEWAYS = (5, 6, 7, 8)


def orientation(picture: Pillow.Image) -> int:
    """1 where it stands upright already; also where EXIF is damaged, in whatever way."""
    try:
        return picture.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        return 1


def upright_size(picture: Pillow.Image) -> tuple[int, int]:
    turned = orientation(picture) in SIDEWAYS
    return (picture.height, picture.width) if turned else picture.size


def upright(picture: Pillow.Image) -> Pillow.Image:
    return picture if orientation(picture) == 1 else ImageOps.exif_transpose(picture)
