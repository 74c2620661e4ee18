"""The desk's screens, one module a part."""

from articles.admin import catalogue, comments, images, library, menus, overview, pages, writing

__all__ = ["catalogue", "comments", "images", "library", "menus", "overview", "pages", "writing"]
