"""What pages for readers and the desk's list cost: `python -m bench.inside scale_measuring`.
Prints JSON as desk_measuring does."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.test import Client, override_settings
from django.urls import reverse

from articles.models import Article, ArticleCategory, ArticleTag, Byline
from bench.desk_measuring import FILES, LIST, Screen, getting, measured, signed_in

NEWEST, CARD = 20, 'class="card'


def main() -> None:
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        rows = [[one.name, *measured(getting(Client(), one))] for one in screens()]
        editor = signed_in("editor@iria.example")
        desk = Screen("desk: the list", reverse(LIST), {}, 'id="result_list"')
        rows.append([desk.name, *measured(getting(editor, desk))])
    print(json.dumps(rows))


def screens() -> Iterator[Screen]:
    public = Article.objects.public()
    article = public.newest()[NEWEST]
    yield Screen("article", article.get_absolute_url(), {}, 'id="related"')
    yield Screen("home", "/", {}, CARD)
    yield Screen("home: last page", "/", {"before": _last(public, "go_live_at", "key")}, CARD)
    for through, field in ((ArticleCategory, "category"), (ArticleTag, "tag"), (Byline, "author")):
        # The first is the most frequent.
        row = through._meta.get_field(field).related_model.objects.earliest("pk")
        rows = through.objects.filter(published_at__isnull=False, **{field: row})
        key = through.ARTICLE_ID.replace("_id", "__key")
        url, last = row.get_absolute_url(), _last(rows, "published_at", key)
        yield Screen(f"{field}: {rows.count():,} articles", url, {}, CARD)
        yield Screen(f"{field}: last page", url, {"before": last}, CARD)
        yield Screen(f"{field}: feed", f"{url}feed/", {}, "<entry>")
    yield Screen("archive", "/archive/", {}, "/archive/20")
    month = article.go_live_at
    yield Screen("archive: a month", f"/archive/{month:%Y/%m}/", {}, CARD)
    yield Screen("feed", "/feed/", {}, "<entry>")
    yield Screen("sitemap", "/sitemap.xml", {}, "sitemap-articles")
    yield Screen("sitemap: first part", "/sitemap-articles.xml", {}, "<lastmod>")
    yield Screen("sitemap: categories and authors", "/sitemap-lists.xml", {}, "<loc>")


def _last(rows: models.QuerySet, moment: str, key: str) -> str:
    """The key after which a few of the oldest are left."""
    return rows.order_by(moment).values_list(key, flat=True)[5]
