"""Writes the through rows that a content of an article names; what stands already is left."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection, models

from articles.writing.content import ArticleContent
from articles.writing.tables.articles import Article
from articles.writing.tables.through import (
    ArticleCategory,
    ArticleDocument,
    ArticlePick,
    ArticleTag,
    Byline,
    Filed,
)

EMPTY = "''"
# What each ties to an article, by the column of its id.
COLUMNS = {
    ArticleCategory: "category_id",
    ArticleTag: "tag_id",
    Byline: "author_id",
    ArticleDocument: "document_id",
    ArticlePick: "other_id",
}


class Tie(NamedTuple):
    pk: int  # of what is tied
    role: str = ""


def write(article: Article, content: ArticleContent, at: datetime | None) -> None:
    """`at` is what lists of articles sort by."""
    there, wanted = _there(article, at), _wanted(content)
    for model, column in COLUMNS.items():
        ties = [Tie(pk, role) for pk, role, _is_dated in there[model.__name__]]
        rows = model.objects.filter(**{model.ARTICLE_ID: article.pk})
        if ties != wanted[model]:
            if ties:
                rows.delete()
            _insert(model, column, article, wanted[model], at)
        elif not all(is_dated for _pk, _role, is_dated in there[model.__name__]):
            rows.update(published_at=at)


def _wanted(content: ArticleContent) -> dict[type[models.Model], list[Tie]]:
    return {
        ArticleCategory: [Tie(pk) for pk in content.categories],
        ArticleTag: [Tie(pk) for pk in content.tags],
        Byline: [Tie(pk, role) for pk, role in content.byline],
        ArticleDocument: [Tie(pk) for pk in content.documents],
        ArticlePick: [Tie(pk) for pk in content.picks],
    }


def _there(article: Article, at: datetime | None) -> dict[str, list[tuple[int, str, bool]]]:
    """By the model's name, in their order, each with whether it has this date or needs none: one
    query, in SQL, since Django takes longer to write it than the database to answer it."""
    there = {model.__name__: [] for model in COLUMNS}
    with connection.cursor() as cursor:
        cursor.execute(*_question(article, at))
        for _position, _pk, name, *row in sorted(cursor.fetchall(), key=lambda row: row[:2]):
            there[name].append(tuple(row))
    return there


def _question(article: Article, at: datetime | None) -> tuple[str, list]:
    # S608: names of ours alone.
    dated = [] if at is None else [connection.ops.adapt_datetimefield_value(at)]
    parts, values = [], []
    for model, column in COLUMNS.items():
        has_date = issubclass(model, Filed)
        is_dated = "published_at IS NULL" if at is None else "COALESCE(published_at = %s, FALSE)"
        parts.append(
            f"SELECT position, id, '{model.__name__}', {column}, "  # noqa: S608
            f"{'role' if model is Byline else EMPTY}, {is_dated if has_date else 'TRUE'} "
            f"FROM {model._meta.db_table} WHERE article_id = %s"
        )
        values += [*(dated if has_date else []), article.pk]
    return " UNION ALL ".join(parts), values


def _insert(
    model: type[models.Model],
    column: str,
    article: Article,
    ties: list[Tie],
    at: datetime | None,
) -> None:
    dated = {"published_at": at} if issubclass(model, Filed) else {}
    rows = []
    for position, tie in enumerate(ties):
        role = {"role": tie.role} if model is Byline else {}
        named = {model.ARTICLE_ID: article.pk, column: tie.pk}
        rows.append(model(**named, position=position, **role, **dated))
    model.objects.bulk_create(rows)
