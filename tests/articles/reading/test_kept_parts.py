"""Parts that are kept by what they show: what changes is seen at once, also outside the store."""

from datetime import UTC, datetime

import pytest

from articles.models import Category, MenuItem, Page
from iria.models import Institute
from tests.makers import make_article, make_category, make_page

pytestmark = pytest.mark.django_db


def test_a_card_tells_the_day_in_the_zone_of_the_institute(client):
    Institute.objects.create(pk=1, time_zone="UTC")
    make_article("Late", at=datetime(2025, 12, 31, 17, tzinfo=UTC))

    before = client.get("/").content.decode()
    Institute.objects.update(time_zone="Asia/Ulaanbaatar")
    after = client.get("/").content.decode()

    assert "31 December 2025" in before
    assert "1 January 2026" in after
    assert "31 December 2025" not in after


def test_a_renamed_category_is_seen_on_cards_and_in_the_menu(client):
    category = make_category("Old name")
    MenuItem.objects.create(category=category)
    make_article("One", categories=[category])

    before = client.get("/").content.decode()
    Category.objects.filter(pk=category.pk).update(name="New name")
    after = client.get("/").content.decode()

    assert before.count("Old name") == 2
    assert after.count("New name") == 2
    assert "Old name" not in after


def test_the_foot_says_what_the_institute_says_now(client):
    Institute.objects.create(pk=1, about="What we were.")

    assert "What we were." in client.get("/").content.decode()
    Institute.objects.update(about="What we are.")
    assert "What we are." in client.get("/").content.decode()


def test_the_entry_of_this_page_is_marked_and_of_no_other(client):
    page = make_page("About")
    MenuItem.objects.create(page=page)

    marked = 'href="/about/" aria-current="page"'
    assert marked in client.get("/about/").content.decode()
    assert marked not in client.get("/archive/").content.decode()


def test_a_page_that_is_not_public_has_no_place_in_a_menu(client):
    page = make_page("About")
    MenuItem.objects.create(page=page)

    assert 'href="/about/"' in client.get("/").content.decode()
    Page.objects.update(state="withdrawn")
    assert 'href="/about/"' not in client.get("/").content.decode()


def test_the_form_at_the_foot_names_the_page_it_stands_on(client):
    make_category("Arctic")

    for path in ("/", "/categories/arctic/"):
        assert f'name="page" value="{path}"' in client.get(path).content.decode()
