"""The rows that a version of an article names: who signs it, how it is filed, its lead picture
and its documents."""

from dataclasses import dataclass

from articles.catalogue.models import Author, Category, Tag
from articles.images.models import Image
from articles.writing.content import ArticleContent
from articles.writing.tables.through import Document


@dataclass(frozen=True, slots=True)
class Filing:
    """As they are called today, in the order of the version. `bylines` are authors with roles."""

    bylines: list[tuple[Author, str]]
    categories: list[Category]
    tags: list[Tag]
    lead_image: Image | None
    documents: list[Document]


def filing_of(content: ArticleContent) -> Filing:
    """Of a content that names rows which stand (`revisions.standing`): four queries, and one more
    where it has documents."""
    authors = Author.objects.in_bulk([pk for pk, _role in content.byline])
    categories = Category.objects.in_bulk(content.categories)
    tags = Tag.objects.in_bulk(content.tags)
    documents = Document.objects.in_bulk(content.documents) if content.documents else {}
    return Filing(
        bylines=[(authors[pk], role) for pk, role in content.byline],
        categories=[categories[pk] for pk in content.categories],
        tags=[tags[pk] for pk in content.tags],
        lead_image=Image.objects.with_credit().filter(pk=content.lead_image).first(),
        documents=[documents[pk] for pk in content.documents],
    )
