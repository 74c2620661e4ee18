"""Addresses of picture files: which of them are one picture."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from articles.wordpress.urls import urlsplit

SIZED = re.compile(r"-(\d{1,5})x(\d{1,5})(?=\.\w+$)")
SCALED = re.compile(r"-scaled(?=\.\w+$)")
# What WordPress puts at the end of the name of a file that it makes from another.
DERIVED = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,})+$")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|svg)$", re.I)
# Jetpack's mirror: i0.wp.com/valmar.test/wp-content/…?resize=…
MIRROR = re.compile(r"i\d\.wp\.com")


def exact(url: str, host: str) -> str:
    """Host and path, without what tells no pictures apart: http or https, www., a size asked
    for. An address without a host is the site's own."""
    try:
        parts = urlsplit(url.strip())
        found = parts.hostname or host
    except ValueError:
        return url
    path = f"/{unquote(parts.path).lstrip('/')}"
    if MIRROR.fullmatch(found):
        found, _, path = path.lstrip("/").partition("/")
        path = f"/{path}"
    query = f"?{parts.query}" if parts.query and not PICTURE.search(path) else ""
    return f"{found.removeprefix('www.')}{path}{query}"


def originals(path: str) -> list[str]:
    """Where the file may lie that WordPress made this one from: name-1024x683.jpg → name.jpg and
    name-scaled.jpg."""
    whole = SCALED.sub("", SIZED.sub("", path))
    scaled = re.sub(r"(\.\w+)$", r"-scaled\1", whole)
    return [one for one in (whole, scaled) if one != path]


def size_of(path: str) -> tuple[int, int] | None:
    """As the name of a smaller copy says."""
    found = SIZED.search(path)
    return (int(found[1]), int(found[2])) if found else None


def may_be_one(url: str, original: str) -> bool:
    """Whether the names say nothing against it: a site that moved has a picture under another
    host, some scale by hand (hall-604.jpg), and a script's address is no name."""
    if not PICTURE.search(_path(url)):
        return True
    return bool(re.fullmatch(rf"{re.escape(_stem(original))}(-\d{{2,4}})?", _stem(url)))


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return url


def _stem(url: str) -> str:
    return DERIVED.sub("", PurePosixPath(_path(url)).stem.casefold())
