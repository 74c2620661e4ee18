"""The rows that a version of an article names: who signs it, how it is filed, its lead picture."""

from dataclasses import dataclass

from articles.catalogue.models import Author, Category, Tag
from articles.images.models import Image
from articles.writing.content import ArticleContent


@dataclass(frozen=True, slots=True)
class Filing:
    """As they are called today, in the order of the version. `bylines` are authors with roles."""

    bylines: list[tuple[Author, str]]
    categories: list[Category]
    tags: list[Tag]
    lead_image: Image | None


def filing_of(content: ArticleContent) -> Filing:
    """Of a content that names rows which stand (`revisions.standing`): four queries."""
    authors = Author.objects.in_bulk([pk for pk, _role in content.byline])
    categories = Category.objects.in_bulk(content.categories)
    tags = Tag.objects.in_bulk(content.tags)
    return Filing(
        bylines=[(authors[pk], role) for pk, role in content.byline],
        categories=[categories[pk] for pk in content.categories],
        tags=[tags[pk] for pk in content.tags],
        lead_image=Image.objects.with_credit().filter(pk=content.lead_image).first(),
    )
