"""What stands around every public page: the menus, and what the institute says of itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from articles.writing.models import MenuItem
from articles.writing.tables.texts import State
from iria.models import Institute
from iria.pagecache import shows
from iria.reversing import path_to

# In SQL, since every page asks for them and Django takes longer to write this query than the
# database to answer it. Pages that are not public have no place in a menu.
ENTRIES = """
SELECT m.menu, m.label, m.address, c.id, c.name, c.slug, p.title, p.slug
FROM articles_menuitem m
LEFT JOIN articles_category c ON c.id = m.category_id
LEFT JOIN articles_page p ON p.id = m.page_id
WHERE m.page_id IS NULL
OR (p.state = %s AND p.deleted_at IS NULL AND p.go_live_at <= %s)
ORDER BY m.menu, m.position, m.id
"""
MENUS = MenuItem.Menu.values
PRIVACY = ("privacy", "privacy-policy")  # addresses of the page that forms link to
Row = tuple[str, str, str, int | None, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    url: str
    is_privacy: bool


@dataclass(frozen=True, slots=True)
class Menus:
    main: tuple[Entry, ...]
    footer: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """`values` are the institute's columns in their order; `current` is the entry of a menu that
    this page is, or empty."""

    values: tuple[Any, ...]
    menus: Menus
    current: str
    is_search: bool
    year: int

    @property
    def institute(self) -> Institute:
        return Institute(*self.values)


def frame_of(request: HttpRequest, institute: Institute) -> Frame:
    """One query, for the menus."""
    found, path = menus(request), request.path
    is_listed = any(entry.url == path for entry in (*found.main, *found.footer))
    return Frame(
        values=tuple(getattr(institute, f.attname) for f in Institute._meta.concrete_fields),
        menus=found,
        current=path if is_listed else "",
        is_search=path == path_to("search"),
        year=timezone.localtime().year,
    )


def menus(request: HttpRequest) -> Menus:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [State.APPROVED, now])
        rows = tuple(cursor.fetchall())
    shows(request, *(f"category:{row[3]}" for row in rows if row[3]))
    return _menus(rows)


@lru_cache(maxsize=64)
def _menus(rows: tuple[Row, ...]) -> Menus:
    """Kept by all that it depends on."""
    found: dict[str, list[Entry]] = {menu: [] for menu in MENUS}
    for menu, *row in rows:
        found[menu].append(_entry(*row))
    return Menus(**{menu: tuple(entries) for menu, entries in found.items()})


def _entry(
    label: str,
    address: str,
    category_id: int | None,
    category: str | None,
    category_slug: str | None,
    page: str | None,
    page_slug: str | None,
) -> Entry:
    if category_slug:
        address = path_to("category", category_slug)
    elif page_slug:
        address = path_to("page", page_slug)
    return Entry(label or category or page or address, address, page_slug in PRIVACY)
