"""How a process learns of commits."""

import time

import pytest
from django.db import DatabaseError

from articles.writing import publishing
from iria import cachesignal
from iria.pagecache import forget
from iria.pages import Pages
from tests.iria.pages.asking import Answer
from tests.makers import edit_article, make_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_clock")]


@pytest.fixture
def article():
    return make_article("Before", slug="one")


def publish_after(article):
    edit_article(article, title="After")
    publishing.publish(article, None)


def shows_after(pages):
    return b"After" in Answer(pages, "/articles/one/").body


def test_an_answer_from_the_store_asks_no_database(pages, article, django_assert_num_queries):
    Answer(pages, "/articles/one/")

    with django_assert_num_queries(0):
        assert Answer(pages, "/articles/one/").status == "200 OK"


def test_a_commit_is_seen_by_the_next_request(pages, article):
    Answer(pages, "/articles/one/")

    publish_after(article)

    assert shows_after(pages)


def test_a_lost_signal_costs_a_second(pages, article, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(cachesignal, "send", lambda: None)
    monkeypatch.setattr("iria.pagecache.on_commit", lambda act: None)
    moment = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: moment)
    Answer(pages, "/articles/one/")
    publish_after(article)

    within = shows_after(pages)
    moment += 1

    assert (within, shows_after(pages)) == (False, True)


def test_without_a_file_each_request_looks(django, settings, tmp_path, article, monkeypatch):
    (tmp_path / "file").touch()
    settings.PAGES_SIGNAL = tmp_path / "file" / "below"
    pages = Pages(django)
    Answer(pages, "/articles/one/")

    publish_after(article)

    assert shows_after(pages)
    asked = django.asked
    Answer(pages, "/articles/one/")
    assert django.asked == asked


def test_a_page_that_a_commit_changed_while_it_was_rendered_is_not_kept(django, article):
    def slow(environ, start_response):
        body = [b"".join(django(environ, start_response))]
        if django.asked == 1:
            publish_after(article)
        return body

    pages = Pages(slow)
    first = Answer(pages, "/articles/one/")

    assert b"After" not in first.body
    assert shows_after(pages)


def test_a_page_that_a_commit_left_alone_while_it_was_rendered_is_kept(django, article):
    def slow(environ, start_response):
        forget(["article:0"])
        # Another request learns of it before this one ends.
        pages.generations.current()
        return [b"".join(django(environ, start_response))]

    pages = Pages(slow)
    for _ in range(2):
        Answer(pages, "/articles/one/")

    assert django.asked == 1


def test_a_database_that_does_not_answer_is_told_by_django(pages, django, article, monkeypatch):
    Answer(pages, "/articles/one/")
    forget(["lists"])

    def fail():
        raise DatabaseError

    monkeypatch.setattr("iria.pages.generations.current_number", fail)
    Answer(pages, "/articles/one/")

    assert django.asked == 2


def test_very_many_changes_empty_the_store(pages, article, monkeypatch):
    monkeypatch.setattr("iria.pages.generations.MOST_TAGS", 3)
    Answer(pages, "/robots.txt")

    forget(["a", "b", "c", "d"])
    pages.generations.current()

    assert not pages.store.pages


def test_another_database_empties_the_store(pages, article):
    Answer(pages, "/robots.txt")
    forget(["lists"])
    pages.generations.current()
    pages.generations.number += 5

    forget(["lists"])
    pages.generations.current()

    assert not pages.store.pages
