"""The row of a text and its through rows: what readers see."""

from datetime import datetime

from articles.images.models import Image
from articles.text import references
from articles.text.outline import reading_minutes
from articles.writing.content import ArticleContent, Content
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State, Text, tied_to
from articles.writing.tables.through import (
    ArticleCategory,
    ArticleDocument,
    ArticleImage,
    ArticlePick,
    ArticleTag,
    Byline,
    PageImage,
)

COLUMNS = ("title", "slug", "body", "description", "language")
ARTICLE_COLUMNS = ("kind", "standfirst", "lead_alt", "lead_caption")


def write(text: Text, content: Content) -> None:
    """Puts a content into the row, which the caller saves, and into the through rows."""
    fill(text, content)
    if isinstance(text, Article) and isinstance(content, ArticleContent):
        _write_through(text, content)


def fill(text: Text, content: Content) -> None:
    """Puts a content into the columns of a row; nothing is written."""
    for name in COLUMNS:
        setattr(text, name, getattr(content, name))
    if isinstance(text, Article) and isinstance(content, ArticleContent):
        for name in ARTICLE_COLUMNS:
            setattr(text, name, getattr(content, name))
        text.lead_image_id = content.lead_image
        text.reading_minutes = reading_minutes(content.body, content.language)


def _write_through(article: Article, content: ArticleContent) -> None:
    at = published_at(article)
    ArticleCategory.objects.filter(article=article).delete()
    ArticleCategory.objects.bulk_create(
        ArticleCategory(article=article, category_id=pk, position=n, published_at=at)
        for n, pk in enumerate(content.categories)
    )
    ArticleTag.objects.filter(content_object=article).delete()
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object=article, tag_id=pk, position=n, published_at=at)
        for n, pk in enumerate(content.tags)
    )
    Byline.objects.filter(article=article).delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=pk, role=role, position=n, published_at=at)
        for n, (pk, role) in enumerate(content.byline)
    )
    ArticleDocument.objects.filter(article=article).delete()
    ArticleDocument.objects.bulk_create(
        ArticleDocument(article=article, document_id=pk, position=n)
        for n, pk in enumerate(content.documents)
    )
    ArticlePick.objects.filter(article=article).delete()
    ArticlePick.objects.bulk_create(
        ArticlePick(article=article, other_id=pk, position=n) for n, pk in enumerate(content.picks)
    )


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
    keys = {key for body in bodies for key in references.pictures(body)}
    ids = set(Image.objects.filter(key__in=keys).values_list("pk", flat=True))
    if isinstance(text, Article):
        leads = {text.lead_image_id, text.latest_revision.values.get("lead_image")}
        ids |= set(Image.objects.filter(pk__in=leads - {None}).values_list("pk", flat=True))
        through = ArticleImage
    else:
        through = PageImage
    owner = tied_to(text)
    through.objects.filter(**owner).exclude(image__in=ids).delete()
    through.objects.bulk_create(
        [through(image_id=pk, **owner) for pk in ids], ignore_conflicts=True
    )
