from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from iria.loading import load
from iria.models import Institute
from tests.makers import make_article

pytestmark = pytest.mark.django_db


def test_a_row_is_loaded_as_django_loads_it():
    make_article("One", at=timezone.now() - timedelta(days=1))

    found = load(Article, "SELECT * FROM articles_article", [])

    (row,) = Article.objects.all()
    assert {f.attname: getattr(found[0], f.attname) for f in Article._meta.concrete_fields} == {
        f.attname: getattr(row, f.attname) for f in Article._meta.concrete_fields
    }
    assert found == [row]
    assert (found[0]._state.adding, found[0]._state.db) == (False, "default")


def test_columns_may_come_in_any_order(django_assert_num_queries):
    article = make_article("One", at=timezone.now() - timedelta(days=1))
    sql = "SELECT go_live_at, 7 AS place, title, comments_open, id FROM articles_article"

    with django_assert_num_queries(1):
        (row,) = load(Article, sql, [])
        found = (row.pk, row.title, row.comments_open, row.go_live_at, row.place)

    assert found == (article.pk, "One", article.comments_open, article.go_live_at, 7)


def test_what_the_query_leaves_out_is_fetched_when_it_is_asked_for(django_assert_num_queries):
    make_article("One", body="<p>Said.</p>")
    (row,) = load(Article, "SELECT id, title FROM articles_article", [])

    with django_assert_num_queries(1):
        assert row.body == "<p>Said.</p>"


def test_no_row_is_no_row():
    assert load(Institute, "SELECT * FROM iria_institute WHERE id = 2", []) == []
