"""What the counted views say, for readers and for the desk."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from articles.admin.readership import plot
from articles.models import Article, HourlyViews, MonthlyViews
from articles.reading import readership
from articles.writing import binning, publishing
from iria.models import Institute
from iria.pages import Pages
from tests.articles.reading.test_counters import WSGIHandler
from tests.iria.pages.asking import Answer
from tests.makers import client_of, make_article, make_member, make_views

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 5, 10, 12, 30, tzinfo=UTC)
HOME_QUERIES = 7
DESK_QUERIES = 9
LONG_AGO = NOW - timedelta(days=300)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def read(title: str, views: int, hours: int = 2, **fields) -> Article:
    """An article with views of some hours ago."""
    article = Article.objects.filter(title=title).first() or make_article(
        title, at=LONG_AGO, **fields
    )
    make_views(article, views, hours)
    return article


def shown(client) -> list[str]:
    """The titles under "Most read" on the front page."""
    page = lxml_html.fromstring(client.get("/").content)
    return [title.text_content() for title in page.xpath("//ol[@class='most-read']//a")]


def test_the_front_page_lists_the_five_that_were_read_most(client):
    for number in range(1, 7):
        read(f"No {number}", number)
    read("No 1", 7, hours=160)

    assert shown(client) == ["No 1", "No 6", "No 5", "No 4", "No 3"]


def test_views_of_more_than_seven_days_ago_do_not_count(client):
    read("Old", 100, hours=7 * 24 + 1)
    read("New", 1, hours=7 * 24)

    assert shown(client) == ["New"]


def test_what_is_withdrawn_falls_out_at_once(client):
    gone, other = read("Gone", 9), read("Other", 1)
    before = shown(client)

    publishing.withdraw(gone, None)

    assert before == ["Gone", "Other"]
    assert shown(client) == [other.title]


def test_without_counts_nothing_is_shown(client):
    make_article(at=LONG_AGO)

    assert "Most read" not in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_list_stands_still_until_the_page_ends(monkeypatch):
    """A view that is counted meanwhile changes neither the page in the store nor a fresh one."""
    first, second = read("First", 2), read("Second", 1)
    pages, other = Pages(WSGIHandler()), Pages(WSGIHandler())
    running = readership.hour_of(NOW)

    before = Answer(pages, "/").body
    readership.add(HourlyViews, "hour", {(second.pk, running): 5})
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=30, seconds=59))
    kept, fresh = Answer(pages, "/").body, Answer(other, "/").body
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=31))
    after = Answer(pages, "/").body

    place = '<ol class="most-read">'
    listed = after.decode().partition(place)[2]
    assert before == kept == fresh
    assert listed.index(second.title) < listed.index(first.title)


@pytest.mark.parametrize("size", [1, 6])
def test_it_takes_two_queries(client, size, django_assert_num_queries):
    for number in range(size):
        read(f"No {number}", number + 1)

    with django_assert_num_queries(2):
        ranked = readership.ranking(HourlyViews.objects.all())
        articles = readership.most_read(Article.objects.all(), ranked)
        assert [article.get_absolute_url() for article in articles]
    with django_assert_num_queries(HOME_QUERIES):
        assert shown(client)
    # Until the next hour the ranking is known.
    with django_assert_num_queries(HOME_QUERIES - 1):
        assert shown(client)
    client = client_of(make_member("Administrator"))
    client.get("/admin/")
    with django_assert_num_queries(DESK_QUERIES):
        assert "panel-read" in client.get("/admin/").content.decode()


def test_hours_that_nothing_shows_any_more_are_folded_into_months():
    article = read("Read", 1, hours=24 * 93)
    read("Read", 2, hours=24 * 93 + 1)
    read("Read", 4, hours=24 * 130)
    kept = read("Read", 8, hours=24 * 91)

    steps = [readership.fold_old(1), readership.fold_old(1)]

    months = dict(MonthlyViews.objects.values_list("month", "views"))
    assert kept == article
    assert steps == [3, 0]
    assert months == {date(2031, 2, 1): 3, date(2030, 12, 1): 4}
    assert HourlyViews.objects.get().views == 8
    assert readership.in_all(article) == 15


def test_days_are_those_of_the_institute():
    Institute.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    article = make_article(at=LONG_AGO)
    # 14:00 and 15:00 UTC are 23:00 and midnight in Tokyo.
    for hour, views in ((14, 1), (15, 2)):
        at = datetime(2031, 5, 9, hour, tzinfo=UTC)
        HourlyViews.objects.create(article=article, hour=at, views=views)

    with timezone.override("Asia/Tokyo"):
        days = readership.by_day(article)

    assert len(days) == readership.DAYS
    assert [(day.date.day, day.views) for day in days[-2:]] == [(9, 1), (10, 2)]
    assert sum(day.views for day in days) == 3


# The desk


def overview(client) -> str:
    return client.get("/admin/").content.decode()


def test_the_desk_lists_what_was_read_most_with_numbers(desk):
    article = read("Read", 3)
    read("Read", 1, hours=0)

    page = lxml_html.fromstring(overview(desk))

    (entry,) = page.xpath("//ol[@class='panel-read']/li")
    assert " ".join(entry.text_content().split()) == "Read 4 views"
    assert entry.find("a").get("href").endswith(f"/{article.pk}/history/")


def test_an_author_sees_numbers_of_their_own_articles_alone():
    author = client_of(make_member("Author"))
    read("Mine", 1, user=author.user)
    other = read("Of another", 9)

    page = overview(author)

    assert "Mine" in page
    assert "Of another" not in page
    assert author.get(f"/admin/articles/article/{other.pk}/history/").status_code == 302


def test_who_may_not_see_articles_sees_no_list():
    read("Read", 1)

    assert "Most read" not in overview(client_of(make_member("Mail manager")))


def history(client, article: Article) -> lxml_html.HtmlElement:
    url = f"/admin/articles/article/{article.pk}/history/"
    return lxml_html.fromstring(client.get(url).content)


def test_the_history_of_an_article_has_its_days_as_a_plot_and_as_a_table(desk):
    article = read("Read", 6)
    read("Read", 3, hours=24)

    page = history(desk, article)

    bars = page.xpath("//section[@aria-labelledby='plot']//rect")
    table = [
        row.text_content() for row in page.xpath("//section[@aria-labelledby='plot']//tbody/tr")
    ]
    assert [bar.get("height") for bar in bars] == ["36", "72"]
    assert [bar.findtext("title") for bar in bars] == ["9 May 2031: 3", "10 May 2031: 6"]
    assert table == ["10 May 20316", "9 May 20313"]
    assert "at most 6" in page.find(".//svg[@role='img']").get("aria-label")


def test_a_plot_takes_three_queries(desk, django_assert_num_queries):
    article = read("Read", 6)
    for hours in range(3, 40):
        read("Read", hours, hours=hours)

    with django_assert_num_queries(3):
        plot(article)


def test_what_was_never_public_has_no_plot(desk):
    draft = make_article(published=False)
    unread = make_article(at=LONG_AGO)

    assert "Views, last 30 days" not in history(desk, draft).text_content()
    assert "Nothing has been counted yet." in history(desk, unread).text_content()


def test_counts_go_with_the_article():
    article = read("Read", 6)
    MonthlyViews.objects.create(article=article, month=date(2031, 1, 1), views=1)
    publishing.withdraw(article, None)
    binning.put_away(article, None)
    Article.objects.update(deleted_at=LONG_AGO)

    binning.remove_due(20)

    assert not Article.objects.exists()
    assert not HourlyViews.objects.exists()
    assert not MonthlyViews.objects.exists()
