"""The desk's screens, one module a part."""

from articles.admin import (
    catalogue,
    comments,
    creditlist,
    library,
    menus,
    overview,
    pages,
    writing,
)

__all__ = [
    "catalogue",
    "comments",
    "creditlist",
    "library",
    "menus",
    "overview",
    "pages",
    "writing",
]
