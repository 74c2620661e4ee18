"""Which pictures readers see today, where, and whose they are: the list of all credits."""

from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Lower

from articles.catalogue.models import Author
from articles.images.models import OF_CREDIT
from articles.writing.tables.articles import Article
from articles.writing.tables.pages import Page
from articles.writing.tables.through import ArticleImage, PageImage
from articles.writing.unpublished import only_in_drafts

# Without an agency last, newest texts first.
ORDER = (
    *("no_agency", "agency_lower", "agency", "photographer_lower", "credit_id"),
    *("place", "-text_id", "row_id"),
)


def credited() -> models.QuerySet:
    """A dict for each picture that a public text or an author's page shows, sorted, none loaded.
    Up to six queries find what only drafts name; what is shown in the place of a picture that was
    taken down has the credit of its own."""
    of_articles = ArticleImage.objects.filter(article__in=Article.objects.public().values("pk"))
    of_pages = PageImage.objects.filter(page__in=Page.objects.public().values("pk"))
    sources = (
        (of_articles.exclude(pk__in=only_in_drafts(Article)), "article", "article__", "title"),
        (of_pages.exclude(pk__in=only_in_drafts(Page)), "page", "page__", "title"),
        (Author.objects.usable(), "author", "", "name"),
    )
    found = [
        _shown(rows, kind, text, title, itself)
        for rows, kind, text, title in sources
        for itself in (True, False)
    ]
    return found[0].union(*found[1:], all=True).order_by(*ORDER)


def _shown(
    rows: models.QuerySet, kind: str, text: str, title: str, itself: bool
) -> models.QuerySet:
    """Of the pictures that show themselves, or of those where another one stands in."""
    placed = "portrait" if kind == "author" else "image"
    image = placed if itself else f"{placed}__stand_in"
    rows = rows.filter(
        **{
            f"{placed}__taken_down_at__isnull": itself,
            f"{image}__taken_down_at__isnull": True,
            f"{image}__deleted_at__isnull": True,
            f"{image}__credit__isnull": False,
        }
    ).exclude(**{f"{image}__rendition_hash": ""})
    names = {
        "row_id": F("pk"),
        "place": Value(kind),
        "text_id": F(f"{text}pk"),
        "text_title": F(f"{text}{title}"),
        "text_slug": F(f"{text}slug"),
        "picture_id": F(f"{image}__pk"),
        "picture": F(f"{image}__title"),
        "file_name": F(f"{image}__file_name"),
        "credit_id": F(f"{image}__credit__pk"),
        "no_agency": Case(When(**{f"{image}__credit__agency": ""}, then=1), default=0),
        "agency_lower": Lower(f"{image}__credit__agency"),
        "photographer_lower": Lower(f"{image}__credit__photographer"),
        **{name: F(f"{image}__credit__{name}") for name in OF_CREDIT},
    }
    return rows.order_by().values(**names)
