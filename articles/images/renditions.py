"""Which renditions a picture has, and their names. Names hold a hash of what they were made
from, so that they may be cached for ever."""

from dataclasses import dataclass

WIDTHS = {"whole": (480, 800, 1200, 1600), "wide": (400, 800, 1200)}
WIDE = (16, 9)
TALLEST = 16_383  # pixels that a WebP file can have (its specification, "Extended File Format")


@dataclass(frozen=True, slots=True)
class Rendition:
    name: str
    width: int
    height: int


def planned(key: str, made_of: str, width: int, height: int, shape: str) -> list[Rendition]:
    """Renditions of one shape ("whole" or "wide", which is cut to 16:9), narrowest first."""
    if not (made_of and width and height):
        return []
    base_width, base_height = full_size(width, height, shape)
    if base_height > TALLEST:
        base_width, base_height = max(1, base_width * TALLEST // base_height), TALLEST
    widths = [w for w in WIDTHS[shape] if w < base_width]
    if len(widths) < len(WIDTHS[shape]):
        widths.append(base_width)
    return [
        Rendition(
            f"{key[:2]}/{key}-{made_of}-{shape}-{w}.webp",
            w,
            max(1, round(w * base_height / base_width)),
        )
        for w in widths
    ]


def full_size(width: int, height: int, shape: str) -> tuple[int, int]:
    """The largest part of the picture that has this shape."""
    if shape == "whole":
        return width, height
    across, down = WIDE
    if width * down >= height * across:
        return max(1, height * across // down), height
    return width, max(1, width * down // across)


def share_name(key: str, made_of: str) -> str:
    """The JPEG that other sites and mail programs are given, at most 1200 px wide."""
    return f"{key[:2]}/{key}-{made_of}-share.jpg"
