"""Whose request it is, behind proxies that we trust and none other."""

import ipaddress
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from iria.tables.users import User


def real_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: puts the reader's network address in REMOTE_ADDR."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address_of(request)
        return get_response(request)

    return middleware


def address_of(request: HttpRequest) -> str:
    """The last address in X-Forwarded-For that is not a trusted proxy's own."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while forwarded and is_trusted(address):
        candidate = forwarded.pop().strip()
        if not _is_address(candidate):
            break
        address = candidate
    return address


def is_trusted(address: str) -> bool:
    return _is_address(address) and any(
        ipaddress.ip_address(address) in ipaddress.ip_network(proxy, strict=False)
        for proxy in settings.TRUSTED_PROXIES
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What failed logins are counted by: the key, so that capitals open no second account."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return User.normalize_username(typed)[:254]
