"""Hands articles to search: to that of readers what they see, to that of staff the newest version
too."""

import json
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import tzinfo
from typing import Any

from django.db import models
from django.db.models import Q

from articles.catalogue.models import Author
from articles.catalogue.resolving import resolved
from articles.finding import desk, index, tokens
from articles.writing import rows
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State
from articles.writing.tables.through import Document
from articles.writing.tied import ON_PAGE, tie
from iria.models import Institute

CHUNK = 500
FOR_STAFF = ("bylines", "article_documents")


def write(ids: Iterable[int]) -> set[str]:
    """From the rows and their through rows, which hold what readers see, in steps of CHUNK. Gives
    the words that were found, as stems."""
    ids, words = sorted(ids), set()
    zone = Institute.current().zone
    for start in range(0, len(ids), CHUNK):
        step = ids[start : start + CHUNK]
        # Before they are read: what is published meanwhile is written afterwards.
        index.hold(step)
        articles = Article.objects.filter(pk__in=step).order_by("pk")
        words |= index.write([_indexed(article, zone) for article in _with_ties(articles)])
    return words


def held(article: Article) -> Article:
    """A row that the caller holds and has saved, with what `write_held` reads of it; until the
    transaction ends nobody else writes what readers' search knows of it."""
    index.hold([article.pk])
    # A copy: the caller's row goes on to ask the database.
    return _with_ties([copy(article)])[0]


def write_held(article: Article) -> None:
    """For readers and for staff, of what `held` gave."""
    index.write([_indexed(article, Institute.current().zone)])
    desk.hold([article.pk])
    desk.write(_words_for_staff([article]))


def _with_ties(articles: Iterable[Article], names: tuple[str, ...] = ON_PAGE) -> list[Article]:
    articles = list(articles)
    tie(articles, names)
    return articles


def _indexed(article: Article, zone: tzinfo) -> index.Indexed:
    bylines, filings = article.bylines.all(), article.filings.all()
    names = [byline.author.name for byline in bylines]
    names += [filing.category.name for filing in filings]
    names += [tagging.tag.name for tagging in article.taggings.all()]
    published_at = rows.published_at(article)
    facets = tokens.filing(
        article.kind,
        published_at.astimezone(zone).year if published_at else 0,
        [filing.category_id for filing in filings],
        [byline.author_id for byline in bylines],
    )
    return index.Indexed(
        article_id=article.pk,
        language=article.language,
        published_at=published_at,
        title=article.title,
        standfirst=article.standfirst,
        body=article.body,
        lead_caption=article.lead_caption,
        documents=[attached.document.title for attached in article.article_documents.all()],
        names=names,
        facets=facets,
    )


def reindex(articles: models.QuerySet) -> None:
    """Writes again what search knows of these; those it does not know stay unknown."""
    write(articles.filter(search__isnull=False).values_list("pk", flat=True))


def known_or_approved() -> models.QuerySet:
    """Articles that search knows, or has to know."""
    return Article.objects.filter(Q(search__isnull=False) | Q(state=State.APPROVED))


def write_for_staff(ids: Iterable[int]) -> None:
    """Writes the words by which staff find the articles of these ids, in steps of CHUNK."""
    ids = sorted(ids)
    for start in range(0, len(ids), CHUNK):
        desk.hold(ids[start : start + CHUNK])
        step = Article.objects.filter(pk__in=ids[start : start + CHUNK]).order_by("pk")
        step = step.select_related("latest_revision").defer("body", "latest_revision__body")
        desk.write(_words_for_staff(_with_ties(step, FOR_STAFF)))


def _words_for_staff(articles: Iterable[Article]) -> dict[int, list[str]]:
    """Title, standfirst, address, names and titles of documents: of the rows, and of drafts that
    differ from them."""
    texts, drafts = {}, {}
    for article in articles:
        names = [byline.author.name for byline in article.bylines.all()]
        titles = [attached.document.title for attached in article.article_documents.all()]
        texts[article.pk] = [article.title, article.standfirst, article.slug, *names, *titles]
        if article.has_unpublished_changes:
            drafts[article.pk] = article.latest_revision.values
    names = _names({author for values in drafts.values() for author in _authors(values)})
    titles = _titles({pk for values in drafts.values() for pk in values.get("documents", [])})
    for pk, values in drafts.items():
        texts[pk] += [values.get(name, "") for name in ("title", "standfirst", "slug")]
        texts[pk] += [names[author] for author in _authors(values) if author in names]
        texts[pk] += [titles[one] for one in values.get("documents", []) if one in titles]
    return texts


def _authors(values: dict[str, Any]) -> list[int]:
    return [author for author, _role in values.get("byline", [])]


def _names(authors: set[int]) -> dict[int, str]:
    """By the ids that versions name, as the authors are called today."""
    if not authors:
        return {}
    today = resolved("Author", authors)
    names = dict(Author.objects.filter(pk__in=today.values()).values_list("pk", "name"))
    return {author: names[now] for author, now in today.items()}


def _titles(documents: set[int]) -> dict[int, str]:
    if not documents:
        return {}
    return dict(Document.objects.filter(pk__in=documents).values_list("pk", "title"))


def signed_in_drafts(author: Author) -> list[int]:
    """Ids of articles whose waiting changes name this author, perhaps not yet their row."""
    named = {pk: _authors(values) for pk, values in _waiting()}
    today = resolved("Author", {pk for authors in named.values() for pk in authors})
    return [pk for pk, authors in named.items() if author.pk in map(today.get, authors)]


def offered_in_drafts(document: Document) -> list[int]:
    """Ids of articles whose waiting changes offer this document, perhaps not yet their row."""
    return [pk for pk, values in _waiting() if document.pk in values.get("documents", [])]


def _waiting() -> Iterator[tuple[int, dict[str, Any]]]:
    """Ids of articles that differ from their newest versions, and what those say."""
    waiting = Article.objects.with_unpublished_changes()
    for pk, data in waiting.values_list("pk", "latest_revision__data"):
        yield pk, json.loads(data)
