"""Forms of pages that are the same for everybody carry no CSRF cookie: they act for nobody, and
refuse what another site sends."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_foreign(request: HttpRequest) -> bool:
    """Whether a browser says that another site sent this. Text browsers say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    return origin not in (_origin(settings.SITE_URL), f"{request.scheme}://{request.get_host()}")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
