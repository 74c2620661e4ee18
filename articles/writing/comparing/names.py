"""What ids and keys are called today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from articles.catalogue.models import Author, Category, Tag
from articles.images.models import Image
from articles.text import references
from articles.writing.content import ArticleContent, Content
from articles.writing.tables.articles import Article
from articles.writing.tables.through import Document


@dataclass(frozen=True, slots=True)
class Names:
    """Rows and names by id; pictures and titles of public articles by key."""

    authors: dict[int, str]
    categories: dict[int, str]
    tags: dict[int, str]
    documents: dict[int, str]
    leads: dict[int, Image]
    pictures: dict[str, Image]
    articles: dict[str, str]


def names_of(*contents: Content) -> Names:
    """At most one query for each kind of row."""
    articles = [content for content in contents if isinstance(content, ArticleContent)]
    keys = {key for content in contents for key in references.pictures(content.body)}
    linked = {key for content in contents for key in references.articles(content.body)}
    leads = {content.lead_image for content in articles if content.lead_image}
    images = Image.objects.with_credit().filter(Q(key__in=keys) | Q(pk__in=leads))
    found = list(images) if keys or leads else []
    public = Article.objects.public().filter(key__in=linked) if linked else Article.objects.none()
    return Names(
        authors=_named(Author, (pk for content in articles for pk, _role in content.byline)),
        categories=_named(Category, (pk for content in articles for pk in content.categories)),
        tags=_named(Tag, (pk for content in articles for pk in content.tags)),
        documents=_titled(pk for content in articles for pk in content.documents),
        leads={image.pk: image for image in found},
        pictures={image.key: image for image in found},
        articles=dict(public.values_list("key", "title")),
    )


def _named(model: type, ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _titled(ids: Iterable[int]) -> dict[int, str]:
    rows = Document.objects.filter(pk__in=set(ids))
    return dict(rows.values_list("pk", "title"))
