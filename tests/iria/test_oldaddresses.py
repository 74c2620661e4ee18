"""Addresses that once were public: one 301, never a chain."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from articles.writing import publishing
from iria.models import OldAddress
from iria.oldaddresses import MAX_LENGTH, keep, target_of
from tests.makers import edit_article, make_article, make_category, make_page

pytestmark = pytest.mark.django_db


def steps() -> dict[str, str]:
    return dict(OldAddress.objects.values_list("path", "target"))


# The table


def test_an_old_address_leads_to_the_new_one():
    keep("/old/", "/new/")

    assert target_of("/old/") == "/new/"
    assert target_of("/new/") is None


def test_what_led_to_an_address_follows_it():
    keep("/a/", "/b/")
    keep("/b/", "/c/")
    keep("/c/", "/d/")

    assert steps() == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_two_that_lead_to_one_address_both_follow_it():
    keep("/a/", "/c/")
    keep("/b/", "/c/")
    keep("/c/", "/d/")

    assert steps() == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_there_and_back_again_leaves_no_loop():
    keep("/a/", "/b/")
    keep("/b/", "/a/")

    assert steps() == {"/b/": "/a/"}


def test_back_to_the_first_of_three_leaves_no_loop():
    keep("/a/", "/b/")
    keep("/b/", "/c/")
    keep("/c/", "/a/")

    assert steps() == {"/b/": "/a/", "/c/": "/a/"}


def test_an_address_that_is_kept_again_leads_to_the_newer_one():
    keep("/a/", "/b/")
    keep("/a/", "/c/")

    assert steps() == {"/a/": "/c/"}


def test_an_address_does_not_lead_to_itself():
    keep("/a/", "/a/")

    assert steps() == {}


def test_the_longest_address_is_kept_and_a_longer_one_left_out():
    longest = "/" + "я" * (MAX_LENGTH - 2) + "/"

    keep(longest, "/new/")
    keep(f"{longest}x", "/new/")
    keep("/old/", f"{longest}x")

    assert steps() == {longest: "/new/"}


# What readers get


@pytest.mark.parametrize("path", ["/articles/old/", "/articles/old"])
def test_a_reader_is_led_on_in_one_step_with_a_slash_or_without(client, path):
    make_article(slug="new")
    keep("/articles/old/", "/articles/new/")

    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, "/articles/new/")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/articles/old/?utm_source=mail", "/articles/old?utm_source=mail"]
)
def test_what_a_mail_added_to_an_address_makes_no_second_step(client, path):
    keep("/articles/old/", "/articles/new/")

    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, "/articles/new/")


@pytest.mark.parametrize("path", ["/articles/договор/", "/articles/договор"])
def test_addresses_in_other_scripts_lead_on_too(client, path):
    keep("/articles/договор/", "/articles/мир/")

    response = client.get(path)

    assert response.status_code == 301
    assert response["Location"].isascii()
    assert unquote(response["Location"]) == "/articles/мир/"


@pytest.mark.parametrize("path", ["/2014/05/old-name/", "/2014/05/old-name"])
def test_addresses_of_the_old_site_lead_on(client, path):
    keep("/2014/05/old-name/", "/articles/new/")

    assert client.get(path)["Location"] == "/articles/new/"


def test_an_address_that_was_kept_without_a_slash_is_found_with_one(client):
    keep("/2014/report.html", "/articles/new/")

    assert client.get("/2014/report.html/")["Location"] == "/articles/new/"


@pytest.mark.parametrize("query", ["p=101", "page_id=101", "cat=101", "attachment_id=101"])
def test_numbers_of_wordpress_lead_on(client, query):
    keep(f"/?{query}", "/articles/new/")

    response = client.get(f"/?{query}&utm_source=mail")

    assert (response.status_code, response["Location"]) == (301, "/articles/new/")


@pytest.mark.parametrize("query", ["p=102", "p=", "q=101", "p=%D1%8F"])
def test_other_numbers_show_the_front_page(client, query):
    keep("/?p=101", "/articles/new/")

    assert client.get(f"/?{query}").status_code == 200


def test_a_head_request_is_led_on_too(client):
    keep("/articles/old/", "/articles/new/")

    assert client.head("/articles/old/").status_code == 301


@pytest.mark.parametrize(("path", "status"), [("/2014/old/", 404), ("/?p=101", 405)])
def test_what_is_posted_is_not_led_on(client, path, status):
    keep(path, "/articles/new/")

    assert client.post(path).status_code == status


def test_a_page_that_exists_wins(client):
    page = make_page("About")
    keep("/about/", "/articles/new/")

    response = client.get(page.get_absolute_url())

    assert response.status_code == 200
    assert "We are." in response.content.decode()


def test_what_was_withdrawn_is_gone_and_leads_nowhere(client):
    publishing.withdraw(make_article(slug="gone"), None)
    keep("/articles/gone/", "/articles/new/")

    assert client.get("/articles/gone/").status_code == 410


def test_what_never_was_is_not_found(client):
    assert client.get("/articles/never/").status_code == 404


def test_an_article_that_moved_twice_is_one_step_away(client):
    article = make_article(slug="one")
    for slug in ("two", "three"):
        publishing.publish(edit_article(article, slug=slug), None)

    moved = [client.get(f"/articles/{slug}/")["Location"] for slug in ("one", "two")]

    assert moved == ["/articles/three/"] * 2


def test_an_article_that_moved_back_is_where_it_was(client):
    article = make_article(slug="one")
    for slug in ("two", "one"):
        publishing.publish(edit_article(article, slug=slug), None)

    assert client.get("/articles/one/").status_code == 200
    assert client.get("/articles/two/")["Location"] == "/articles/one/"


# At the desk


def test_the_desk_shows_old_addresses_and_changes_none(desk):
    keep("/old/", "/new/")
    row = OldAddress.objects.get()

    shown = desk.get(reverse("admin:iria_oldaddress_changelist"), {"q": "old"})
    add = desk.get(reverse("admin:iria_oldaddress_add"))
    change = desk.post(reverse("admin:iria_oldaddress_change", args=[row.pk]), {"path": "/x/"})
    delete = desk.post(reverse("admin:iria_oldaddress_delete", args=[row.pk]), {"post": "yes"})

    assert "/new/" in shown.content.decode()
    assert [r.status_code for r in (add, change, delete)] == [403, 403, 403]
    assert steps() == {"/old/": "/new/"}


@pytest.mark.parametrize(
    ("asked", "old"),
    [
        ("/category/europe/page/2/", "/category/europe/"),
        ("/category/europe/page/17", "/category/europe/"),
        ("/?author=3", "/?author=3"),
        ("/?tag=treaties", "/?tag=treaties"),
    ],
)
def test_lists_of_wordpress_lead_to_ours(client, asked, old):
    category = make_category()
    keep(old, category.get_absolute_url())

    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (301, "/categories/europe/")
    assert client.get(answer["Location"]).status_code == 200
