"""A page of the admin with the editor on it, served on loopback, without a database.

The content security policy is the one of the real admin page.
"""

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from mimetypes import guess_type
from pathlib import Path
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django import forms
from django.contrib.staticfiles import finders
from js_asset import Media

from articles.writing.editor import BodyField, BodyWidget, PictureWidget
from tests.journeys.editor.library import Library, png

NONCE = "nonce-of-this-page"
POLICY = (
    f"default-src 'self'; script-src 'self' 'nonce-{NONCE}'; style-src 'self'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
HTML = "text/html; charset=utf-8"
ARTICLES = [
    {"key": "centralasia1", "title": "Central Asia after the summit", "url": "/articles/summit/"},
    {"key": "mongolia0001", "title": "Mongolia’s third neighbours", "url": "/articles/third/"},
]
URLS = {"pick_url": "/pick/", "upload_url": "/upload/"}


class DeskForm(forms.Form):
    lead = forms.CharField(required=False, widget=PictureWidget(**URLS))
    body = BodyField(
        label="Text",
        required=False,
        help_text="What readers read.",
        widget=BodyWidget(**URLS, find_url="/find/"),
    )


@dataclass
class Desk:
    body: str = ""
    lead: str = ""
    library: Library = field(default_factory=Library)
    sent: str | None = None  # the textarea as the browser sent it
    cleaned: str | None = None
    address: str = ""
    theme: str = "light"

    def clear(self, library: Library) -> None:
        self.body = self.lead = ""
        self.library = library
        self.sent = self.cleaned = None
        self.theme = "light"

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        view = ROUTES.get(environ["PATH_INFO"].split("/")[1], missing)
        status, kind, content = view(self, environ)
        headers = [("Content-Type", kind), ("Content-Security-Policy", POLICY)]
        if view is static:
            headers.append(("Cache-Control", "max-age=600"))
        start_response(status, [*headers, ("Content-Length", str(len(content)))])
        return [content]


Answer = tuple[str, str, bytes]


def missing(desk: Desk, environ: dict) -> Answer:
    return "404 Not Found", HTML, b"not here"


def page(desk: Desk, environ: dict) -> Answer:
    if environ["REQUEST_METHOD"] == "POST":
        length = int(environ["CONTENT_LENGTH"])
        data = parse_qs(environ["wsgi.input"].read(length).decode(), keep_blank_values=True)
        # As Django reads it: a form sends line ends as CR LF.
        desk.sent = data["body"][0].replace("\r\n", "\n")
        form = DeskForm({name: values[0] for name, values in data.items()})
        desk.cleaned = form.cleaned_data["body"] if form.is_valid() else None
        return "200 OK", HTML, b"<!doctype html><title>Saved</title><p>Saved</p>"
    form = DeskForm(initial={"body": desk.body, "lead": desk.lead})
    media = Media.from_media(form.media, nonce=NONCE)
    return "200 OK", HTML, PAGE.format(theme=desk.theme, media=media, rows=_rows(form)).encode()


def _rows(form: forms.Form) -> str:
    return "".join(
        ROW.format(
            name=bound.name,
            label=bound.label_tag(),
            field=bound,
            help_id=f"{bound.auto_id}_helptext",
            help=escape(bound.help_text),
        )
        for bound in form
    )


def static(desk: Desk, environ: dict) -> Answer:
    found = finders.find(environ["PATH_INFO"].removeprefix("/static/"))
    if not found:
        return missing(desk, environ)
    kind = "text/javascript" if found.endswith(".js") else guess_type(found)[0]
    return "200 OK", kind or "application/octet-stream", Path(found).read_bytes()


def image(desk: Desk, environ: dict) -> Answer:
    return "200 OK", "image/png", png(environ["PATH_INFO"].split("/")[2].removesuffix(".png"))


def _query(environ: dict) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}


def _json(data: object, status: str = "200 OK") -> Answer:
    return status, "application/json", json.dumps(data).encode()


LOGIN = ("200 OK", HTML, b"<!doctype html><title>Log in</title>")


def pick(desk: Desk, environ: dict) -> Answer:
    return LOGIN if desk.library.signed_out else _json(desk.library.pick(_query(environ)))


def find(desk: Desk, environ: dict) -> Answer:
    query = _query(environ)
    words, keys = query.get("q", "").lower(), query.get("keys", "").split(",")
    found = [
        one for one in ARTICLES if one["key"] in keys or (words and words in one["title"].lower())
    ]
    return _json(found)


def upload(desk: Desk, environ: dict) -> Answer:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    if desk.library.signed_out:
        return LOGIN
    head = f"Content-Type: {environ['CONTENT_TYPE']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    fields = {"token": environ.get("HTTP_X_CSRFTOKEN", "")}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        fields[name] = part.get_filename() or part.get_payload(decode=True).decode()
    status, data = desk.library.upload(fields)
    return _json(data, status)


ROUTES = {
    "": page,
    "static": static,
    "picture": image,
    "pick": pick,
    "find": find,
    "upload": upload,
}

ROW = """<div class="form-row field-{name}"><div><div class="flex-container">{label}{field}</div>
<div class="help" id="{help_id}"><div>{help}</div></div></div></div>"""
PAGE = """<!doctype html>
<html lang="en" data-theme="{theme}">
<head><meta charset="utf-8"><title>Change article</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/admin/css/base.css">
<link rel="stylesheet" href="/static/admin/css/dark_mode.css">
<link rel="stylesheet" href="/static/admin/css/forms.css">
<link rel="stylesheet" href="/static/admin/css/responsive.css">
{media}</head>
<body class="change-form"><div id="container"><div class="main" id="main"><div class="content">
<main id="content-start" class="content"><div id="content" class="colM"><h1>Change article</h1>
<form method="post" action="/" id="article_form"><div>
<input type="hidden" name="csrfmiddlewaretoken" value="token-of-the-form">
<fieldset class="module aligned">{rows}</fieldset>
<div class="submit-row"><input type="submit" value="Save" class="default" name="_save"></div>
</div></form></div></main></div></div></div></body></html>"""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def serve(desk: Desk, port: int = 0) -> WSGIServer:
    """Starts to serve in a thread; `.shutdown()` ends it."""
    server = make_server("127.0.0.1", port, desk, _Server, _Quiet)
    desk.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
