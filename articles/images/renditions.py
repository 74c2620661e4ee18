"""Which renditions a picture has, and their names. Names hold a hash of what they were made
from, so that they may be cached for ever."""

from collections.abc import Iterator
from dataclasses import dataclass

# Across and down; None: not cut.
SHAPES = {"whole": None, "wide": (16, 9), "classic": (4, 3), "square": (1, 1)}
WIDTHS = {
    "whole": (480, 800, 1200, 1600),
    "wide": (400, 800, 1200),
    "classic": (240, 480, 800),
    "square": (160, 320),
}
# By what is lightest, which is how a browser that knows several is asked to choose.
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
ENDINGS = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
# What is made while somebody waits for an upload.
FIRST_SHAPES, FIRST_WIDEST, FIRST_FORM = ("whole", "wide"), 800, "webp"
SHARED_WIDTH = 1200
TALLEST = 16_383  # pixels that a WebP file can have (its specification, "Extended File Format")


@dataclass(frozen=True, slots=True)
class Rendition:
    name: str
    width: int
    height: int


def planned(
    key: str, made_of: str, width: int, height: int, shape: str, form: str = FIRST_FORM
) -> list[Rendition]:
    """Renditions of one shape in one form, narrowest first."""
    if not (made_of and width and height):
        return []
    return [
        Rendition(f"{prefix(key, made_of)}-{shape}-{w}.{ENDINGS[form]}", w, h)
        for w, h in sizes(width, height, shape)
    ]


def sizes(width: int, height: int, shape: str) -> list[tuple[int, int]]:
    """Narrowest first. The last is the full size where that is less than the widest."""
    base_width, base_height = full_size(width, height, shape)
    if base_height > TALLEST:
        base_width, base_height = max(1, base_width * TALLEST // base_height), TALLEST
    widths = [w for w in WIDTHS[shape] if w < base_width]
    if len(widths) < len(WIDTHS[shape]):
        widths.append(base_width)
    return [(w, max(1, round(w * base_height / base_width))) for w in widths]


def is_first(shape: str, form: str, width: int) -> bool:
    """Whether it is made with the upload."""
    return shape in FIRST_SHAPES and form == FIRST_FORM and width <= FIRST_WIDEST


def full_size(width: int, height: int, shape: str) -> tuple[int, int]:
    """The largest part of the picture that has this shape."""
    if SHAPES[shape] is None:
        return width, height
    across, down = SHAPES[shape]
    if width * down >= height * across:
        return max(1, height * across // down), height
    return width, max(1, width * down // across)


def prefix(key: str, made_of: str = "") -> str:
    """What the names of all renditions of a picture begin with."""
    return f"{key[:2]}/{key}-{made_of}"


def share_name(key: str, made_of: str, shape: str = "whole") -> str:
    """The JPEG that other sites and mail programs are given, at most 1200 px wide."""
    return f"{prefix(key, made_of)}-share{'' if shape == 'whole' else f'-{shape}'}.jpg"


def shared(
    key: str, made_of: str, width: int, height: int, *, first: bool = False
) -> Iterator[tuple[str, Rendition]]:
    """Shapes with the JPEG of each that is shared; of the first stage, that of the whole."""
    for shape in SHAPES:
        if first and shape != "whole":
            continue
        base_width, base_height = full_size(width, height, shape)
        w = min(SHARED_WIDTH, base_width)
        h = max(1, round(base_height * w / base_width))
        yield shape, Rendition(share_name(key, made_of, shape), w, h)
