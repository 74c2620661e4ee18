"""Home, category, tag, author and archive: newest first, gone through by key.

`?before=KEY` is the article that the page before ended with. Lists of one category, tag or
author read the index of the through row, whose `published_at` is null for all that is not public.
"""

from datetime import date, datetime
from typing import Any

from django.db import models
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
from articles.reading.fetching import CARDS, furnish
from articles.reading.months import INSTANT, month_range, months
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


def article_cards(
    request: HttpRequest, most: int, since: datetime | None = None, until: datetime | None = None
) -> tuple[list[Article], str]:
    """With `until` those before that time. One bound for the newest, since SQLite would begin at
    the later one of two."""
    now, after = timezone.now(), position(request)
    ends = [now, *([until - INSTANT] if until else []), *([after.go_live_at] if after else [])]
    articles = Article.objects.public(at=min(ends)).newest()
    if since is not None:
        articles = articles.filter(go_live_at__gte=since)
    if after is not None:
        articles = articles.exclude(go_live_at=after.go_live_at, id__gte=after.pk)
    cards, older_url = older(request, list(articles.only(*CARDS)[: most + 1]), most)
    return furnish(cards), older_url


def filed_cards(
    request: HttpRequest, through: type[models.Model], **filters: Any
) -> tuple[list[Article], str]:
    """Cards along the index of a through row: one query finds their ids in order."""
    ids = filed_ids(through, PER_PAGE + 1, position(request), **filters)
    found = Article.objects.only(*CARDS).public_among(ids)
    cards, older_url = older(request, found, PER_PAGE)
    return furnish(cards), older_url


def filed_ids(
    through: type[models.Model], most: int, after: Article | None = None, **filters: Any
) -> list[int]:
    """Of public articles, newest first."""
    article, now = through.ARTICLE_ID, timezone.now()
    at = min(now, after.go_live_at) if after else now
    rows = through.objects.filter(published_at__lte=at, **filters)
    if after is not None:
        rows = rows.exclude(published_at=after.go_live_at, **{f"{article}__gte": after.pk})
    ordered = rows.order_by("-published_at", f"-{article}")
    return list(ordered.values_list(article, flat=True)[:most])


def newest_pinned() -> Article | None:
    """Few are pinned: they are gone through. Asked for those that are public, SQLite would go
    through all of that."""
    pinned = Article.objects.filter(pinned=True).only(*CARDS).newest()
    return next((row for row in pinned if row.is_public()), None)


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    shows(request, LISTS)
    if "before" in request.GET:
        return listing(request, _("Earlier"), "home", article_cards(request, PER_PAGE))
    cards, older_url = article_cards(request, HOME_CARDS + 1)
    pinned = newest_pinned()
    if pinned is not None:
        same = next((card for card in cards if card.pk == pinned.pk), None)
        pinned = same or furnish([pinned])[0]
    lead = pinned or (cards[0] if cards else None)
    note_cards(request, [*cards, *([pinned] if pinned else [])])
    rest = [card for card in cards if lead is None or card.pk != lead.pk]
    context = page_context(request, lead=lead, cards=rest, older_url=older_url)
    return render(request, "articles/home.html", context | {"most_read": most_read(request)})


def most_read(request: HttpRequest) -> list[Article]:
    """The articles of the last seven days whose counts stand still until the page ends."""
    until, end = readership.settled_hour(timezone.now())
    ranked = readership.settled_ranking(until)
    articles = readership.most_read(Article.objects.all(), ranked)
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
    cards = article_cards(request, PER_PAGE, start, end)
    if not cards[0]:
        raise Http404
    heading = date_format(date(year, month, 1), "F Y")
    return listing(request, heading, "archive", cards)
