"""What the desk's screens cost: `python -m bench.inside desk_measuring`. Prints JSON, a list of
[what, queries, median, worst, work], times in milliseconds."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from lxml import html

from articles.models import Article, Author, Byline, Category, Image
from articles.writing.forms import seen
from bench.desk_vocabulary import COMMON, RARE, WITH_COMMON
from iria.models import User

TIMES = 9
BACKEND = "iria.rights.RightsBackend"
FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LIST = "admin:articles_article_changelist"
ORDERED = ("headline", "published")


@dataclass(frozen=True, slots=True)
class Screen:
    """`holds` stands in the answer: what is fast and wrong is no measurement."""

    name: str
    url: str
    query: dict[str, Any]
    holds: str = ""
    owner: bool = False


def main(*names: str) -> None:
    """All screens, or those whose names begin so."""
    # Names of files as they are: nothing was collected.
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        editor, owner = signed_in("editor@iria.example"), signed_in("staff0@iria.example")
        rows = [
            [screen.name, *measured(getting(owner if screen.owner else editor, screen))]
            for screen in screens()
            if not names or screen.name.startswith(names)
        ]
        if not names:
            rows.append(["form: save a draft", *measured(_saving(editor))])
    print(json.dumps(rows))


def signed_in(address: str) -> Client:
    user = User.objects.get(address=address)
    if not user.is_superuser:
        user.user_permissions.set(_rights())
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(user, backend=BACKEND)
    return client


def _rights() -> Any:
    permissions = User._meta.get_field("user_permissions").related_model
    return permissions.objects.filter(codename__in=["view_article", "change_article"])


def measured(act: Callable[[], HttpResponse]) -> tuple[int, float, float, float]:
    """Queries, and milliseconds: median and worst of some times after the first two, and the
    median of what this process itself worked, which other work on the machine does not change."""
    count = measured_queries(act)
    times, worked = [], []
    for _ in range(TIMES):
        begun, cpu = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    return count, statistics.median(times), max(times), statistics.median(worked)


def measured_queries(act: Callable[[], Any]) -> int:
    """Of the second time."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def getting(client: Client, screen: Screen) -> Callable[[], HttpResponse]:
    def get() -> HttpResponse:
        response = client.get(screen.url, screen.query, secure=True)
        if response.status_code != 200 or screen.holds not in response.content.decode():
            raise SystemExit(f"{screen.name}: {response.status_code} without “{screen.holds}”")
        return response

    return get


def _saving(client: Client) -> Callable[[], HttpResponse]:
    """Each time another standfirst, so that a version is made."""
    article = Article.objects.filter(state="draft").latest("pk")
    url = reverse("admin:articles_article_change", args=[article.pk])
    page = html.fromstring(client.get(url, secure=True).content.decode())
    form = next(one for one in page.forms if "revision" in one.fields)
    data: dict[str, list[str]] = {}
    for field in page.iter("template"):
        field.clear()
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    data |= {"_save": [""]}
    count = [0]

    def save() -> HttpResponse:
        article.refresh_from_db()
        count[0] += 1
        more = {"standfirst": f"Saved {count[0]}", "revision": seen(article)}
        response = client.post(url, data | more, secure=True)
        if response.status_code != 302:
            raise SystemExit(f"A draft was not saved: {response.status_code}")
        return response

    return save


def screens() -> Iterator[Screen]:
    yield Screen("dashboard", reverse("admin:index"), {}, "Desk")
    yield from _lists()
    yield from _filters()
    yield from _searches()
    yield from _forms()
    yield from _finders()
    yield from _others()


def _lists() -> Iterator[Screen]:
    url = reverse(LIST)
    shown = 'id="result_list"'
    yield Screen("list", url, {}, shown)
    yield Screen("list: page 2", url, {"p": 2}, shown)
    yield Screen("list: page 20", url, {"p": 20}, shown)
    yield Screen("list: of one's own", url, {}, shown, owner=True)
    columns = ["action_checkbox", *_columns()]
    for name in ORDERED:
        for sign, way in (("", "up"), ("-", "down")):
            order = f"{sign}{columns.index(name)}"
            yield Screen(f"list: ordered by {name}, {way}", url, {"o": order}, shown)


