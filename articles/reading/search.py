"""The search page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.finding import searching
from articles.reading.context import page_context
from articles.reading.lists import position
from articles.writing.models import Article

PER_PAGE = 20
SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Result:
    article: Article
    title_parts: list[searching.Part]
    snippet: list[searching.Part]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Words in what is public now. Never kept: the questions are without number."""
    query = request.GET.get("q", "").strip()[: searching.LONGEST_QUERY]
    words = searching.words_of(query)
    public = Article.objects.public().cards().newest()
    results: list[Result] = []
    older_url, count = "", 0
    if words:
        found = searching.search(public.with_lead().select_related("search"), words)
        count = found.count()
        if (after := position(request)) is not None:
            found = found.before(after)
        rows = list(found[: PER_PAGE + 1])
        results = [result(row, words) for row in rows[:PER_PAGE]]
        if len(rows) > PER_PAGE:
            older_url = (
                f"{request.path}?{urlencode({'q': query, 'before': results[-1].article.key})}"
            )
    context = page_context(request, query=query, results=results, count=count, robots="noindex")
    context |= {"older_url": older_url, "cards": [] if results else list(public[:SUGGESTED])}
    response = render(request, "articles/search.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def result(article: Article, words: list[str]) -> Result:
    return Result(
        article,
        searching.marked(article.title, words),
        searching.snippet(article.search, words),
    )
