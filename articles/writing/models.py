"""What is written: articles and pages, their versions, and what they are tied to."""

from articles.writing.tables.articles import Article
from articles.writing.tables.kept import Kept
from articles.writing.tables.menus import MenuItem
from articles.writing.tables.notes import Note
from articles.writing.tables.pages import Page
from articles.writing.tables.previews import PreviewLink
from articles.writing.tables.readership import HourlyViews, MonthlyViews
from articles.writing.tables.revisions import Revision
from articles.writing.tables.through import (
    ArticleCategory,
    ArticleDocument,
    ArticleImage,
    ArticlePick,
    ArticleTag,
    Byline,
    Document,
    PageImage,
)

__all__ = [
    "Article",
    "ArticleCategory",
    "ArticleDocument",
    "ArticleImage",
    "ArticlePick",
    "ArticleTag",
    "Byline",
    "Document",
    "HourlyViews",
    "Kept",
    "MenuItem",
    "MonthlyViews",
    "Note",
    "Page",
    "PageImage",
    "PreviewLink",
    "Revision",
]
