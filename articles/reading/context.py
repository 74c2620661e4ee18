"""What every public page is told."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi

from articles.writing.models import MenuItem
from iria.links import absolute
from iria.models import Institute, User
from iria.pagecache import is_anonymous, shows

MENU = (
    *("menu", "label", "address", "category__name", "category__slug"),
    *("page__title", "page__slug", "page__state", "page__deleted_at", "page__go_live_at"),
)


def page_context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Institute, menus, year and the rest that base.html needs; one query, for the menus."""
    # A request that was refused early has not met the institute yet.
    institute = getattr(request, "institute", None) or Institute.current()
    request.institute = institute
    return {
        "institute": institute,
        "menus": menus(request),
        "year": timezone.localtime().year,
        "viewer": viewer(request),
        "canonical": absolute(request.path),
        # That of the interface; a text in another one says so on its own element.
        "page_language": get_language(),
        "page_dir": "rtl" if get_language_bidi() else "ltr",
        "feed_url": "/feed/",
        "robots": "",
    } | more


def menus(request: HttpRequest) -> dict[str, list[MenuItem]]:
    found: dict[str, list[MenuItem]] = {menu: [] for menu in MenuItem.Menu.values}
    for item in MenuItem.objects.select_related("category", "page").only(*MENU):
        if item.page and not item.page.is_public():
            continue
        shows(request, item.category)
        found[item.menu].append(item)
    return found


def viewer(request: HttpRequest) -> User | None:
    """Who of the staff looks at the page. A reader has no session, and none is looked for."""
    if is_anonymous(request):
        return None
    # A request that was refused early has met no session.
    user = getattr(request, "user", None)
    if user is None:
        return None
    return user if user.is_authenticated and user.is_staff and user.is_active else None
