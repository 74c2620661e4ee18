"""Each old address leads to what is there today."""

import pytest

from articles.writing.models import Page
from iria.models import OldAddress
from tests.articles.wordpress.sites import attachment, bring, item, said

pytestmark = pytest.mark.django_db

PICTURE = (
    '<img class="wp-image-11" src="https://old.example/wp-content/uploads/2024/09/hall.png"/>'
)


def test_the_page_of_a_picture_of_a_page_leads_to_the_page(export, client):
    page = item(2, "About", "about", kind="page", terms=[])

    bring(export(page, attachment(11, "hall.png", parent=2)))

    assert client.get("/picture-11/")["Location"] == "/about/"


@pytest.mark.parametrize("parent", [0, 99, 12])
def test_the_page_of_a_picture_leads_to_the_first_text_that_shows_it(export, client, parent):
    bring(
        export(
            attachment(11, "hall.png", parent=parent),
            item(12, "Draft", "draft", content=PICTURE, status="draft"),
            item(13, "A", "a", content=PICTURE),
            item(14, "B", "b", content=PICTURE),
        )
    )

    assert client.get("/picture-11/")["Location"] == "/articles/a/"
    assert client.get("/?attachment_id=11")["Location"] == "/articles/a/"


def test_the_page_of_a_picture_that_no_text_shows_is_not_kept(export, client):
    bring(export(attachment(11, "hall.png", parent=0), item(13, "A", "a")))

    assert client.get("/picture-11/").status_code == 404


@pytest.mark.parametrize("slug", ["archive", "search"])
def test_a_page_that_gets_another_address_is_listed(export, slug):
    report = bring(export(item(2, "Old", slug, kind="page", terms=[])))

    assert Page.objects.get().slug == f"{slug}-2"
    assert f"Old: {slug}-2 for {slug}" in said(report)


def test_the_feed_of_a_post_leads_to_the_article(export, client):
    bring(export(item(10, "A", "a")))

    assert client.get("/a/feed/")["Location"] == "/articles/a/"


def test_authors_by_number_and_tags_by_name_are_kept(export):
    bring(export(item(10, "A", "a", terms=[("post_tag", "gas", "Gas")])))

    targets = dict(OldAddress.objects.values_list("path", "target"))
    assert targets["/?author=1"] == "/authors/desk/"
    assert targets["/?tag=gas"] == "/tags/gas/"
