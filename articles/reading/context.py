"""What every public page is told."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from articles.reading.frame import frame_of
from iria.links import absolute
from iria.models import Institute, User
from iria.pagecache import is_anonymous


def page_context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Institute, menus, year and the rest that base.html needs; one query, for the menus."""
    # A request that was refused early has not met the institute yet.
    institute = getattr(request, "institute", None) or Institute.current()
    request.institute = institute
    frame = frame_of(request, institute)
    return {
        "institute": institute,
        "frame": frame,
        "menus": frame.menus,
        "year": frame.year,
        "viewer": viewer(request),
        "canonical": absolute(request.path),
        # That of the interface; a text in another one says so on its own element.
        "page_language": get_language(),
        "page_dir": "rtl" if get_language_bidi() else "ltr",
        "feed_url": "/feed/",
        "robots": "",
    } | more


def viewer(request: HttpRequest) -> User | None:
    """Who of the staff looks at the page. A reader has no session, and none is looked for."""
    if is_anonymous(request):
        return None
    # A request that was refused early has met no session.
    user = getattr(request, "user", None)
    if user is None:
        return None
    return user if user.is_authenticated and user.is_staff and user.is_active else None
