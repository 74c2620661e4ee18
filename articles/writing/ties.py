"""Writes the through rows that a content of an article names; what stands already is left."""

from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import CharField, DateTimeField, Value

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

# What each ties to an article, by the column of its id.
TIED = {
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
    there, wanted = _there(article), _wanted(content)
    for model, column in TIED.items():
        ties = [Tie(pk, role) for pk, role, _at in there[model.__name__]]
        dates = {at for _pk, _role, at in there[model.__name__]}
        rows = model.objects.filter(**{model.ARTICLE_ID: article.pk})
        if ties != wanted[model]:
            if ties:
                rows.delete()
            _insert(model, column, article, wanted[model], at)
        elif issubclass(model, Filed) and dates - {at}:
            rows.update(published_at=at)


def _wanted(content: ArticleContent) -> dict[type[models.Model], list[Tie]]:
    return {
        ArticleCategory: [Tie(pk) for pk in content.categories],
        ArticleTag: [Tie(pk) for pk in content.tags],
        Byline: [Tie(pk, role) for pk, role in content.byline],
        ArticleDocument: [Tie(pk) for pk in content.documents],
        ArticlePick: [Tie(pk) for pk in content.picks],
    }


def _there(article: Article) -> dict[str, list[tuple[int, str, datetime | None]]]:
    """By the model's name, in their order, each with its date: one query."""
    first, *others = [_rows(model, column, article) for model, column in TIED.items()]
    there = {model.__name__: [] for model in TIED}
    for _position, name, *row in sorted(first.union(*others, all=True), key=_position_of):
        there[name].append(tuple(row))
    return there


def _rows(model: type[models.Model], column: str, article: Article) -> models.QuerySet:
    role = "role" if model is Byline else Value("", CharField())
    at = "published_at" if issubclass(model, Filed) else Value(None, DateTimeField())
    rows = model.objects.filter(**{model.ARTICLE_ID: article.pk}).order_by()
    return rows.values_list("position", Value(model.__name__), column, role, at)


def _position_of(row: tuple) -> int:
    return row[0]


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
