"""The row of a text and its through rows: what readers see."""

from datetime import datetime

from django.db.models import Q

from articles.images.models import Image
from articles.text import references
from articles.text.outline import reading_minutes
from articles.writing import throughrows
from articles.writing.content import ArticleContent, Content
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State, Text, tied_to
from articles.writing.tables.through import ArticleImage, PageImage

COLUMNS = ("title", "slug", "body", "description", "language")
ARTICLE_COLUMNS = ("kind", "standfirst", "lead_alt", "lead_caption")


def write(text: Text, content: Content) -> None:
    """Puts a content into the row, which the caller saves, and into the through rows."""
    fill(text, content)
    if isinstance(text, Article) and isinstance(content, ArticleContent):
        throughrows.write(text, content, published_at(text))


def fill(text: Text, content: Content) -> None:
    """Puts a content into the columns of a row; nothing is written."""
    for name in COLUMNS:
        setattr(text, name, getattr(content, name))
    if isinstance(text, Article) and isinstance(content, ArticleContent):
        for name in ARTICLE_COLUMNS:
            setattr(text, name, getattr(content, name))
        text.lead_image_id = content.lead_image
        text.reading_minutes = reading_minutes(content.body, content.language)


def published_at(article: Article) -> datetime | None:
    """What lists sort and filter by: null for what is not approved or in the bin."""
    approved = article.state == State.APPROVED and article.deleted_at is None
    return article.go_live_at if approved else None


def date_through(text: Text) -> None:
    """Brings the through rows in line with the state of the text."""
    if not isinstance(text, Article):
        return
    at, article = published_at(text), text
    article.filings.update(published_at=at)
    article.taggings.update(published_at=at)
    article.bylines.update(published_at=at)


def note_pictures(text: Text) -> None:
    """A row for each picture that the live text or the newest revision names."""
    bodies = [text.body, text.latest_revision.body]
    named = Q(key__in={key for body in bodies for key in references.pictures(body)})
    if isinstance(text, Article):
        leads = {text.lead_image_id, text.latest_revision.values.get("lead_image")}
        named |= Q(pk__in=leads - {None})
    ids = set(Image.objects.filter(named).order_by().values_list("pk", flat=True))
    _tie_pictures(text, ids)


def _tie_pictures(text: Text, ids: set[int]) -> None:
    through, owner = ArticleImage if isinstance(text, Article) else PageImage, tied_to(text)
    rows = through.objects.filter(**owner)
    there = set(rows.values_list("image", flat=True))
    if there - ids:
        rows.filter(image__in=there - ids).delete()
    if ids - there:
        new = [through(image_id=pk, **owner) for pk in sorted(ids - there)]
        through.objects.bulk_create(new, ignore_conflicts=True)
