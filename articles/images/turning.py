"""Which way up a picture is, by EXIF 3.0, 4.6.5 ("Orientation")."""

from PIL import ExifTags
from PIL import Image as Pillow

SIDEWAYS = (5, 6, 7, 8)


def orientation(picture: Pillow.Image) -> int:
    """1 where it stands upright already; also where EXIF is damaged, in whatever way."""
    try:
        return picture.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        return 1


def is_sideways(picture: Pillow.Image) -> bool:
    return orientation(picture) in SIDEWAYS


def upright_size(picture: Pillow.Image) -> tuple[int, int]:
    return (picture.height, picture.width) if is_sideways(picture) else picture.size
