"""Files of pictures and documents: from a folder, or fetched from the old site."""

import io
import warnings
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote
from urllib.request import Request, urlopen

from django.core.files import File
from PIL import Image as Pillow

from articles.images.uploads import MOST_BYTES
from articles.wordpress import fileaddresses
from articles.wordpress.urls import urlsplit

UPLOADS = "/wp-content/uploads/"
TIMEOUT = 15  # seconds
GIVE_UP_AFTER = 3  # failures to reach one host


class NotThere(Exception):
    """Says why a file could not be had."""


class Files:
    def __init__(self, folder: Path | None, *, fetch: bool) -> None:
        self.folder, self.fetch = folder, fetch
        self.failures: dict[str, int] = {}
        self.by_name: dict[str, list[Path]] | None = None

    @property
    def may_have_any(self) -> bool:
        return self.fetch or self.folder is not None

    def open(self, url: str, most: int = MOST_BYTES) -> File:
        """One that is larger is read up to a byte more than `most`. Raises NotThere."""
        missing = ""
        if self.folder is not None:
            found = self._in_folder(url)
            if isinstance(found, Path):
                return File(found.open("rb"), name=found.name)
            missing = found
        if not self.fetch:
            raise NotThere(missing or "not fetched")
        try:
            return self._fetched(url, most)
        except NotThere as refusal:
            raise NotThere(f"{missing}; {refusal}" if missing else str(refusal)) from None

    def _in_folder(self, url: str) -> Path | str:
        """Under its path below uploads/, else by its name alone where that is unique; or why
        not. A smaller copy gives way to what it was made from."""
        path = unquote(urlsplit(url).path)
        size, others = fileaddresses.size_of(path), fileaddresses.originals(path)
        for candidate in [*others, path] if size else [path, *others]:
            found = self._at(candidate)
            if found and (not size or candidate == path or _is_at_least(found, size)):
                return found
        same_name = self._names().get(Path(path).name, [])
        if len(same_name) == 1:
            return same_name[0]
        return "several files of this name in the folder" if same_name else "not in the folder"

    def _at(self, path: str) -> Path | None:
        root = self.folder.resolve()
        for candidate in _places(root, path):
            try:
                resolved = candidate.resolve()
                found = resolved.is_relative_to(root) and resolved.is_file()
            except (OSError, ValueError):
                # A name that no file system has.
                continue
            if found:
                return resolved
        return None

    def _names(self) -> dict[str, list[Path]]:
        if self.by_name is None:
            self.by_name = {}
            for path in self.folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    self.by_name.setdefault(path.name, []).append(path)
        return self.by_name

    def _fetched(self, url: str, most: int) -> File:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotThere("its address is none of the web")
        if self.failures.get(parts.hostname, 0) >= GIVE_UP_AFTER:
            raise NotThere(f"{parts.hostname} does not answer")
        asked = parts._replace(path=quote(parts.path, safe="/%:@!$&'()*+,;=~"), fragment="")
        try:
            request = Request(asked.geturl(), headers={"User-Agent": "IRIA import"})  # noqa: S310
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                data = response.read(most + 1)
        except HTTPError as error:
            # It answered, if only that there is no such file.
            self.failures.pop(parts.hostname, None)
            raise NotThere(f"{error.code} {error.reason}") from None
        except (URLError, OSError, ValueError, HTTPException) as error:
            self.failures[parts.hostname] = self.failures.get(parts.hostname, 0) + 1
            raise NotThere(str(getattr(error, "reason", error))) from None
        self.failures.pop(parts.hostname, None)
        return File(io.BytesIO(data), name=Path(unquote(parts.path)).name)


def _places(root: Path, path: str) -> Iterator[Path]:
    below = path.partition(UPLOADS)[2] or path.lstrip("/")
    yield from (root / below, root / "uploads" / below, root / path.lstrip("/"))


def _is_at_least(path: Path, size: tuple[int, int]) -> bool:
    """Whether a copy of this size can have been made from the file; else it is another picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(path) as picture:
                given = sorted(picture.size)
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return False
    return all(have >= want for have, want in zip(given, sorted(size), strict=True))
