"""The search page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.finding import asking, missing, searching, snippets, suggesting
from articles.reading.cards import Card, card_of
from articles.reading.context import page_context
from articles.reading.fetching import CARDS, furnish
from articles.reading.narrowing import Narrowing, facets, narrowing
from articles.writing.models import Article
from iria import throttling

PER_PAGE = 20
NEWEST = 5
# Searches without result that one network may have counted in an hour.
MOST_COUNTED = 30


@dataclass(frozen=True, slots=True)
class Result:
    article: Card
    title_parts: list[snippets.Part]
    snippet: list[snippets.Part]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Words in what is public now. Never kept: the questions are without number."""
    query = request.GET.get("q", "").replace("\0", " ").strip()[: asking.LONGEST_QUERY]
    terms = asking.terms_of(query)
    asked = narrowing(query, request.GET)
    found = searching.search(asking.Question(terms, asked.tokens))
    context = page_context(request, query=query, robots="noindex", count=len(found.ids))
    context |= {"more": found.more, "most": searching.MOST, "narrowed": bool(asked.chosen)}
    context |= {"results": [], "facets": facets(asked, found.facets) if terms else []}
    if found.ids:
        context |= _page(found.ids, terms, asked, request.GET.get("page", ""))
    else:
        newest = Article.objects.public().only(*CARDS).newest()
        context["cards"] = furnish(list(newest[:NEWEST]))
        if terms:
            context |= _instead(terms, asked)
            _count_missing(request, query, asked)
    response = render(request, "articles/search.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    ids: list[int], terms: tuple[asking.Term, ...], asked: Narrowing, number: str
) -> dict[str, Any]:
    last = (len(ids) - 1) // PER_PAGE + 1
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    page = min(max(page, 1), last)
    shown = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    articles = Article.objects.only(*CARDS, "search").select_related("search")
    articles = furnish(articles.public_among(shown))
    return {
        "results": [_result(article, terms) for article in articles],
        "next_url": asked.url(page=page + 1) if page < last else "",
        "previous_url": asked.url(**{"page": page - 1} if page > 2 else {}) if page > 1 else "",
    }


def _result(article: Article, terms: tuple[asking.Term, ...]) -> Result:
    return Result(
        card_of(article, signed=True),
        snippets.marked(article.title, terms),
        snippets.snippet(article.search, terms),
    )


def _instead(terms: tuple[asking.Term, ...], asked: Narrowing) -> dict[str, Any]:
    """Other words; and the same ones in all articles, where they were narrowed."""
    said = suggesting.suggest(terms)
    return {
        "meant": _link(said.meant) if said.meant else None,
        "alone": [_link(word) for word in said.alone],
        "everywhere_url": f"?{urlencode({'q': asked.query})}" if asked.chosen else "",
    }


def _link(words: str) -> dict[str, str]:
    return {"words": words, "url": f"?{urlencode({'q': words})}"}


def _count_missing(request: HttpRequest, query: str, asked: Narrowing) -> None:
    network = throttling.network(request.META["REMOTE_ADDR"])
    may = request.method == "GET" and not asked.chosen
    if may and throttling.allowed("missing", network, MOST_COUNTED, 3600):
        missing.note(query)