def _columns() -> list[str]:
    from django.contrib import admin  # noqa: PLC0415  needs the apps

    return list(admin.site.get_model_admin(Article).list_display)


def _filters() -> Iterator[Screen]:
    url = reverse(LIST)
    for state in ("draft", "review", "scheduled", "published", "changed", "withdrawn"):
        yield Screen(f"filter: {state}", url, {"state": state})
    for kind in ("news", "commentary"):
        yield Screen(f"filter: {kind}", url, {"kind__exact": kind})
    for rank, name in ((0, "largest"), (29, "smallest")):
        category = Category.objects.order_by("pk")[rank]
        yield Screen(f"filter: {name} category", url, {"categories__id__exact": category.pk})
    for rank, name in ((0, "busiest"), (299, "rarest")):
        author = Author.objects.order_by("pk")[rank]
        yield Screen(f"filter: {name} author", url, {"authors__id__exact": author.pk})
    for language in ("en", "mn"):
        yield Screen(f"filter: language {language}", url, {"language": language})
    yield Screen("filter: pinned", url, {"pinned__exact": "1"})
    both = {"state": "draft", "kind__exact": "news"}
    yield Screen("filter: draft and news", url, both)
    both = {"categories__id__exact": Category.objects.first().pk, "state": "withdrawn"}
    yield Screen("filter: category and withdrawn", url, both)


def _searches() -> Iterator[Screen]:
    url = reverse(LIST)
    author = Author.objects.order_by("pk")[9]
    slug = Article.objects.order_by("-pk").values_list("slug", flat=True)[30]
    wanted = {
        "a rare word": RARE.lower(),
        "a common word": COMMON,
        "two common words": f"{COMMON} {WITH_COMMON}",
        "the beginning of a word": COMMON[:4],
        "part of an author's name": author.name.split()[1][:-2],
        "an address": slug,
        "nothing of the kind": "xxyyzz",
    }
    for name, words in wanted.items():
        yield Screen(f"search: {name}", url, {"q": words}, escape(words))
    both = {"q": COMMON, "state": "draft"}
    yield Screen("search: a common word in drafts", url, both)
    yield Screen("search: a common word in one's own", url, {"q": COMMON}, COMMON, owner=True)


def _forms() -> Iterator[Screen]:
    article = Article.objects.filter(state="approved", deleted_at=None).order_by("-pk")[20]
    name = "admin:articles_article"
    yield Screen("form", reverse(f"{name}_change", args=[article.pk]), {}, escape(article.title))
    yield Screen("form: history", reverse(f"{name}_history", args=[article.pk]), {}, "Published")


def _finders() -> Iterator[Screen]:
    author = Byline.objects.values_list("author__name", flat=True).first()
    for field, model, through, words in (
        ("category", "articlecategory", "category", "a"),
        ("tag", "articletag", "tag", "ba"),
        ("author", "byline", "author", author.split()[0]),
    ):
        query = {"app_label": "articles", "model_name": model, "field_name": through}
        url = reverse("admin:autocomplete")
        yield Screen(f"autocomplete: {field}", url, query | {"term": words}, "results")
    url = reverse("admin:articles_article_find")
    yield Screen("find: link to a rare word", url, {"q": RARE}, RARE[:2])
    yield Screen("find: link to a common word", url, {"q": COMMON}, COMMON)
    pick = reverse("admin:articles_image_pick")
    title = Image.objects.earliest("pk").title.split()[0]
    yield Screen("pick: newest pictures", pick, {"page": 1}, "results")
    yield Screen("pick: pictures by a word", pick, {"q": title, "page": 1}, "results")


def _others() -> Iterator[Screen]:
    for model in ("category", "tag", "author", "credit", "image"):
        url = reverse(f"admin:articles_{model}_changelist")
        yield Screen(f"other lists: {model}", url, {}, 'id="result_list"')
    for model in ("tag", "image"):
        url = reverse(f"admin:articles_{model}_changelist")
        yield Screen(f"other lists: {model}, searched", url, {"q": "ba"}, 'id="result_list"')
    url = reverse("admin:articles_comment_changelist")
    yield Screen("other lists: comments that wait", url, {}, 'id="result_list"')
    yield Screen("other lists: all comments", url, {"state": "all"}, 'id="result_list"')
    yield Screen("other lists: comments, searched", url, {"state": "all", "q": "reader77@"})
