"""Addresses that are measured: `python -m bench.inside readers_screens`. Prints JSON, a list of
[name, path, cookie, queries]."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from articles.models import Article, ArticleCategory, ArticleTag, Byline, SearchEntry
from bench.desk_measuring import LIST, Screen, getting, measured_queries, signed_in
from bench.desk_vocabulary import Vocabulary

NEWEST, CARD = 20, 'class="card'


def main() -> None:
    reader = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    editor = signed_in("editor@iria.example")
    session = (
        f"{settings.SESSION_COOKIE_NAME}={editor.cookies[settings.SESSION_COOKIE_NAME].value}"
    )
    asked = [(screen, reader, "") for screen in screens()]
    if SearchEntry.objects.exists():
        words = {"q": f"{Vocabulary().words[0]} "}
        asked.append((Screen("search: a common word", "/search/", words, "<mark>"), reader, ""))
    desk = Screen("desk: the list", reverse(LIST), {}, 'id="result_list"')
    asked.append((desk, editor, session))
    print(json.dumps([_row(*one) for one in asked]))


def _row(screen: Screen, client: Client, cookie: str) -> list:
    queries = measured_queries(getting(client, screen))
    query = f"?{urlencode(screen.query)}" if screen.query else ""
    return [screen.name, f"{screen.url}{query}", cookie, queries]


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
        yield Screen(field, url, {}, CARD)
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
