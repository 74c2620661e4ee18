"""Addresses that once were public lead to today's by one 301, never by a chain."""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from iria.pagecache import changes
from iria.tables.oldaddresses import MAX_LENGTH, OldAddress, path_key

# WordPress addresses an item by its number too: /?p=101, /?page_id=2, /?cat=3.
NUMBERED = ("p", "page_id", "cat", "attachment_id", "author", "tag")
PAGED = re.compile(r"(?<=/)page/\d+/?$")


def keep(old: str, new: str) -> None:
    """From now on `old` leads to `new`, and so does what led to `old`. Both are decoded paths;
    one that is too long for the table (1,000 characters) is left out."""
    if old == new or max(len(old), len(new)) > MAX_LENGTH:
        return
    with changes():
        OldAddress.objects.filter(path_key=path_key(new)).delete()
        OldAddress.objects.filter(target_key=path_key(old)).update(
            target=new, target_key=path_key(new)
        )
        OldAddress.objects.update_or_create(
            path_key=path_key(old),
            defaults={"path": old, "target": new, "target_key": path_key(new)},
        )


def end(*paths: str) -> None:
    """What led to these leads nowhere from now on: a redirect would end at a 404. The former
    addresses stay taken."""
    former = OldAddress.objects.filter(target_key__in=[path_key(path) for path in paths])
    former.update(target="", target_key=path_key(""))


def reserve(path: str) -> None:
    """Nothing else gets this address, though it leads nowhere."""
    if len(path) <= MAX_LENGTH:
        OldAddress.objects.get_or_create(
            path_key=path_key(path),
            defaults={"path": path, "target": "", "target_key": path_key("")},
        )


def decoded(path: str) -> str:
    """A path as the table holds it, from one as `reverse()` gives it."""
    return unquote(path)


def path_of(row: models.Model) -> str:
    """The decoded path of a row's page."""
    return decoded(row.get_absolute_url())


def target_of(path: str) -> str | None:
    row = OldAddress.objects.filter(path_key=path_key(path)).only("target").first()
    return row.target if row else None


def asked_path(request: HttpRequest) -> str:
    """The decoded path, with WordPress's number where the front page was asked for."""
    if request.path == "/":
        for name in NUMBERED:
            if number := request.GET.get(name):
                return f"/?{name}={number}"
    return request.path


def redirect_missing(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: what is not found may have moved. A numbered address is looked up first,
    since the front page would answer it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = asked_path(request)
        readable = request.method in ("GET", "HEAD")
        if readable and path != request.path and (target := target_of(path)):
            return moved(target)
        response = get_response(request)
        missing = response.status_code == 404 or adds_slash(path, response)
        if missing and readable and (target := target_of_slashed(path)):
            return moved(target)
        return response

    return middleware


def adds_slash(path: str, response: HttpResponse) -> bool:
    """Django's answer to a missing slash would make two steps of one."""
    return decoded(urlsplit(response.get("Location", "")).path) == f"{path}/"


def target_of_slashed(path: str) -> str | None:
    """With or without the slash at the end: both were typed into mails and footnotes. The later
    pages of a WordPress list lead to the list."""
    path = PAGED.sub("", path)
    return target_of(path) or target_of(path.rstrip("/") if path.endswith("/") else f"{path}/")


def moved(target: str) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect(quote(target, safe="/?=&%:;@+$,~*!'()#"))
