"""A later import: what it changes, and what it leaves alone."""

from datetime import UTC, datetime

import pytest

from articles.wordpress.states import WITHDRAWAL_REASON
from articles.writing import publishing
from articles.writing.models import Article, Revision
from tests.articles.wordpress.sites import bring, counts, item, said
from tests.makers import edit_article, make_editor

pytestmark = pytest.mark.django_db

LINKING = '<p>See <a href="https://old.example/second/">this</a>.</p>'


def test_a_link_to_what_was_left_out_changes_nothing_the_second_time(export):
    path = export(
        item(10, "A", "a", content=LINKING), item(20, "Second", "second", status="trash")
    )

    bring(path)
    before, revisions = counts(), Revision.objects.count()
    report = bring(path)

    article = Article.objects.get()
    assert "data-article" not in article.body
    assert (counts(), Revision.objects.count()) == (before, revisions)
    assert not report.changed
    assert article.revised_at is None


def test_a_link_to_an_article_of_another_file_stays(export):
    whole = (item(10, "A", "a", content=LINKING), item(20, "Second", "second"))
    bring(export(*whole))

    report = bring(export(whole[0]))

    assert not report.changed
    assert "data-article" in Article.objects.get(slug="a").body


def test_an_article_has_the_same_key_whenever_it_is_imported(export):
    path = export(item(10, "A", "a"))
    bring(path)
    key = Article.objects.get().key
    Article.objects.update(latest_revision=None, live_revision=None, state="draft")
    Article.objects.all().delete()

    bring(path)

    assert Article.objects.get().key == key


def test_a_link_that_changes_is_no_update_for_readers(export):
    bring(export(item(10, "A", "a", content=LINKING)))

    report = bring(export(item(10, "A", "a", content=LINKING), item(20, "Second", "second")))

    article = Article.objects.get(slug="a")
    assert report.changed["articles"] == 1
    assert "data-article" in article.body
    assert article.revised_at is None


def test_a_text_that_changed_carries_the_day_that_the_old_site_gives(export):
    bring(export(item(10, "A", "a")))

    bring(export(item(10, "A", "a", content="<p>New.</p>", modified="2024-10-01 09:00:00")))

    article = Article.objects.get()
    assert article.body == "<p>New.</p>"
    assert article.revised_at == datetime(2024, 10, 1, 9, tzinfo=UTC)


def test_a_text_that_changed_without_a_day_is_not_dated_today(export):
    bring(export(item(10, "A", "a", modified="2024-09-08 09:00:00")))

    bring(export(item(10, "A", "a", content="<p>New.</p>", modified="0000-00-00 00:00:00")))

    article = Article.objects.get()
    assert article.body == "<p>New.</p>"
    assert article.revised_at == datetime(2024, 9, 8, 9, tzinfo=UTC)


def test_what_became_private_is_withdrawn(export, client):
    bring(export(item(10, "A", "a")))

    report = bring(export(item(10, "A", "a", status="private")))

    assert client.get("/articles/a/").status_code == 410
    assert report.changed["articles"] == 1
    assert "withdrawn here (1):\n  - A" in said(report)
    assert not bring(export(item(10, "A", "a", status="private"))).changed


@pytest.mark.parametrize("change", [{"status": "trash"}, {"password": "x"}, {"status": "draft"}])
def test_what_is_no_longer_public_there_is_withdrawn(export, client, change):
    bring(export(item(10, "A", "a")))

    bring(export(item(10, "A", "a", **change)))

    assert client.get("/articles/a/").status_code == 410


def test_what_became_public_is_published_with_its_date_and_addresses(export, client):
    bring(export(item(10, "A", "a", status="draft")))

    report = bring(export(item(10, "A", "a")))

    article = Article.objects.get()
    assert article.go_live_at == datetime(2024, 9, 5, 10, tzinfo=UTC)
    assert article.revised_at is None
    assert report.changed["articles"] == 1
    assert client.get("/a/")["Location"] == "/articles/a/"


def test_what_comes_back_there_comes_back_here(export, client):
    bring(export(item(10, "A", "a")))
    bring(export(item(10, "A", "a", status="private")))

    bring(export(item(10, "A", "a")))

    assert client.get("/articles/a/").status_code == 200


def test_what_staff_published_is_not_withdrawn_but_listed(export):
    path = export(item(10, "A", "a", status="draft"))
    bring(path)
    publishing.publish(Article.objects.get(), make_editor())

    report = bring(path)

    assert Article.objects.get().is_public()
    assert not report.changed
    assert "public here, not there – “A”" in said(report)


def test_what_staff_withdrew_is_not_published_but_listed(export):
    path = export(item(10, "A", "a"))
    bring(path)
    publishing.withdraw(Article.objects.get(), make_editor(), reason="An error.")

    report = bring(path)

    assert Article.objects.get().state == "withdrawn"
    assert "public there, not here – “A”" in said(report)


def test_the_state_of_what_staff_edited_is_only_listed(export):
    bring(export(item(10, "A", "a")))
    edit_article(Article.objects.get(), make_editor(), title="Edited")

    report = bring(export(item(10, "A", "a", status="private")))

    article = Article.objects.get()
    assert article.is_public()
    assert article.withdrawal_reason != WITHDRAWAL_REASON
    assert "public here, not there" in said(report)


def test_what_lies_in_the_bin_here_is_left_there(export):
    path = export(item(10, "A", "a"))
    bring(path)
    Article.objects.update(deleted_at=datetime(2025, 1, 1, tzinfo=UTC))

    report = bring(path)

    assert Article.objects.get().deleted_at is not None
    assert "In the bin here" in said(report)
