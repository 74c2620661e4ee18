"""Each request knows the institute, and speaks its language in its time zone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language_info

from iria.tables.institute import Institute

# Languages that the interface has its own words for. Django has more, and would mix them in.
INTERFACE = ("en",)
UNTOUCHED = (settings.STATIC_URL, settings.MEDIA_URL, "/healthz")


def spoken(*wanted: str) -> str:
    """The first of these languages that the interface speaks, or English."""
    return next((language for language in wanted if language in INTERFACE), INTERFACE[0])


def direction(language: str) -> str:
    """ "rtl" or "ltr"."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def time_and_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware. The language follows the institute, never Accept-Language, so that one
    address is one page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNTOUCHED):
            return get_response(request)
        request.institute = Institute.current()
        zone, language = request.institute.zone, spoken(request.institute.language)
        with timezone.override(zone), translation.override(language):
            return get_response(request)

    return middleware
