"""The store in front of Django, through the WSGI interface."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from articles.writing import publishing
from iria.pages import Pages
from iria.pages.answers import OVERHEAD
from tests.freezing import later
from tests.iria.pages.asking import Answer
from tests.makers import edit_article, make_article

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_reader_is_answered_without_django(pages, django):
    article = make_article()

    first = Answer(pages, article.get_absolute_url())
    second = Answer(pages, article.get_absolute_url())

    assert django.asked == 1
    assert first.body == second.body
    assert second.status == "200 OK"
    assert "Set-Cookie" not in second.headers
    assert "script-src 'self'" in second.headers["Content-Security-Policy"]


def test_a_published_change_shows_on_the_next_request(pages):
    article = make_article("Before", slug="one")
    Answer(pages, "/articles/one/")
    edit_article(article, title="After")
    unpublished = Answer(pages, "/articles/one/")

    publishing.publish(article, None)

    assert b"Before" in unpublished.body
    assert b"After" in Answer(pages, "/articles/one/").body


def test_another_process_learns_of_it_too(django):
    one, other = Pages(django), Pages(django)
    article = make_article("Before", slug="one")
    for pages in (one, other):
        Answer(pages, "/articles/one/")
    edit_article(article, title="After")

    publishing.publish(article, None)

    assert [b"After" in Answer(p, "/articles/one/").body for p in (one, other)] == [True, True]


def test_a_change_elsewhere_leaves_a_page_alone(pages, django):
    make_article("One", slug="one")
    make_article("Two", slug="two", body="<p>Two.</p>")
    other = make_article("Three", slug="three", published=False)
    Answer(pages, "/robots.txt")
    asked = django.asked

    edit_article(other, title="Drei")
    Answer(pages, "/robots.txt")

    assert django.asked == asked


def test_a_withdrawn_article_is_gone_at_once(pages):
    article = make_article("Here", slug="one")
    Answer(pages, "/articles/one/")
    Answer(pages, "/")

    publishing.withdraw(article, None, reason="It was wrong.")

    gone = Answer(pages, "/articles/one/")
    assert gone.status.startswith("410")
    assert b"It was wrong." in gone.body
    assert b"Here" not in Answer(pages, "/").body


def test_a_page_ends_when_a_publication_is_due(pages, django, monkeypatch):
    make_article("Tomorrow", at=timezone.now() + timedelta(minutes=50), slug="tomorrow")
    Answer(pages, "/feed/")

    later(monkeypatch, minutes=49)
    before = Answer(pages, "/feed/").body
    asked = django.asked
    later(monkeypatch, minutes=2)
    after = Answer(pages, "/feed/").body

    assert asked == 1
    assert b"/articles/tomorrow/" not in before
    assert b"/articles/tomorrow/" in after


def test_staff_are_never_given_a_kept_page(pages, django):
    make_article(slug="one")
    Answer(pages, "/articles/one/")

    answer = Answer(pages, "/articles/one/", HTTP_COOKIE="sessionid=abc")

    assert django.asked == 2
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_it_compresses_as_the_browser_asks(pages):
    make_article(slug="one", body="<p>" + "word " * 400 + "</p>")

    plain = Answer(pages, "/articles/one/")
    br = Answer(pages, "/articles/one/", HTTP_ACCEPT_ENCODING="gzip, br")
    gz = Answer(pages, "/articles/one/", HTTP_ACCEPT_ENCODING="gzip, br;q=0")

    assert brotli.decompress(br.body) == gzip.decompress(gz.body) == plain.body
    assert (br.headers["Content-Encoding"], gz.headers["Content-Encoding"]) == ("br", "gzip")
    assert int(br.headers["Content-Length"]) == len(br.body)
    assert "Accept-Encoding" in br.headers["Vary"]


def test_the_memory_of_a_page_counts_every_form_from_the_start(pages):
    make_article(slug="one", body="<p>" + "word " * 400 + "</p>")
    Answer(pages, "/articles/one/")
    (page,) = pages.store.pages.values()
    before = page.size

    for _ in range(2):
        Answer(pages, "/articles/one/", HTTP_ACCEPT_ENCODING="gzip")

    assert sorted(page.bodies) == ["br", "gzip", "identity"]
    assert sum(map(len, page.bodies.values())) <= page.size - OVERHEAD
    assert page.size == before == pages.store.size


def test_what_the_browser_has_already_is_not_sent_again(pages):
    make_article(slug="one")
    etag = Answer(pages, "/articles/one/").headers["ETag"]

    answer = Answer(pages, "/articles/one/", HTTP_IF_NONE_MATCH=etag)

    assert answer.status == "304 Not Modified"
    assert answer.body == b""


def test_head_has_the_headers_and_no_body(pages):
    make_article(slug="one")

    answer = Answer(pages, "/articles/one/", method="HEAD")

    assert answer.body == b""
    assert int(answer.headers["Content-Length"]) > 500


def test_a_foreign_host_is_refused_and_not_kept(pages):
    answer = Answer(pages, "/", HTTP_HOST="evil.example")

    assert answer.status.startswith("400")
    assert not pages.store.pages


def test_other_methods_pass_through(pages):
    answer = Answer(pages, "/robots.txt", method="OPTIONS")

    assert answer.status.startswith("405")
    assert not pages.store.pages


def test_the_store_is_bounded(pages, monkeypatch):
    monkeypatch.setattr("iria.pages.store.MOST_PAGES", 3)
    articles = [make_article(slug=f"a{number}") for number in range(5)]
    for article in articles:
        Answer(pages, article.get_absolute_url())

    assert len(pages.store.pages) == 3


def test_what_is_due_while_a_page_is_rendered_shows_on_the_next_request(monkeypatch):
    """The first query was before that time, the end of the rendering after it."""
    at = timezone.now() + timedelta(hours=1)
    make_article("Due", at=at, slug="due")
    clock = [at - timedelta(seconds=1)]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    handler = WSGIHandler()

    def slow(environ, start_response):
        body = [b"".join(handler(environ, start_response))]
        clock[0] += timedelta(seconds=2)
        return body

    pages = Pages(slow)
    first = Answer(pages, "/")

    assert b"/articles/due/" not in first.body
    assert b"/articles/due/" in Answer(pages, "/").body
