"""What ids and keys are called today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Q

from articles.catalogue.resolving import standing_for
from articles.images.models import Image
from articles.text import references
from articles.writing import picks
from articles.writing.content import ArticleContent, Content
from articles.writing.revisions import standing_with
from articles.writing.tables.articles import Article
from articles.writing.tables.through import Document


@dataclass(frozen=True, slots=True)
class Names:
    """Rows and names by id; pictures and titles of public articles by key."""

    authors: dict[int, str]
    categories: dict[int, str]
    tags: dict[int, str]
    documents: dict[int, str]
    picks: dict[int, str]
    leads: dict[int, Image]
    pictures: dict[str, Image]
    articles: dict[str, str]


def as_of_today(*contents: Content, nameable: models.QuerySet) -> tuple[list[Content], Names]:
    """`revisions.standing` of several contents, and what all that they name is called: one query
    for each kind of row, and one more for each step of a chain of merges."""
    articles = [content for content in contents if isinstance(content, ArticleContent)]
    filed = standing_for(
        {
            "Author": [pk for content in articles for pk, _role in content.byline],
            "Category": [pk for content in articles for pk in content.categories],
            "Tag": [pk for content in articles for pk in content.tags],
        }
    )
    leads = {content.lead_image for content in articles if content.lead_image}
    images = _images(contents, leads)
    names = Names(
        authors=filed["Author"].names,
        categories=filed["Category"].names,
        tags=filed["Tag"].names,
        documents=_titles(articles),
        picks=picks.titles((pk for content in articles for pk in content.picks), nameable),
        leads={image.pk: image for image in images if image.pk in leads},
        pictures={image.key: image for image in images},
        articles=_public(contents),
    )
    return [_with_lead(standing_with(content, filed), names) for content in contents], names


def _with_lead(content: Content, names: Names) -> Content:
    if isinstance(content, ArticleContent) and content.lead_image not in names.leads:
        return replace(content, lead_image=None)
    return content


def _images(contents: Iterable[Content], leads: set[int]) -> list[Image]:
    keys = {key for content in contents for key in references.pictures(content.body)}
    images = Image.objects.with_credit().filter(Q(key__in=keys) | Q(pk__in=leads))
    return list(images) if keys or leads else []


def _titles(articles: Iterable[ArticleContent]) -> dict[int, str]:
    ids = {pk for content in articles for pk in content.documents}
    return dict(Document.objects.filter(pk__in=ids).values_list("pk", "title"))


def _public(contents: Iterable[Content]) -> dict[str, str]:
    keys = {key for content in contents for key in references.articles(content.body)}
    return dict(Article.objects.public().filter(key__in=keys).values_list("key", "title"))
