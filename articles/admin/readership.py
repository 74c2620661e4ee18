"""How often articles are read, for the desk: the first page's list, and a plot of one article."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string

from articles.admin.overview import visible_articles
from articles.reading import readership
from articles.writing.models import Article, HourlyViews
from iria.adminsite import Counts, Panel

# Of the plot, in its own units: a bar with the gap behind it, and the highest bar.
STEP, GAP, HEIGHT = 10, 3, 72


@dataclass(frozen=True, slots=True)
class Bar:
    date: date
    views: int
    x: int
    y: int
    height: int


def counts(request: HttpRequest) -> Counts | None:
    """Nothing beside the list itself, which is for who sees articles."""
    return None if visible_articles(request) is None else {}


def draw(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    """Of the articles that somebody sees: two queries."""
    visible = visible_articles(request)
    ranked = readership.ranking(HourlyViews.objects.filter(article__in=visible))
    articles = readership.most_read(visible, ranked)
    return render_to_string("admin/articles/overview_read.html", {"articles": articles}, request)


def plot(article: Article) -> dict[str, Any]:
    """Views by day, for the template: three queries."""
    days = readership.by_day(article)
    most = max(day.views for day in days)
    return {
        "bars": [bar(number, day, most) for number, day in enumerate(days)],
        "bar_width": STEP - GAP,
        "width": len(days) * STEP - GAP,
        "height": HEIGHT,
        "most": most,
        "views": sum(day.views for day in days),
        "in_all": readership.in_all(article),
    }


def bar(number: int, day: readership.Day, most: int) -> Bar:
    """A day with views has a bar that can be seen."""
    height = max(2, round(HEIGHT * day.views / most)) if day.views else 0
    return Bar(day.date, day.views, number * STEP, HEIGHT - height, height)


admin.site.register_panel(Panel(35, counts, draw))
