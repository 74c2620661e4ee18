"""Newsletters on the web: a list, a page each, a feed. Nothing in them is anybody's own."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.reading.context import page_context
from articles.text.keys import KEY
from iria.atom import Atom
from iria.institute import direction, spoken
from iria.links import absolute
from iria.pagecache import public_page, shows
from newsletter import composing, entries
from newsletter.models import Campaign, CampaignArticle

PER_PAGE = 20
# What a list shows of an article, and what tells whether readers may see it.
SHOWN = ("title", "slug", "standfirst", "language", "state", "deleted_at", "go_live_at")
CHOICES = Prefetch(
    "choices",
    CampaignArticle.objects.select_related("article").only(
        "campaign_id", "position", *(f"article__{name}" for name in SHOWN)
    ),
)


def newest(request: HttpRequest, most: int, after: Campaign | None = None) -> list[Campaign]:
    """Newest first, each with the articles that are public now as `held`: two queries."""
    rows = Campaign.objects.on_web().order_by("-planned_at", "-id").prefetch_related(CHOICES)
    if after is not None:
        when, pk = after.planned_at, after.pk
        rows = rows.filter(planned_at__lte=when).exclude(planned_at=when, id__gte=pk)
    found = list(rows[:most])
    shows(request, composing.ARCHIVE)
    for row in found:
        chosen = [choice.article for choice in row.choices.all()]
        shows(request, row, *chosen)
        row.held = [article for article in chosen if article.is_public()]
        row.dir = direction(row.language)
        row.url = reverse("newsletter-campaign", args=[row.key])
    return found


def position(request: HttpRequest) -> Campaign | None:
    """The campaign after which this page of the list begins."""
    key = request.GET.get("before", "")
    if not key:
        return None
    found = Campaign.objects.on_web().filter(key=key).first() if KEY.fullmatch(key) else None
    if found is None:
        raise Http404
    return found


@require_safe
@public_page
def archive(request: HttpRequest) -> HttpResponse:
    found = newest(request, PER_PAGE + 1, position(request))
    shown = found[:PER_PAGE]
    older_url = f"{request.path}?before={shown[-1].key}" if len(found) > PER_PAGE else ""
    context = page_context(
        request,
        campaigns=shown,
        older_url=older_url,
        heading=heading(request),
        feed_url=reverse("newsletter-archive-feed"),
        robots="noindex" if "before" in request.GET else "",
    )
    return render(request, "newsletter/archive.html", context)


def heading(request: HttpRequest) -> str:
    return _("%(name)s News") % {"name": request.institute.short_name}


@require_safe
@public_page
def campaign(request: HttpRequest, key: str) -> HttpResponse:
    """What the mail holds, of today: an article that was withdrawn since is not there."""
    row = get_object_or_404(Campaign.objects.on_web(), key=key)
    shows(request, row)
    chosen = list(row.choices.values_list("article_id", flat=True))
    shows(request, *(f"article:{pk}" for pk in chosen))
    public = Article.objects.public().filter(mailings__campaign=row)
    in_order = public.cards().order_by("mailings__position", "mailings__pk")
    is_whole = row.whole_text and len(chosen) == 1
    found = list(in_order.defer(None) if is_whole else in_order)
    for article in found:
        shows(request, *entries.tags_of(article))
    with override(spoken(row.language, request.institute.language)):
        context = page_context(
            request,
            campaign=row,
            campaign_dir=direction(row.language),
            cards=found,
            heading=heading(request),
            feed_url=reverse("newsletter-archive-feed"),
        )
        if is_whole and found:
            context |= whole(request, found[0])
        return render(request, "newsletter/campaign.html", context)


def whole(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The one article with its text; its own page is the one to be found by search engines."""
    tags: set[str] = set()
    materials = entries.materials_of(article, tags)
    shows(request, *tags)
    return {
        "article": article,
        "body": materials.body(article),
        "names": entries.names(article, request.institute),
        "categories": [filing.category for filing in article.filings.all()],
        "canonical": absolute(article.get_absolute_url()),
    }


class ArchiveFeed(Feed):
    """Atom (RFC 4287): what each held, in short."""

    feed_type = Atom

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return heading(request)

    def subtitle(self, request: HttpRequest) -> str:
        return request.institute.tagline

    def link(self, request: HttpRequest) -> str:
        return absolute(reverse("newsletter-archive"))

    def feed_url(self, request: HttpRequest) -> str:
        return absolute(request.path)

    def items(self, request: HttpRequest) -> list[Campaign]:
        return newest(request, PER_PAGE)

    def item_title(self, item: Campaign) -> str:
        return item.subject

    def item_link(self, item: Campaign) -> str:
        return absolute(item.url)

    def item_guid(self, item: Campaign) -> str:
        return f"urn:iria:campaign:{item.key}"

    def item_description(self, item: Campaign) -> str:
        held = [(article, absolute(article.get_absolute_url())) for article in item.held]
        return render_to_string("newsletter/feed_item.html", {"campaign": item, "held": held})

    def item_pubdate(self, item: Campaign) -> datetime:
        return item.planned_at

    def item_updateddate(self, item: Campaign) -> datetime:
        return item.planned_at


feed = require_safe(public_page(ArchiveFeed()))
