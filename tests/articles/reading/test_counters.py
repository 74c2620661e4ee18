"""Views counted where pages are served, from the request to the row of the hour."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError
from django.test import RequestFactory
from django.utils import timezone

from articles.models import HourlyViews
from articles.reading import counters
from articles.reading.counters import Views
from articles.writing import publishing
from iria.pages import Pages
from tests.makers import client_of, make_article, make_member, make_page

pytestmark = pytest.mark.django_db(transaction=True)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = "Chrome/131.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1"
GOOGLEBOT = f"Mozilla/5.0 {WEBKIT}; compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def views(monkeypatch):
    """The views of this process, written when a test says so."""
    views = Views()
    monkeypatch.setattr(counters, "_views", views)
    monkeypatch.setattr(counters._writer, "wake", lambda: None)
    return views


@pytest.fixture
def get(views):
    """Reads an address through the store of pages, and gives the status."""
    pages = Pages(WSGIHandler(), seen=counters.seen)

    def read(path: str, method: str = "GET", **environ: str) -> str:
        environ = {"HTTP_HOST": "testserver", "HTTP_USER_AGENT": FIREFOX} | environ
        request = RequestFactory().generic(method, path, **environ)
        # As servers give it: bytes as characters.
        given = request.environ | {"PATH_INFO": path.encode().decode("latin-1")}
        said = {}
        b"".join(pages(given, lambda status, headers: said.update(s=status, h=headers)))
        read.headers = dict(said["h"])
        return said["s"].partition(" ")[0]

    return read


def counted() -> dict[str, int]:
    return dict(HourlyViews.objects.values_list("article__title", "views"))


def test_a_fresh_page_one_from_the_store_and_one_that_stands_unchanged_count(get, views):
    make_article("Read", slug="read")
    make_article("Unread")

    statuses = [get("/articles/read/"), get("/articles/read/")]
    statuses += [get("/articles/read/", HTTP_IF_NONE_MATCH=get.headers["ETag"])]
    views.flush()

    assert statuses == ["200", "200", "304"]
    assert counted() == {"Read": 3}


def test_only_get_counts(get, views):
    make_article(slug="read")

    assert get("/articles/read/", method="HEAD") == "200"
    views.flush()

    assert counted() == {}


def test_only_pages_of_articles_count(get, views):
    """Those that are there: neither lists that show them, nor erroneous addresses."""
    make_article(slug="read")
    publishing.withdraw(make_article(slug="gone"), None)
    make_page("About")

    statuses = [get(f"/{path}") for path in ("", "about/", "feed/")]
    statuses += [get(f"/articles/{path}") for path in ("gone/", "none/", "read", "read/more/")]
    views.flush()

    assert statuses == ["200", "200", "200", "410", "404", "301", "404"]
    assert counted() == {}


def test_an_address_in_another_script_counts(get, views):
    make_article("Read", slug="монгол")

    assert get("/articles/монгол/") == "200"
    views.flush()

    assert counted() == {"Read": 1}


def test_staff_do_not_count(get, views):
    make_article(slug="read")
    client = client_of(make_member("Editor"))
    session = client.cookies["sessionid"].value

    assert get("/articles/read/", HTTP_COOKIE=f"sessionid={session}") == "200"
    views.flush()

    assert counted() == {}


@pytest.mark.parametrize(
    "user_agent",
    [
        "",
        GOOGLEBOT,
        "Mozilla/5.0 (compatible; SomeCrawler/1.0)",
        f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; UptimeMonitor)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.24",
        "curl/8.11.0",
        "Wget/1.21",
        "python-requests/2.32",
        "Go-http-client/1.1",
    ],
)
def test_robots_do_not_count(get, views, user_agent):
    make_article(slug="read")

    assert get("/articles/read/", HTTP_USER_AGENT=user_agent) == "200"
    views.flush()

    assert counted() == {}


@pytest.mark.parametrize(
    "user_agent",
    [
        FIREFOX,
        IPHONE,
        f"Mozilla/5.0 (Linux; Android 13; CUBOT X70) {WEBKIT} {CHROME}",
        "Lynx/2.9.2 libwww-FM/2.14",
    ],
)
def test_browsers_count(get, views, user_agent):
    make_article("Read", slug="read")

    get("/articles/read/", HTTP_USER_AGENT=user_agent)
    views.flush()

    assert counted() == {"Read": 1}


def test_processes_add_up(views):
    make_article("Read", slug="read")
    make_article("Other", slug="other")
    one, two = Views(), Views()
    for process, times in ((one, 2), (two, 3)):
        for _time in range(times):
            process.add("read")
    two.add("other")

    one.flush()
    two.flush()
    one.add("read")
    one.flush()

    assert counted() == {"Read": 6, "Other": 1}
    assert HourlyViews.objects.count() == 2


def test_each_hour_has_a_row(views, monkeypatch):
    make_article(slug="read")
    now = datetime(2031, 5, 1, 11, 59, 59, tzinfo=UTC)

    for at in (now, now + timedelta(seconds=2)):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        views.add("read")
        views.flush()

    rows = HourlyViews.objects.order_by("hour").values_list("hour", "views")
    assert [(hour.astimezone(UTC).hour, n) for hour, n in rows] == [(11, 1), (12, 1)]


def test_many_articles_are_written_at_once(views, monkeypatch):
    monkeypatch.setattr(counters, "AT_ONCE", 2)
    for number in range(5):
        make_article(f"No {number}", slug=f"no-{number}")
        views.add(f"no-{number}", number + 1)

    views.flush()

    assert counted() == {f"No {number}": number + 1 for number in range(5)}


def test_what_could_not_be_written_is_written_the_next_time(views, monkeypatch):
    make_article("Read", slug="read")
    views.add("read", 2)

    def fail(*_arguments):
        views.add("read")  # a reader who comes meanwhile
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(counters, "add", fail)
        with pytest.raises(DatabaseError):
            views.flush()
    before = counted()
    views.flush()
    views.flush()

    assert before == {}
    assert counted() == {"Read": 3}


def test_a_failure_is_logged_and_disturbs_no_reader(views, monkeypatch, caplog):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(views, "flush", fail)

    counters.Writer(views).write()

    assert "gone" in caplog.text


def test_memory_is_bounded(views):
    make_article("Read", slug="read")
    small = Views(most=2)

    for slug in ("read", "a", "b", "c", "read"):
        small.add(slug)

    assert dict(small.waiting) == {"read": 2, "a": 1}


def test_verdicts_on_browsers_are_bounded_and_hold_no_names(monkeypatch):
    monkeypatch.setattr(counters, "MOST_VERDICTS", 3)
    monkeypatch.setattr(counters, "_verdicts", {})

    found = [counters.is_browser(f"Mozilla/5.0 {number}") for number in range(8)]

    assert found == [True] * 8
    assert len(counters._verdicts) <= 3
    assert {type(known) for known in counters._verdicts} == {int}


def test_they_are_written_without_anybody_asking(monkeypatch):
    """By the thread that the first reader starts."""
    make_article("Read", slug="read")
    views = Views()
    monkeypatch.setattr(counters, "PAUSE", 0)
    writer = counters.Writer(views)
    views.add("read")

    writer.wake()
    writer.at_end.cancel()
    for thread in counters.threading.enumerate():
        if isinstance(thread, counters.threading.Timer):
            thread.join()

    assert counted() == {"Read": 1}
