"""A page as it is kept, and the answers that are made of it."""

import functools
import gzip
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import brotli
from django.utils.http import http_date

from iria.pagecache import END_HEADER, NOW, TAG_HEADER

LIFE = 3600  # seconds: the longest that a page is kept
COMPRESSED_FROM = 700  # bytes: below, headers cost more than compression saves
OVERHEAD = 4000  # bytes that a page takes beside its bodies: headers, tags, places in the store
GZIPPED = 2  # times the bytes of Brotli: more than gzip takes of a page, counted from the start
NOT_KEPT = {"content-length", "vary", "last-modified", END_HEADER.lower()}
NOT_MODIFIED = f"304 {HTTPStatus.NOT_MODIFIED.phrase}"

App = Callable[[dict[str, Any], Callable], Iterable[bytes]]
Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Page:
    status: str
    headers: Headers
    bodies: dict[str, bytes]  # by content coding: "identity", "br", "gzip" once it was asked for
    etag: str
    tags: frozenset[str]
    number: int
    rendered_at: datetime  # before the first query
    ends_at: datetime
    size: int = field(init=False)
    # What goes out with any coding, with each, and with a 304.
    common: Headers = field(init=False)
    ready: dict[str, Headers] = field(init=False)
    unchanged: Headers = field(init=False)
    modified: str = field(init=False)
    dated_from: datetime = field(init=False)

    def __post_init__(self) -> None:
        common = [*self.headers, ("ETag", self.etag), ("Vary", "Cookie, Accept-Encoding")]
        self.common = common
        self.ready = {coding: common + sized(coding, body) for coding, body in self.bodies.items()}
        self.unchanged = [(n, v) for n, v in common if n.lower() != "content-type"]
        reserved = GZIPPED * len(self.bodies.get("br", b""))
        self.size = OVERHEAD + sum(map(len, self.bodies.values())) + reserved
        self.modified = http_date(self.rendered_at.timestamp())
        # A page may change twice within the second that Last-Modified names. None is dated until
        # that second is over, so that one date stands for one rendering.
        self.dated_from = self.rendered_at.replace(microsecond=0) + timedelta(seconds=1)

    def is_known(self, environ: dict[str, Any], now: datetime) -> bool:
        """Whether the reader has these very bytes (RFC 9110, 13.1.2 and 13.1.3). A date is
        compared as it stands: clocks of two machines may differ."""
        if asked := environ.get("HTTP_IF_NONE_MATCH"):
            return self.etag[2:] in asked or asked.strip() == "*"
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return since is not None and since == self.modified and now >= self.dated_from

    def respond(
        self, environ: dict[str, Any], start_response: Callable, now: datetime
    ) -> Iterable[bytes]:
        dated = [("Last-Modified", self.modified)] if now >= self.dated_from else []
        if self.status.startswith("200") and self.is_known(environ, now):
            start_response(NOT_MODIFIED, self.unchanged + dated)
            return [b""]
        coding = self.coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        # A list of its own: servers may write into it.
        start_response(self.status, self.ready[coding] + dated)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else self.bodies[coding]]

    def coding_for(self, accepted: str) -> str:
        coding = best_coding(accepted)
        if coding in self.ready:
            return coding
        if "br" not in self.bodies:
            return "identity"
        # Few ask for it. Two threads at once make the same; the headers come last.
        self.bodies["gzip"] = gzip.compress(self.bodies["identity"], 6, mtime=0)
        self.ready["gzip"] = self.common + sized("gzip", self.bodies["gzip"])
        return coding


class Recorder:
    """Runs an application and keeps its answer."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []
        self.body = b""

    def start_response(self, status: str, headers: Headers, exc_info: Any = None) -> Callable:
        self.status, self.headers = status, list(headers)
        return lambda _data: None

    def run(self, app: App, environ: dict[str, Any]) -> None:
        # HEAD is rendered as GET, so that the page can serve both.
        result = app(environ | {"REQUEST_METHOD": "GET"}, self.start_response)
        try:
            self.body = b"".join(result)
        finally:
            if close := getattr(result, "close", None):
                close()

    def page(self, number: int, begun: datetime) -> Page | None:
        """None for what is not kept. `begun` is from before the first query: what is due while it
        is rendered is perhaps not in it."""
        names = {name.lower(): value for name, value in self.headers}
        end = names.get(END_HEADER.lower(), NOW)
        if end == NOW or "set-cookie" in names or "public" not in names.get("cache-control", ""):
            return None
        return Page(
            status=self.status,
            headers=[(n, v) for n, v in self.headers if n.lower() not in NOT_KEPT],
            bodies=compressed(self.body),
            etag=f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"',
            tags=frozenset(names[TAG_HEADER.lower()].split()),
            number=number,
            rendered_at=begun,
            ends_at=min(datetime.fromisoformat(end), begun + timedelta(seconds=LIFE)),
        )


def sized(coding: str, body: bytes) -> Headers:
    coded = [] if coding == "identity" else [("Content-Encoding", coding)]
    return [*coded, ("Content-Length", str(len(body)))]


def compressed(body: bytes) -> dict[str, bytes]:
    bodies = {"identity": body}
    if len(body) >= COMPRESSED_FROM:
        bodies["br"] = brotli.compress(body, quality=6)
    return bodies


@functools.lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    offers = {
        part.split(";")[0].strip()
        for part in accepted.lower().split(",")
        if not part.replace(" ", "").endswith((";q=0", ";q=0.0"))
    }
    return next((coding for coding in ("br", "gzip") if coding in offers), "identity")
