"""The store of whole pages, in front of Django. `iria.pagecache` says what is kept and when it is
forgotten; here it is kept in memory, one store a process."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import brotli
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from iria.pagecache import END_HEADER, TAG_HEADER, current_number
from iria.tables.cache import CacheMoment, CacheTag

MOST_PAGES = 2000
LIFE = 3600  # seconds: the longest that a page is kept
COMPRESSED_FROM = 700  # bytes: below, headers cost more than compression saves
# A page is kept under these parameters only; others (?utm_source=…) pass by the store.
# What is answered anew each time: who asks counts, or the bytes are too many to hold.
NEVER_KEPT = ("/admin/", "/preview/", "/documents/")
KNOWN_PARAMETERS = ("before=",)
NOT_KEPT = {"content-length", "vary", END_HEADER.lower()}

App = Callable[[dict[str, Any], Callable], Iterable[bytes]]
Seen = Callable[[str, str, frozenset[str]], None]  # path, user agent, tags of the page


@dataclass(frozen=True, slots=True)
class Page:
    status: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]  # by content coding: "identity", "gzip", "br"
    etag: str
    tags: frozenset[str]
    number: int
    rendered_at: datetime
    ends_at: datetime


class Generations:
    """What this process knows of the counter: which tag was changed by which commit."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.number = -1
        self.tags: dict[str, int] = {}
        self.moments: list[tuple[datetime, str]] = []

    def current(self) -> int:
        """The number of the newest commit; reads what changed since the last look."""
        newest = current_number()
        if newest != self.number:
            with self.lock:
                self._read()
        return self.number

    def _read(self) -> None:
        changed = CacheTag.objects.filter(number__gt=self.number)
        if self.number < 0:
            changed = changed.order_by("-number")[:1]
        rows = dict(changed.values_list("tag", "number"))
        since = timezone.now() - timedelta(seconds=LIFE)
        self.moments = list(
            CacheMoment.objects.filter(at__gte=since).values_list("at", "tag").order_by("at")
        )
        self.tags.update(rows)
        self.number = max([self.number, 0, *rows.values()])

    def allow(self, page: Page, now: datetime) -> bool:
        if now >= page.ends_at:
            return False
        if any(self.tags.get(tag, 0) > page.number for tag in page.tags):
            return False
        return not any(
            page.rendered_at < at <= now and tag in page.tags for at, tag in self.moments
        )


class Pages:
    def __init__(self, app: App, seen: Seen | None = None) -> None:
        self.app = app
        self.seen = seen
        self.generations = Generations()
        self.pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        key = page_key(environ)
        if key is None:
            return self.app(environ, start_response)
        number = self.read_number()
        page = self.pages.get(key)
        if page is None or not self.generations.allow(page, timezone.now()):
            answer, begun = Recorder(), timezone.now()
            body = answer.run(self.app, environ)
            page = kept_page(answer.status, answer.headers, body, number, begun)
            if page is None:
                start_response(answer.status, answer.headers)
                return [body]
            self.store(key, page)
        self.tell(page, environ)
        return respond(page, environ, start_response)

    def tell(self, page: Page, environ: dict[str, Any]) -> None:
        if self.seen and environ["REQUEST_METHOD"] == "GET" and page.status.startswith("200"):
            self.seen(environ["PATH_INFO"], environ.get("HTTP_USER_AGENT", ""), page.tags)

    def read_number(self) -> int:
        # The same signals as around Django's own requests: broken connections are dropped.
        request_started.send(sender=self.__class__)
        try:
            return self.generations.current()
        finally:
            request_finished.send(sender=self.__class__)

    def store(self, key: tuple[str, ...], page: Page) -> None:
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


class Recorder:
    """Runs an application and keeps its answer."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []

    def start_response(self, status: str, headers: list, exc_info: Any = None) -> Callable:
        self.status, self.headers = status, list(headers)
        return lambda _data: None

    def run(self, app: App, environ: dict[str, Any]) -> bytes:
        # HEAD is rendered as GET, so that the page can serve both.
        result = app(environ | {"REQUEST_METHOD": "GET"}, self.start_response)
        try:
            return b"".join(result)
        finally:
            if close := getattr(result, "close", None):
                close()


def page_key(environ: dict[str, Any]) -> tuple[str, ...] | None:
    """Scheme, path and parameters; None for what is never kept. Not the host: all addresses in a
    page come from SITE_URL, and a stranger could make up as many ports as there are."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    path = environ.get("PATH_INFO", "/")
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL, *NEVER_KEPT)):
        return None
    if f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", ""):
        return None
    query = environ.get("QUERY_STRING", "")
    if query and (not query.startswith(KNOWN_PARAMETERS) or "&" in query):
        return None
    host = environ.get("HTTP_HOST", "")
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return None
    return (scheme(environ), path, query)


def scheme(environ: dict[str, Any]) -> str:
    """As Django sees it: what came by http may have to be led to https."""
    if proxied := settings.SECURE_PROXY_SSL_HEADER:
        name, secure = proxied
        return "https" if environ.get(name, "").split(",")[0].strip() == secure else "http"
    return environ.get("wsgi.url_scheme", "")


def kept_page(
    status: str, headers: list[tuple[str, str]], body: bytes, number: int, begun: datetime
) -> Page | None:
    """`begun` is from before the first query: what is due while it is rendered is perhaps not in
    it."""
    names = {name.lower(): value for name, value in headers}
    cacheable = "public" in names.get("cache-control", "") and TAG_HEADER.lower() in names
    if not cacheable or "set-cookie" in names:
        return None
    ends_at = datetime.fromisoformat(names[END_HEADER.lower()])
    return Page(
        status=status,
        headers=[(n, v) for n, v in headers if n.lower() not in NOT_KEPT],
        bodies=compressed(body),
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:20]}"',
        tags=frozenset(names[TAG_HEADER.lower()].split()),
        number=number,
        rendered_at=begun,
        ends_at=min(ends_at, begun + timedelta(seconds=LIFE)),
    )


def compressed(body: bytes) -> dict[str, bytes]:
    bodies = {"identity": body}
    if len(body) >= COMPRESSED_FROM:
        bodies |= {"gzip": gzip.compress(body, 6, mtime=0), "br": brotli.compress(body, quality=6)}
    return bodies


def respond(page: Page, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    headers = [*page.headers, ("ETag", page.etag), ("Vary", "Cookie, Accept-Encoding")]
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", "") and page.status.startswith("200"):
        kept = [(n, v) for n, v in headers if n.lower() != "content-type"]
        start_response(f"304 {HTTPStatus.NOT_MODIFIED.phrase}", kept)
        return [b""]
    coding = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), page.bodies)
    body = page.bodies[coding]
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    start_response(page.status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def best_coding(accepted: str, bodies: dict[str, bytes]) -> str:
    offers = {
        part.split(";")[0].strip()
        for part in accepted.lower().split(",")
        if not part.replace(" ", "").endswith((";q=0", ";q=0.0"))
    }
    return next((c for c in ("br", "gzip") if c in offers and c in bodies), "identity")
