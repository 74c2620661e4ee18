"""/sitemap.xml: an index, and parts by kind of page. Addresses from SITE_URL."""

import math
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Page as DjangoPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from articles.catalogue.models import Author, Category
from articles.writing.models import Article, ArticleCategory, Byline, Page
from iria.links import absolute
from iria.pagecache import LISTS, public_page, shows


class ByRange(Paginator):
    """Parts by ranges of ids, which need neither a count nor an offset: a part of older articles
    takes no longer than the first. A part may have fewer rows than it could, or none."""

    @cached_property
    def num_pages(self) -> int:
        last = self.object_list.order_by("-pk").values_list("pk", flat=True).first() or 1
        return math.ceil(last / self.per_page)

    def page(self, number: int | str) -> DjangoPage:
        number = self.validate_number(number)
        most = number * self.per_page
        rows = self.object_list.filter(pk__gt=most - self.per_page, pk__lte=most)
        # Asked for what is public, SQLite would go through all of that instead of the range.
        return self._get_page([row for row in rows if row.is_public()], number, self)


class OurSitemap(Sitemap):
    limit = 5000

    @property
    def protocol(self) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class ArticleSitemap(OurSitemap):
    @cached_property
    def paginator(self) -> ByRange:
        return ByRange(self.items(), self.limit)

    def items(self) -> models.QuerySet:
        columns = ("slug", "go_live_at", "revised_at", "state", "deleted_at")
        return Article.objects.only(*columns).order_by("pk")

    def lastmod(self, article: Article) -> datetime:
        return article.revised_at or article.go_live_at


class PageSitemap(OurSitemap):
    def items(self) -> models.QuerySet:
        return Page.objects.public().only("slug", "go_live_at", "revised_at").order_by("pk")

    def lastmod(self, page: Page) -> datetime:
        return page.revised_at or page.go_live_at


class FiledSitemap(OurSitemap):
    """Categories and authors that have something to show."""

    def items(self) -> list[models.Model]:
        rows: list[models.Model] = []
        for model, through in ((Category, ArticleCategory), (Author, Byline)):
            field = {model._meta.model_name: OuterRef("pk")}
            public = through.objects.filter(published_at__lte=timezone.now(), **field)
            rows += model.objects.usable().filter(Exists(public)).order_by("pk")
        return rows


class OwnSitemap(OurSitemap):
    """Pages that stand by themselves."""

    def items(self) -> list[str]:
        return ["credits"]

    def location(self, name: str) -> str:
        return reverse(name)


PART = "<sitemap><loc>{}</loc></sitemap>"
SITEMAPS = {
    "articles": ArticleSitemap,
    "pages": PageSitemap,
    "lists": FiledSitemap,
    "own": OwnSitemap,
}


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    shows(request, LISTS)
    # Django's own index view takes its addresses from the Host header, and its template takes
    # longer for the many parts of a large site than all the rest.
    parts = format_html_join("", PART, ((url,) for url in part_addresses()))
    context = {"parts": parts}
    return render(request, "articles/sitemap.xml", context, content_type="application/xml")


def part_addresses() -> Iterator[str]:
    for section, sitemap in SITEMAPS.items():
        url = absolute(reverse("sitemap-part", args=[section]))
        yield url
        yield from (f"{url}?p={number}" for number in sitemap().paginator.page_range[1:])


@require_safe
@public_page
def part(request: HttpRequest, section: str) -> HttpResponse:
    shows(request, LISTS)
    response = django_sitemap(request, SITEMAPS, section=section)
    response.render()
    return HttpResponse(response.content, content_type="application/xml")
