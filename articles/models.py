"""All models of the app: the door for other apps. Modules in here import each other directly."""

from articles.catalogue.models import Author, Category, Tag
from articles.comments.models import Comment
from articles.finding.models import (
    DeskDocument,
    EmptySearch,
    Related,
    SearchDocument,
    SearchEntry,
    SearchTrigram,
    SearchWord,
)
from articles.images.models import Credit, Image
from articles.writing.models import (
    Article,
    ArticleCategory,
    ArticleDocument,
    ArticleImage,
    ArticleTag,
    Byline,
    Document,
    HourlyViews,
    Kept,
    MenuItem,
    MonthlyViews,
    Note,
    Page,
    PageImage,
    PreviewLink,
    Revision,
)

__all__ = [
    "Article",
    "ArticleCategory",
    "ArticleDocument",
    "ArticleImage",
    "ArticleTag",
    "Author",
    "Byline",
    "Category",
    "Comment",
    "Credit",
    "DeskDocument",
    "Document",
    "EmptySearch",
    "HourlyViews",
    "Image",
    "Kept",
    "MenuItem",
    "MonthlyViews",
    "Note",
    "Page",
    "PageImage",
    "PreviewLink",
    "Related",
    "Revision",
    "SearchDocument",
    "SearchEntry",
    "SearchTrigram",
    "SearchWord",
    "Tag",
]
