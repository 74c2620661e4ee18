"""How staff find articles, drafts too: by words and beginnings of words, folded.

Readers' search has a table of its own, `SearchDocument`, and never looks here."""

import re
from collections.abc import Iterable, Mapping

from django.db import connection, models

from articles.finding import wordindex
from articles.finding.models import DeskDocument
from articles.finding.tokens import signs_apart
from articles.text.plaintext import words

LONGEST_QUERY = 300  # characters that are looked at
MOST_WORDS = 12
# So many are sorted by whatever the list is ordered by; where there are more, the list is gone
# through in its order, and soon has a page of them.
FEW = 5_000


def words_of(text: str) -> list[str]:
    """Folded, in order, each once."""
    apart = " ".join(words(signs_apart(text)))
    return list(dict.fromkeys(apart.split()))


def document(texts: Iterable[str]) -> str:
    """A blank stands before and after each word."""
    return f" {' '.join(words_of(' '.join(texts)))} "


def hold(articles: Iterable[int]) -> None:
    """`finding.index.hold`, of what staff search."""
    rows = DeskDocument.objects.filter(article__in=list(articles)).order_by("article")
    list(rows.select_for_update().values_list("pk"))


def write(texts: Mapping[int, Iterable[str]]) -> None:
    """By the article's id. Within the caller's transaction."""
    rows = [DeskDocument(article_id=pk, words=document(said)) for pk, said in texts.items()]
    DeskDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article"], update_fields=["words"]
    )
    wordindex.write(connection, {row.article_id: row.words for row in rows})


def remove(articles: Iterable[int]) -> None:
    """Of articles that are about to be deleted: no database follows all of it by itself."""
    DeskDocument.objects.filter(article__in=articles).delete()
    wordindex.remove(connection, articles)


def find(articles: models.QuerySet, query: str) -> models.QuerySet:
    """Those of the articles that hold every word of the query or one that begins so, in the order
    that they have. Takes one query of its own."""
    wanted = _wanted(query)
    if not wanted:
        return articles.none()
    ids = wordindex.ids(connection, wanted, FEW + 1)
    if len(ids) <= FEW:
        return articles.filter(pk__in=ids)
    for word in wanted:
        articles = articles.filter(desk_document__words__contains=f" {word}")
    return articles


def holds(text: str, query: str) -> bool:
    """Whether a text holds what `find` looks for."""
    said = document([text])
    return all(f" {word}" in said for word in _wanted(query))


def _wanted(query: str) -> list[str]:
    return words_of(_last_part(query[:LONGEST_QUERY]))[:MOST_WORDS]


def _last_part(query: str) -> str:
    """Of an address, "https://iria.example/articles/a-treaty/?p=2", what is the article's own."""
    query = query.strip()
    if "://" not in query and not query.startswith("/"):
        return query
    return re.split(r"[?#]", query)[0].rstrip("/").rpartition("/")[2]
