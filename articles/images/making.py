"""Renditions out of originals: upright, in sRGB, without what the camera wrote into them."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image as Pillow

from articles.images import colour, renditions, turning
from articles.images.models import Image

RECIPE = "1"  # part of the hash: another way of making has other names
LARGEST = 1600  # pixels: no rendition is wider
QUALITY = 82
SHARE_WIDTH = 1200


def load_small(picture: Pillow.Image) -> None:
    """Decodes the first frame; a JPEG at the smallest scale that still serves."""
    picture.draft("RGB", (LARGEST * 2, LARGEST * 2))
    picture.load()


def make(image: Image) -> None:
    """Writes the renditions of a picture and notes their hash on the row, which the caller
    saves."""
    with image.original.open("rb") as file, Pillow.open(file) as picture:
        load_small(picture)
        ready = colour.in_srgb(turning.upright(picture))
    image.rendition_hash = made_of(image)
    drawn = image.format in ("PNG", "GIF") and image.kind != Image.Kind.PHOTOGRAPH
    for shape in renditions.WIDTHS:
        part = cut(ready, shape, image.focal_x, image.focal_y)
        for planned in image.renditions(shape):
            _store(planned.name, webp(part, (planned.width, planned.height), drawn=drawn))
    _store(renditions.share_name(image.key, image.rendition_hash), share_jpeg(ready))


def order(pictures: QuerySet) -> None:
    """Says that renditions are due: what they are made of has changed."""
    pictures.update(renditions_due_at=timezone.now())


def made_of(image: Image) -> str:
    parts = (RECIPE, image.sha256, f"{image.focal_x:.3f},{image.focal_y:.3f}", image.kind)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def cut(picture: Pillow.Image, shape: str, x: float, y: float) -> Pillow.Image:
    """The part of a shape that keeps the focal point as near to its middle as it goes."""
    size = renditions.full_size(*picture.size, shape)
    left = min(max(round(x * picture.width - size[0] / 2), 0), picture.width - size[0])
    top = min(max(round(y * picture.height - size[1] / 2), 0), picture.height - size[1])
    return picture.crop((left, top, left + size[0], top + size[1]))


def webp(picture: Pillow.Image, size: tuple[int, int], *, drawn: bool) -> bytes:
    out = io.BytesIO()
    scaled = picture.resize(size, Pillow.Resampling.LANCZOS)
    # Thin lines and letters of maps and charts suffer first: they get a higher quality.
    scaled.save(out, "WEBP", quality=90 if drawn else QUALITY, method=4)
    return out.getvalue()


def share_jpeg(picture: Pillow.Image) -> bytes:
    out = io.BytesIO()
    width = min(SHARE_WIDTH, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    scaled = picture.resize((width, height), Pillow.Resampling.LANCZOS)
    if scaled.mode == "RGBA":
        paper = Pillow.new("RGB", scaled.size, "white")
        paper.paste(scaled, mask=scaled.getchannel("A"))
        scaled = paper
    scaled.convert("RGB").save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return out.getvalue()


def _store(name: str, data: bytes) -> None:
    storage = storages["pictures"]
    if not storage.exists(name):
        storage.save(name, ContentFile(data))
