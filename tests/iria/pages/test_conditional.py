"""What a reader's browser has already."""

import re

import pytest
from django.utils import timezone

from tests.freezing import later
from tests.iria.pages.asking import Answer
from tests.makers import make_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_clock")]


@pytest.fixture
def one():
    return make_article(slug="one").get_absolute_url()


@pytest.mark.parametrize("form", ["{}", 'W/"other", {}', '{} , W/"other"', "*"])
def test_the_tag_is_found_in_each_form(pages, one, form):
    etag = Answer(pages, one).headers["ETag"]

    answer = Answer(pages, one, HTTP_IF_NONE_MATCH=form.format(etag))

    assert (answer.status, answer.body) == ("304 Not Modified", b"")
    assert answer.headers["ETag"] == etag
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Content-Type" not in answer.headers


def test_a_tag_that_lost_its_mark_of_weakness_is_known(pages, one):
    etag = Answer(pages, one).headers["ETag"]

    answer = Answer(pages, one, HTTP_IF_NONE_MATCH=etag.removeprefix("W/"))

    assert answer.status == "304 Not Modified"


def test_no_date_is_told_within_the_second_of_the_rendering(pages, one, monkeypatch):
    """A page that changes twice in one second would have one date for two texts."""
    at = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: at)
    fresh = Answer(pages, one)
    page = next(iter(pages.store.pages.values()))

    early = Answer(pages, one, HTTP_IF_MODIFIED_SINCE=page.modified)

    assert early.status == "200 OK"
    assert "Last-Modified" not in {**fresh.headers, **early.headers}


def test_the_date_is_told_later_and_known(pages, one, monkeypatch):
    Answer(pages, one)
    later(monkeypatch, seconds=2)

    date = Answer(pages, one).headers["Last-Modified"]

    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", date)
    assert Answer(pages, one, HTTP_IF_MODIFIED_SINCE=date).status == "304 Not Modified"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_IF_NONE_MATCH": 'W/"other"'},
        {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
    ],
)
def test_what_the_browser_has_not_is_sent(pages, one, headers):
    Answer(pages, one)

    assert Answer(pages, one, **headers).status == "200 OK"


def test_a_tag_goes_before_a_date(pages, one, monkeypatch):
    Answer(pages, one)
    later(monkeypatch, seconds=2)
    date = Answer(pages, one).headers["Last-Modified"]

    answer = Answer(pages, one, HTTP_IF_MODIFIED_SINCE=date, HTTP_IF_NONE_MATCH='W/"other"')

    assert answer.status == "200 OK"


def test_head_is_answered_from_the_same_page(pages, django, one):
    head = Answer(pages, one, method="HEAD")
    get = Answer(pages, one)

    assert django.asked == 1
    assert head.body == b""
    assert head.headers == get.headers
