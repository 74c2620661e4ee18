"""The first page of the desk."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.models import Article, Image
from articles.writing import reviewing
from iria import beats
from iria.models import Institute
from tests.articles.admin.test_writing import LIST
from tests.iria.test_letters import write
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_image,
    make_member,
    make_page,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_it_counts_what_waits_and_leads_to_it(desk):
    make_article("Draft", published=False)
    edit_article(make_article("Live"), title="Live, edited")
    make_image(credit=None, alt="")

    page = desk.get("/admin/").content.decode()

    assert '<a href="/admin/articles/article/?state=draft">Draft</a> <b>1</b>' in page
    assert '?state=changed">Published, with changes</a> <b>1</b>' in page
    assert '?missing=credit">Without a credit</a> <b>1</b>' in page
    assert '?missing=alt">Without alternative text</a> <b>1</b>' in page


def test_an_author_finds_what_was_sent_back_and_what_waits():
    author = client_of(make_member("Author"))
    for name in ("One", "Two", "Three"):
        make_article(name, published=False, user=author.user)
    live = edit_article(make_article("Live", user=author.user), title="Changed")
    one, two, _three = Article.objects.filter(state="draft").order_by("pk")
    for article in (one, two, live):
        reviewing.submit(article, author.user)
    for article in (two, live):
        reviewing.send_back(article, None, note="Why?")

    page = author.get("/admin/").content.decode()
    lists = {
        query: {a.title for a in author.get(f"{LIST}?{query}").context["cl"].result_list}
        for query in ("mine=back", "mine=draft", "state=review")
    }

    assert '?mine=back">Sent back to you</a> <b>2</b>' in page
    assert '?mine=draft">Your drafts</a> <b>2</b>' in page
    assert '?state=review">In review</a> <b>1</b>' in page
    assert lists == {
        "mine=back": {"Two", "Live"},
        "mine=draft": {"Two", "Three"},
        "state=review": {"One"},
    }


def test_an_editor_finds_what_is_to_be_reviewed_and_what_goes_out_today(monkeypatch):
    Institute.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 5, 1, 12, 0, tzinfo=UTC))
    editor = client_of(make_member("Editor"))
    # Midnight in Tokyo is 15:00 UTC.
    make_article("Today", at=datetime(2031, 5, 1, 14, 59, tzinfo=UTC))
    make_article("Tomorrow", at=datetime(2031, 5, 1, 15, 0, tzinfo=UTC))
    reviewing.submit(make_article("Draft", published=False), None)
    reviewing.submit(edit_article(make_article("Live"), title="Changed"), None)
    reviewing.submit(make_page(published=False), None)

    page = editor.get("/admin/").content.decode()

    assert '?state=scheduled">Out today</a> <b>1</b>' in page
    assert '?state=scheduled">Scheduled</a> <b>2</b>' in page
    assert '?state=review">To review</a> <b>2</b>' in page
    assert '<a href="/admin/articles/page/?state=review">Pages to review</a> <b>1</b>' in page


def test_where_nothing_waits_it_says_so(desk):
    page = desk.get("/admin/").content.decode()

    assert "No draft waits." in page
    assert "Every picture has its credit" in page


def test_who_may_see_nothing_is_told_who_can_change_that(client):
    client.force_login(make_user(), backend="iria.rights.RightsBackend")

    page = client.get("/admin/").content.decode()

    assert "Nothing here is open to you yet." in page
    assert "No draft waits." not in page


def test_only_our_own_screens_are_listed(desk):
    page = desk.get("/admin/").content.decode()

    assert not any(word in page.lower() for word in ("taggit", "axes", "authentication and"))
    assert desk.get("/admin/taggit/tag/").status_code == 404


@pytest.mark.parametrize("size", [1, 9])
def test_it_takes_the_same_queries_however_much_there_is(django_assert_max_num_queries, size):
    for number in range(size):
        make_article(f"No {number}", published=number % 2 == 0)
    make_image()
    assert Image.objects.count() == 1

    client = client_of(make_member("Administrator"))
    client.get("/admin/")
    # Session, user, two for rights, institute, the counts, latest articles, most read, campaigns.
    with django_assert_max_num_queries(10):
        client.get("/admin/")


def test_it_warns_where_no_worker_sends_mail(desk):
    without = desk.get("/admin/").content.decode()
    beats.beat("one:1")
    with_one = desk.get("/admin/").content.decode()

    assert "No worker is at work" in without
    assert "No worker is at work" not in with_one


def test_letters_in_trouble_are_counted_and_listed_without_their_text(desk):
    letter = write()
    letter.state, letter.error = "uncertain", "connection lost"
    letter.save()

    page = desk.get("/admin/").content.decode()
    listed = desk.get("/admin/iria/letter/?state__exact=uncertain").content.decode()
    shown = desk.get(f"/admin/iria/letter/{letter.pk}/change/").content.decode()

    assert '?state__exact=uncertain">Uncertain</a> <b>1</b>' in page
    assert "reader@example.org" in listed
    assert "connection lost" in shown
    assert "https://example.org/link" not in shown
    assert desk.get("/admin/iria/letter/add/").status_code == 403
