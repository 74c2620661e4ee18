"""Renditions out of originals: upright, in sRGB, saying whose they are and nothing of the camera.

They are made in two stages: the first with the upload, few and quick, and all of them by a
worker (articles.images.rendering). While new ones are made the old are shown."""

import hashlib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image as Pillow

from articles.images import colour, metadata, renditions
from articles.images.encoding import encoded
from articles.images.models import Image
from articles.images.scaling import opened_small

RECIPE = "2"  # part of the hash: another way of making has other names


def wanted(image: Image) -> str:
    """A hash of what the renditions of a picture should be made of, its credit included."""
    parts = (
        RECIPE,
        image.sha256,
        f"{image.focal_x:.3f},{image.focal_y:.3f}",
        image.kind,
        metadata.mark(image),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def order(pictures: QuerySet) -> int:
    """Says that renditions are due: of pictures whose focal point, kind, credit or whatever else
    is written into them was changed. A worker makes them; the number of pictures."""
    return pictures.exclude(original="").update(
        renditions_due_at=timezone.now(), rendition_tries=0, rendition_error=""
    )


def make_first(image: Image) -> None:
    """Writes what lists, the editor and pages need at once, and notes on the row, which the
    caller saves, that the rest is due."""
    image.rendition_hash = _make(image, first=True)
    image.rendition_stage = Image.Stage.FIRST
    image.renditions_due_at = timezone.now()
    image.rendition_tries, image.rendition_error = 0, ""


def make_all(image: Image) -> str:
    """Writes all renditions that are not there yet, and gives the hash in their names. The row
    stays as it is."""
    return _make(image, first=False)


def _make(image: Image, *, first: bool) -> str:
    made_of = wanted(image)
    there = _files(image)
    missing = [one for one in _plan(image, made_of, first=first) if one[-1] not in there]
    if not missing:
        return made_of
    with image.original.open("rb") as file:
        picture = colour.in_srgb(opened_small(file))
    drawn = image.format in ("PNG", "GIF") and image.kind != Image.Kind.PHOTOGRAPH
    rights = {form: metadata.embedded(image, form.upper()) for form in renditions.TYPES}
    for (shape, width, height), planned in groupby(sorted(missing), key=itemgetter(0, 1, 2)):
        part = cut(picture, shape, image.focal_x, image.focal_y)
        scaled = part.resize((width, height), Pillow.Resampling.LANCZOS)
        del part
        for *_size, form, name in planned:
            data = encoded(scaled, form, drawn=drawn, rights=rights[form])
            storages["pictures"].save(name, ContentFile(data))
    return made_of


def _plan(image: Image, made_of: str, *, first: bool) -> Iterator[tuple[str, int, int, str, str]]:
    """Shape, width, height, form and name."""
    whose = (image.key, made_of, image.width, image.height)
    for shape in renditions.SHAPES:
        for form in renditions.TYPES:
            for one in renditions.planned(*whose, shape, form):
                if not first or renditions.is_first(shape, form, one.width):
                    yield shape, one.width, one.height, form, one.name
    for shape, one in renditions.shared(*whose, first=first):
        yield shape, one.width, one.height, "jpeg", one.name


def _files(image: Image) -> set[str]:
    """Names of all renditions of a picture in the storage, made of whatever."""
    folder, beginning = renditions.prefix(image.key).split("/")
    try:
        _folders, names = storages["pictures"].listdir(folder)
    except FileNotFoundError:
        return set()
    return {f"{folder}/{name}" for name in names if name.startswith(beginning)}


def remove(image: Image) -> None:
    """Deletes all renditions of a picture, those of former credits and focal points too. The
    original and the row stay."""
    for name in _files(image):
        storages["pictures"].delete(name)


def cut(picture: Pillow.Image, shape: str, x: float, y: float) -> Pillow.Image:
    """The part of a shape that keeps the focal point as near to its middle as it goes."""
    size = renditions.full_size(*picture.size, shape)
    left = min(max(round(x * picture.width - size[0] / 2), 0), picture.width - size[0])
    top = min(max(round(y * picture.height - size[1] / 2), 0), picture.height - size[1])
    return picture.crop((left, top, left + size[0], top + size[1]))
