"""The WSGI application in front of Django's."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from iria.pagecache import END_HEADER, TAG_HEADER
from iria.pages.answers import App, Headers, Page, Recorder
from iria.pages.flights import PATIENCE, Flight, Flights
from iria.pages.generations import Generations
from iria.pages.keys import Key, Keys
from iria.pages.store import Store

ROUNDS = 3  # renderings that a request waits for before it renders by itself
MEGABYTE = 1024 * 1024

Environ = dict[str, Any]
# Path, user agent and tags of a public page that was answered with 200 or 304.
Seen = Callable[[str, str, frozenset[str]], None]


class Pages:
    def __init__(self, app: App, seen: Seen | None = None) -> None:
        self.app = app
        self.seen = seen
        self.keys = Keys()
        self.store = Store(settings.PAGES_MEMORY * MEGABYTE)
        self.generations = Generations(self.store)
        self.flights = Flights()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        key = self.keys.key(environ)
        if key is None:
            return self.pass_by(environ, start_response)
        try:
            number = self.generations.current()
        except DatabaseError:
            # Nobody knows what changed. Django says what is wrong.
            return self.pass_by(environ, start_response)
        page = self.kept(key)
        if page is None:
            return self.render(key, number, environ, start_response)
        return self.respond(page, environ, start_response)

    def kept(self, key: Key) -> Page | None:
        page = self.store.get(key)
        return page if page is not None and timezone.now() < page.ends_at else None

    def respond(self, page: Page, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if self.seen is not None and page.status.startswith("200"):
            self.count(environ, environ.get("PATH_INFO", ""), page.tags)
        return page.respond(environ, start_response, timezone.now())

    def render(
        self, key: Key, number: int, environ: Environ, start_response: Callable
    ) -> Iterable[bytes]:
        """`number` is that of the commit which the answer must know of at least."""
        for _ in range(ROUNDS):
            flight, leads = self.flights.join(key)
            if leads:
                return self.lead(flight, key, number, environ, start_response)
            flight.done.wait(PATIENCE)
            page = self.kept(key) or flight.page_for(number)
            if page is not None:
                return self.respond(page, environ, start_response)
            if not flight.cacheable:
                break
        return self.pass_by(environ, start_response)

    def lead(
        self, flight: Flight, key: Key, number: int, environ: Environ, start_response: Callable
    ) -> Iterable[bytes]:
        try:
            # The one before may have ended since we looked.
            page, answer = self.kept(key), Recorder()
            if page is None:
                begun = timezone.now()
                answer.run(self.app, environ | {"QUERY_STRING": key[2]})
                page = answer.page(number, begun)
                if page is not None and self.generations.keep(key, page):
                    flight.page = page
            flight.cacheable = page is not None
        finally:
            self.flights.land(key, flight)
        if page is not None:
            return self.respond(page, environ, start_response)
        if key[2] != environ.get("QUERY_STRING", ""):
            # A redirect, perhaps, which keeps all parameters.
            return self.pass_by(environ, start_response)
        self.outgoing(environ, start_response)(answer.status, answer.headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def pass_by(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        return self.app(environ, self.outgoing(environ, start_response))

    def outgoing(self, environ: Environ, start_response: Callable) -> Callable:
        """Takes off what only the store is told, and counts public pages."""

        # Django decodes it in place.
        path = environ.get("PATH_INFO", "")

        def start(status: str, headers: Headers, *error: Any) -> Callable:
            names = dict(headers)
            if END_HEADER not in names:
                return start_response(status, headers, *error)
            if self.seen is not None and status.startswith("200"):
                self.count(environ, path, frozenset(names[TAG_HEADER].split()))
            kept = [(name, value) for name, value in headers if name != END_HEADER]
            return start_response(status, kept, *error)

        return start

    def count(self, environ: Environ, path: str, tags: frozenset[str]) -> None:
        if environ["REQUEST_METHOD"] == "GET":
            if not path.isascii():
                # WSGI hands on the bytes of the address as if they were Latin 1 (PEP 3333).
                path = path.encode("latin-1").decode("utf-8", "replace")
            self.seen(path, environ.get("HTTP_USER_AGENT", ""), tags)
