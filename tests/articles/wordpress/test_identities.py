"""Each item is found again, also where its number is missing or not its own."""

import pytest

from articles.writing.models import Article
from iria.models import OldAddress
from tests.articles.wordpress.sites import attachment, bring, counts, item

pytestmark = pytest.mark.django_db


def unnumbered(title: str, slug: str) -> str:
    text = item(0, title, slug, content=f"<p>{title}.</p>")
    link = f"<guid>https://old.example/{slug}/guid</guid>"
    return text.replace("<wp:post_id>0</wp:post_id>", "").replace(
        "<guid>https://old.example/?p=0</guid>", link
    )


def test_items_without_a_number_do_not_overwrite_each_other(export):
    path = export(unnumbered("One", "one"), unnumbered("Two", "two"))

    bring(path)
    before = counts()
    report = bring(path)

    assert sorted(Article.objects.values_list("title", flat=True)) == ["One", "Two"]
    assert counts() == before
    assert not report.changed


def test_an_item_without_a_number_is_found_again_in_another_order(export):
    bring(export(unnumbered("One", "one"), unnumbered("Two", "two")))

    report = bring(export(unnumbered("Two", "two"), unnumbered("One", "one")))

    assert not report.new
    assert not report.changed


def test_a_number_given_twice_makes_two_articles(export, client):
    path = export(
        item(20, "First", "first", content="<p>First.</p>"),
        item(20, "Second", "second", content="<p>Second.</p>"),
    )

    bring(path)
    report = bring(path)

    bodies = dict(Article.objects.values_list("slug", "body"))
    assert bodies == {"first": "<p>First.</p>", "second": "<p>Second.</p>"}
    assert not report.new
    assert not report.changed
    assert client.get("/?p=20")["Location"] == "/articles/first/"
    assert client.get("/second/")["Location"] == "/articles/second/"


def test_a_picture_without_a_parent_leads_to_no_unnumbered_article(export):
    bring(export(attachment(11, "hall.png", parent=0), unnumbered("One", "one")))

    assert not OldAddress.objects.filter(path="/?attachment_id=11").exists()
