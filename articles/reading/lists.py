"""Home, category, tag, author and archive: newest first, gone through by key.

`?before=KEY` is the article that the page before ended with. Lists of one category, tag or
author read the index of the through row, whose `published_at` is null for all that is not public.
"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.catalogue.models import Author, Category, Tag
from articles.images.models import joined, unread
from articles.reading import readership
from articles.reading.context import page_context
from articles.text.keys import KEY
from articles.writing.models import Article, ArticleCategory, ArticleTag, Byline
from iria.pagecache import LISTS, ends, public_page, shows

PER_PAGE = 20
HOME_CARDS = 12


def position(request: HttpRequest) -> Article | None:
    """The article after which this page begins."""
    key = request.GET.get("before", "")
    if not key:
        return None
    article = (
        Article.objects.filter(key=key).only("go_live_at").first() if KEY.fullmatch(key) else None
    )
    if article is None or article.go_live_at is None:
        raise Http404
    return article


def note_cards(request: HttpRequest, cards: list[Article]) -> None:
    """What changes a card: the article, its picture and credit, its category line and byline."""
    for card in cards:
        shows(request, card, *(card.lead_image.rows_shown if card.lead_image else []))
        shows(request, *(filing.category for filing in card.filings.all()))
        shows(request, *(byline.author for byline in card.bylines.all()))


def older(request: HttpRequest, cards: list[Article], most: int) -> tuple[list[Article], str]:
    """The cards of this page, and where the next page begins, from one card more than it has."""
    shown = cards[:most]
    url = f"{request.path}?before={shown[-1].key}" if len(cards) > most else ""
    return shown, url


def article_cards(request: HttpRequest, most: int, **filters: Any) -> tuple[list[Article], str]:
    articles = Article.objects.public().filter(**filters).cards().newest()
    if (after := position(request)) is not None:
        articles = articles.before(after)
    return older(request, list(articles[: most + 1]), most)


def filed_cards(
    request: HttpRequest, through: type[models.Model], **filters: Any
) -> tuple[list[Article], str]:
    """Cards along the index of a through row: one query finds their ids in order."""
    article = through.ARTICLE_ID
    rows = through.objects.filter(published_at__lte=timezone.now(), **filters)
    if (after := position(request)) is not None:
        rows = rows.filter(
            Q(published_at__lt=after.go_live_at)
            | Q(published_at=after.go_live_at, **{f"{article}__lt": after.pk}),
            published_at__lte=after.go_live_at,
        )
    ordered = rows.order_by("-published_at", f"-{article}")
    ids = list(ordered.values_list(article, flat=True)[: PER_PAGE + 1])
    found = Article.objects.public().cards().in_bulk(ids)
    return older(request, [found[pk] for pk in ids if pk in found], PER_PAGE)


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    shows(request, LISTS)
    if "before" in request.GET:
        return listing(request, _("Earlier"), "home", article_cards(request, PER_PAGE))
    cards, older_url = article_cards(request, HOME_CARDS + 1)
    pinned = Article.objects.public().filter(pinned=True).cards().newest().first()
    lead = pinned or (cards[0] if cards else None)
    note_cards(request, [*cards, *([pinned] if pinned else [])])
    rest = [card for card in cards if lead is None or card.pk != lead.pk]
    context = page_context(request, lead=lead, cards=rest, older_url=older_url)
    return render(request, "articles/home.html", context | {"most_read": most_read(request)})


def most_read(request: HttpRequest) -> list[Article]:
    """The articles of the last seven days whose counts stand still until the page ends."""
    until, end = readership.settled_hour(timezone.now())
    ranked = readership.settled_ranking(until)
    articles = readership.most_read(Article.objects.public(), ranked)
    shows(request, *articles)
    ends(request, end)
    return articles


def listing(
    request: HttpRequest,
    heading: str,
    kind: str,
    cards_and_more: tuple[list[Article], str],
    **more: Any,
) -> HttpResponse:
    cards, older_url = cards_and_more
    note_cards(request, cards)
    robots = "noindex" if "before" in request.GET else ""
    context = page_context(request, heading=heading, kind_of_list=kind, robots=robots)
    context |= {"cards": cards, "older_url": older_url} | more
    return render(request, "articles/listing.html", context)


@require_safe
@public_page
def category(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Category.objects.usable(), slug=slug)
    shows(request, row)
    cards = filed_cards(request, ArticleCategory, category=row)
    feed = reverse("category-feed", args=[row.slug])
    edit = reverse("admin:articles_category_change", args=[row.pk])
    more = {"description": row.description, "feed_url": feed, "edit_url": edit}
    return listing(request, row.name, "category", cards, **more)


@require_safe
@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Tag.objects.usable(), slug=slug)
    shows(request, row)
    cards = filed_cards(request, ArticleTag, tag=row)
    if not cards[0] and not carried(row):
        raise Http404
    feed = reverse("tag-feed", args=[row.slug])
    edit = reverse("admin:articles_tag_change", args=[row.pk])
    return listing(request, row.name, "tag", cards, feed_url=feed, edit_url=edit)


def carried(row: Tag) -> bool:
    """Whether readers may know of a tag: drafts bring new ones, whose names may say too much."""
    return ArticleTag.objects.filter(tag=row, published_at__lte=timezone.now()).exists()


@require_safe
@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    authors = (
        Author.objects.usable().select_related(*joined("portrait")).defer(*unread("portrait"))
    )
    row = get_object_or_404(authors, slug=slug)
    shows(request, row, *(row.portrait.rows_shown if row.portrait else []))
    cards = filed_cards(request, Byline, author=row)
    feed = reverse("author-feed", args=[row.slug])
    edit = reverse("admin:articles_author_change", args=[row.pk])
    more = {"author": row, "description": row.bio, "feed_url": feed, "edit_url": edit}
    return listing(request, row.name, "author", cards, **more)


@require_safe
@public_page
def archive(
    request: HttpRequest, year: int | None = None, month: int | None = None
) -> HttpResponse:
    """All months, or the articles of one, in the institute's time zone."""
    shows(request, LISTS)
    if year is None or month is None:
        return listing(request, _("Archive"), "archive", ([], ""), months=months())
    start, end = month_range(year, month)
    cards = article_cards(request, PER_PAGE, go_live_at__gte=start, go_live_at__lt=end)
    if not cards[0]:
        raise Http404
    heading = date_format(date(year, month, 1), "F Y")
    return listing(request, heading, "archive", cards, months=[])


def month_range(year: int, month: int) -> tuple[datetime, datetime]:
    """Begin and end of a month in the current time zone. 404 where there is none such."""
    if not (1 <= month <= 12 and 1000 <= year <= 9998):
        raise Http404
    zone = timezone.get_current_timezone()
    after = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)


def months() -> list[tuple[date, str, int]]:
    """Each month with articles, newest first, its address and how many there are."""
    counted = (
        Article.objects.public()
        .annotate(month=TruncMonth("go_live_at"))
        .values("month")
        .annotate(n=models.Count("pk"))
        .order_by("-month")
    )
    return [
        (row["month"].date(), reverse("archive-month", args=month_args(row["month"])), row["n"])
        for row in counted
    ]


def month_args(month: datetime) -> list[object]:
    return [month.year, f"{month.month:02}"]
