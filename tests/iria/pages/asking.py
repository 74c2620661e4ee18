"""Requests through the WSGI interface."""

from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from iria.pages import Pages

# Of a page that an application of a test makes.
KEPT = [
    ("Cache-Control", "public"),
    ("Cache-Tag", "article:1 site"),
    ("Cache-End", "2100-01-01T00:00:00+00:00"),
]


class Counting:
    """Django's handler, counting how often it is asked."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.handler(environ, start_response)


class Answer:
    def __init__(self, pages: Pages, path: str, method: str = "GET", **environ: Any) -> None:
        environ = {"HTTP_HOST": "testserver"} | environ
        request = RequestFactory().generic(method, path, **environ)
        # As a server gives it; a request of Django's decodes it in place.
        raw = unquote_to_bytes(path.partition("?")[0]).decode("latin-1")
        environ = request.environ | {"PATH_INFO": raw}
        started = {}
        body = pages(environ, lambda status, headers: started.update(s=status, h=headers))
        self.body = b"".join(body)
        self.status = started["s"]
        self.headers = dict(started["h"])
