"""`manage.py rebuild_search`, and what stays in the index when articles go."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.demonstration import removal
from articles.finding import hits
from articles.finding.asking import Question, terms_of
from articles.finding.searching import search
from articles.models import Article, SearchDocument, SearchEntry, SearchTrigram, SearchWord
from articles.writing import binning, indexing, publishing, rebuilding
from tests.freezing import later
from tests.makers import edit_article, make_article

pytestmark = pytest.mark.django_db


def found(query: str) -> list[int]:
    return search(Question(terms_of(query))).ids


def empty_the_index() -> None:
    hits.remove(connection, SearchEntry.objects.values_list("pk", flat=True))
    for model in (SearchEntry, SearchDocument, SearchWord, SearchTrigram):
        model.objects.all().delete()


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_what_was_lost_is_found_again(monkeypatch, chunk):
    monkeypatch.setattr(rebuilding, "CHUNK", chunk)
    articles = [make_article(title) for title in ("First", "Second", "Third")]
    make_article("Draft", published=False)
    publishing.withdraw(make_article("Withdrawn"), None)
    empty_the_index()
    before = [found(word) for word in ("first", "second", "third")]
    out = StringIO()

    call_command("rebuild_search", stdout=out)

    assert before == [[], [], []]
    assert [found(w) for w in ("first", "second", "third")] == [[a.pk] for a in articles]
    assert [found(w) for w in ("draft", "withdrawn")] == [[], []]
    assert out.getvalue() == "5 articles were written anew.\n"
    assert SearchWord.objects.filter(word="second").exists()


def test_words_that_no_article_has_any_more_are_forgotten():
    publishing.publish(edit_article(make_article("Former"), title="Latter"), None)
    before = SearchWord.objects.filter(word="former").exists()

    call_command("rebuild_search", verbosity=0)

    assert before
    assert not SearchWord.objects.filter(word="former").exists()
    assert not SearchTrigram.objects.filter(word="former").exists()
    assert SearchWord.objects.filter(word="latter").exists()


def test_it_may_be_done_twice():
    make_article("Once")

    for _ in range(2):
        call_command("rebuild_search", verbosity=0)

    assert len(found("once")) == 1
    assert SearchEntry.objects.count() == 1


def test_a_text_of_very_many_long_words_is_published_and_found():
    words = " ".join(f"б{number:05}{'ю' * 50}" for number in range(50_000))

    article = make_article("Endless", body=f"<p>Begin {words}</p>")

    assert found("endless") == found("begin") == [article.pk]


def rows_of_the_index() -> int:
    """Emptied after tests that commit, SQLite's database keeps what stands in FTS5."""
    table = hits.TABLE if connection.vendor == "sqlite" else hits.ENTRIES
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


def test_an_article_that_is_withdrawn_or_removed_leaves_the_index(monkeypatch):
    empty = rows_of_the_index()
    article = make_article("Gone")
    before = rows_of_the_index()
    publishing.withdraw(article, None)
    withdrawn = rows_of_the_index()
    binning.put_away(article, None)
    later(monkeypatch, days=31)

    binning.remove_due(10)

    assert (before, withdrawn, rows_of_the_index()) == (empty + 1, empty, empty)
    assert not Article.objects.filter(pk=article.pk).exists()


def test_the_demonstration_leaves_nothing_in_the_index(unscaled):
    empty = rows_of_the_index()
    call_command("load_demo", verbosity=0)
    before = rows_of_the_index()

    removal.remove()

    assert before > empty + 5
    assert rows_of_the_index() == empty


@pytest.mark.parametrize("size", [1, 20])
def test_articles_are_written_in_a_fixed_number_of_queries(size, django_assert_max_num_queries):
    ids = [make_article(f"Number {n}", body="<p>Words of it.</p>").pk for n in range(size)]

    with django_assert_max_num_queries(14):
        indexing.write(ids)
