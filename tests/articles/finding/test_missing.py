"""Searches without result: which are counted, what of them is kept, and for how long."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from articles.finding import missing
from articles.models import EmptySearch
from tests.makers import client_of, make_article, make_editor

pytestmark = pytest.mark.django_db


def ask(client, query, **more):
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response


def kept() -> list[tuple[str, int]]:
    return list(EmptySearch.objects.order_by("pk").values_list("words", "count"))


def test_words_are_counted_in_one_spelling(client):
    for query in ("Arctic Council", "arctic   COUNCIL!", "“Árctic council”", "Suez"):
        ask(client, query)

    assert kept() == [("arctic council", 3), ("suez", 1)]
    assert EmptySearch.objects.first().last_day == timezone.localdate()


def test_only_words_and_numbers_are_kept():
    fields = {field.name for field in EmptySearch._meta.get_fields()}

    assert fields == {"id", "words", "count", "last_day"}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "ab",
        "!!!",
        "12 34",
        "ada@example.org",
        "https://example.org/page",
        "+49 170 5550123",
        "a b c d e f g h i",
        "x" * 31,
        " ".join(["longer"] * 13),
    ],
)
def test_what_is_no_question_in_words_is_not_counted(client, query):
    ask(client, query)

    assert kept() == []


def test_a_search_that_finds_something_or_is_narrowed_is_not_counted(client):
    make_article("Arctic")

    ask(client, "arctic")
    ask(client, "council", kind="news")
    client.head("/search/", {"q": "council"})

    assert kept() == []


def test_one_network_fills_no_list(client, monkeypatch):
    monkeypatch.setattr("articles.reading.search.MOST_COUNTED", 2)
    for query in ("one", "two", "three", "four"):
        ask(client, query)

    assert kept() == [("one", 1), ("two", 1)]


def test_a_page_is_answered_where_nothing_can_be_written(client, monkeypatch):
    def locked(said: str) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(missing, "_count", locked)

    ask(client, "arctic")

    assert kept() == []


LOCKS = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN", "LOCK TABLE articles_emptysearch IN EXCLUSIVE MODE"],
}


@pytest.mark.django_db(transaction=True)
def test_a_page_does_not_wait_for_a_writer(client):
    other = connection.copy()
    # Closed whatever happens: the lock would keep the tables from being emptied.
    with closing(other), other.cursor() as cursor:
        for statement in LOCKS[connection.vendor]:
            cursor.execute(statement)
        ask(client, "arctic")
        begun_with = kept()
        cursor.execute("ROLLBACK")
    ask(client, "arctic")

    assert (begun_with, kept()) == ([], [("arctic", 1)])
    if connection.vendor == "sqlite":
        assert connection.cursor().execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def test_old_ones_and_too_many_are_forgotten(monkeypatch):
    today = timezone.localdate()
    for words, days in (("old", 91), ("older", 200), ("new", 0), ("newer", 1), ("third", 80)):
        EmptySearch.objects.create(words=words, last_day=today - timedelta(days=days))
    monkeypatch.setattr(missing, "MOST_KEPT", 2)

    assert [missing.forget_old(10) for _ in range(3)] == [2, 1, 0]
    assert sorted(words for words, _count in kept()) == ["new", "newer"]


def test_the_chore_runs():
    assert "articles.finding.missing.forget_old" in settings.CHORES


def test_staff_see_the_most_wanted_first():
    for words, count in (("rare", 1), ("wanted", 9)):
        EmptySearch.objects.create(words=words, count=count)

    page = client_of(make_editor()).get("/admin/articles/emptysearch/").content.decode()

    assert page.index("/search/?q=wanted") < page.index("/search/?q=rare")
