"""What is tied to articles: categories, tags, byline and documents, read with one query in SQL,
since pages and publications ask for it often and Django takes longer to write four queries than
the database to answer one."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from articles.catalogue.models import Author, Category, Tag
from articles.writing.tables.articles import Article
from articles.writing.tables.through import (
    ArticleCategory,
    ArticleDocument,
    ArticleTag,
    Byline,
    Document,
)
from iria.loading import loaded, places

# By relation: the through row, the name of what it leads to, and the columns of that which are
# read, in their order below. A byline's role comes before them.
TIES: dict[str, tuple[type[models.Model], str, type[models.Model], tuple[str, ...]]] = {
    "bylines": (Byline, "author", Author, ("id", "name", "slug", "kind", "role", "bio")),
    "filings": (ArticleCategory, "category", Category, ("id", "name", "slug")),
    "taggings": (ArticleTag, "tag", Tag, ("id", "name", "slug")),
    "article_documents": (
        *(ArticleDocument, "document", Document),
        ("id", "title", "key", "language", "byte_size", "page_count"),
    ),
}
ON_PAGE, ON_CARD = tuple(TIES), ("bylines", "filings")
# The types are those of the first part on both databases.
TIED = {
    "bylines": """
SELECT 'bylines', t.article_id, t.position, t.id, t.role,
a.id, a.name, a.slug, a.kind, a.role, a.bio, 0, 0
FROM articles_byline t JOIN articles_author a ON a.id = t.author_id WHERE t.article_id IN """,
    "filings": """
SELECT 'filings', t.article_id, t.position, t.id, '', c.id, c.name, c.slug, '', '', '', 0, 0
FROM articles_articlecategory t JOIN articles_category c ON c.id = t.category_id
WHERE t.article_id IN """,
    "taggings": """
SELECT 'taggings', t.article_id, t.position, t.id, '', g.id, g.name, g.slug, '', '', '', 0, 0
FROM articles_articletag t JOIN articles_tag g ON g.id = t.tag_id WHERE t.article_id IN """,
    "article_documents": """
SELECT 'article_documents', t.article_id, t.position, t.id, '', d.id, d.title, d.key, d.language,
'', '', d.byte_size, d.page_count
FROM articles_articledocument t JOIN articles_document d ON d.id = t.document_id
WHERE t.article_id IN """,
}


def tie(rows: Iterable[Article], names: tuple[str, ...] = ON_PAGE) -> None:
    """Categories, tags, byline and documents, as `prefetch_related` leaves them: one query."""
    by_id = {row.pk: row for row in rows}
    if not by_id:
        return
    found: dict[tuple[int, str], list[models.Model]] = {
        (pk, name): [] for pk in by_id for name in names
    }
    sql = " UNION ALL ".join(TIED[name] + places(by_id) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*by_id] * len(names))
        for values in sorted(cursor.fetchall(), key=lambda values: values[:4]):
            name, article, _position, pk, role, *columns = values
            found[article, name].append(_tied(name, pk, role, columns))
    for (pk, name), tied in found.items():
        hold(by_id[pk], name, tied)


def hold(row: models.Model, name: str, found: Iterable[models.Model]) -> None:
    """As if they had come with `prefetch_related`."""
    queryset = getattr(row, name).all()
    queryset._result_cache, queryset._prefetch_done = list(found), True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset


def _tied(name: str, pk: int, role: str, values: list[Any]) -> models.Model:
    through, field, model, columns = TIES[name]
    if model is Document:
        values = [*values[:4], *values[6:]]
    target = loaded(model, columns, values)
    own = {"role": role} if through is Byline else {}
    return through(pk=pk, **{field: target}, **own)
