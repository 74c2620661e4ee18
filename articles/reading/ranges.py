"""A file, or the part of it that a reader asks for (RFC 9110, 13 and 14)."""

import re
from collections.abc import Callable, Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ONE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)
CHUNK = 64 * 1024


class Piece:
    """The bytes of a file from `start`, `length` of them. Closes it."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self.file, self.left = file, length
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self.file.read(min(CHUNK, self.left)) if self.left else b""
        if not chunk:
            self.close()
            raise StopIteration
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        self.file.close()


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the reader has this version already."""
    known = request.headers.get("If-None-Match", "")
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return etag in tags or "*" in tags


def asked_part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First byte and length of the part that is asked for; None for the whole: also where
    several parts are asked for, or one of a version that no longer stands. Raises ValueError for
    a part that the file does not have."""
    found = ONE.fullmatch(request.headers.get("Range", ""))
    if found is None or not (found[1] or found[2]) or request.method != "GET":
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first = int(found[1]) if found[1] else max(0, size - int(found[2]))
    last = min(int(found[2]), size - 1) if found[1] and found[2] else size - 1
    if found[1] and found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise ValueError("beyond the end")
    return first, last - first + 1


def respond(
    request: HttpRequest, opened: Callable[[], IO[bytes]], size: int, etag: str, content_type: str
) -> HttpResponseBase:
    """`etag` is strong, with its quotes. The file is opened where bytes of it are sent."""
    if is_known(request, etag):
        response: HttpResponseBase = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = _bytes(request, opened, size, etag, content_type)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _bytes(
    request: HttpRequest, opened: Callable[[], IO[bytes]], size: int, etag: str, content_type: str
) -> HttpResponseBase:
    try:
        part = asked_part(request, etag, size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, length = part or (0, size)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=content_type)
    else:
        piece = Piece(opened(), start, length)
        response = StreamingHttpResponse(piece, content_type=content_type)
    response["Content-Length"] = str(length)
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return response
