"""Mail that a local installation wrote into its folder instead of sending it."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as default_policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from iria import transports

SHOWN = 200
NAME = re.compile(r"[\w.@+=-]+\.eml")
# The mail's own styles, and nothing that runs or asks another host.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'self'; sandbox"
)


# Mails hold links that let somebody in.
may_only = permission_required("iria.view_letter", raise_exception=True)


def is_open() -> bool:
    return not settings.PRODUCTION and settings.EMAIL_BACKEND == transports.FILES


@may_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    mails = list(_newest())
    context = admin.site.each_context(request) | {
        "title": _("Outbox"),
        "mails": mails,
        "folder": settings.EMAIL_FILE_PATH,
    }
    return TemplateResponse(request, "admin/outbox/list.html", context)


@may_only
@require_safe
def detail(request: HttpRequest, name: str) -> HttpResponse:
    message = _read(name)
    context = admin.site.each_context(request) | {
        "title": message["Subject"],
        "name": name,
        "headers": message.items(),
        "text": _part(message, "plain"),
        "has_html": message.get_body(("html",)) is not None,
    }
    return TemplateResponse(request, "admin/outbox/mail.html", context)


@may_only
@require_safe
def html(request: HttpRequest, name: str) -> HttpResponse:
    """For the frame of `detail`."""
    response = HttpResponse(_part(_read(name), "html"))
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _newest() -> Iterator[dict[str, Any]]:
    if not is_open():
        raise Http404
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[:SHOWN]:
        message = _parsed(file)
        yield {
            "name": file.name,
            "subject": message["Subject"],
            "to": message["To"],
            "date": _date(message),
        }


def _read(name: str) -> EmailMessage:
    file = Path(settings.EMAIL_FILE_PATH or "", name)
    if not (is_open() and NAME.fullmatch(name) and file.is_file()):
        raise Http404
    return _parsed(file)


def _parsed(file: Path) -> EmailMessage:
    return message_from_bytes(file.read_bytes(), policy=default_policy)


def _date(message: EmailMessage) -> datetime | None:
    return parsedate_to_datetime(message["Date"]) if message["Date"] else None


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return body.get_content() if body is not None else ""
