"""The desk's screens, one module a part."""

from articles.admin import (
    catalogue,
    comments,
    creditlist,
    documents,
    library,
    menus,
    overview,
    pages,
    readership,
    searches,
    writing,
)

__all__ = [
    "catalogue",
    "comments",
    "creditlist",
    "documents",
    "library",
    "menus",
    "overview",
    "pages",
    "readership",
    "searches",
    "writing",
]
