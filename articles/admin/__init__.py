"""The desk's screens, one module a part."""

from articles.admin import catalogue, comments, documents, images, menus, overview, pages, writing

__all__ = [
    "catalogue",
    "comments",
    "documents",
    "images",
    "menus",
    "overview",
    "pages",
    "writing",
]
