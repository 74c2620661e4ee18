"""Categories, tags, authors, credits and pictures in the desk, through its own addresses."""

import pytest
from django.urls import reverse

from articles.catalogue import naming
from articles.models import Author, Category
from articles.writing import refiling
from tests.articles.admin.columns import headings
from tests.makers import (
    client_of,
    make_article,
    make_author,
    make_category,
    make_credit,
    make_image,
    make_member,
)

pytestmark = pytest.mark.django_db
# What Python's isdigit() takes for a number, what no column holds, what int() refuses.
NO_NUMBERS = ["²", "٣", "-1", "1.5", "x", "9" * 30, "9" * 5_000]


def list_url(name: str) -> str:
    return reverse(f"admin:articles_{name}_changelist")


def act(desk, action: str, *rows, **data: object):
    name = rows[0]._meta.model_name
    selected = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(list_url(name), selected | data, follow=True)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("into", NO_NUMBERS)
def test_a_merge_into_no_row_asks_again(desk, into):
    one, two = make_category("One"), make_category("Two")

    response = act(desk, "merge", one, two, into=into)

    assert response.status_code == 200
    assert "Choose another." in said(response)
    assert "What stays" in response.content.decode()
    assert Category.objects.usable().count() == 2


def test_a_merge_puts_one_in_the_place_of_others(desk):
    one, two = make_category("One"), make_category("Two")
    article = make_article(categories=[one])

    response = act(desk, "merge", one, two, into=two.pk)

    assert said(response) == "1 merged into “Two”."
    assert list(article.categories.all()) == [two]


@pytest.mark.parametrize("page", [*NO_NUMBERS, "0"])
def test_the_picker_takes_no_number_for_the_first_page(desk, page):
    image = make_image()

    response = desk.get(reverse("admin:articles_image_pick"), {"page": page})

    assert [found["key"] for found in response.json()["results"]] == [image.key]


def test_former_addresses_of_what_is_removed_lead_nowhere(desk, client):
    category = make_category("Defense")
    category.slug = "defence"
    refiling.save(category)
    before = client.get("/categories/defense/")

    response = act(desk, "remove", category)

    assert before.status_code == 301
    assert said(response) == "“Defense” is removed."
    paths = [
        f"/categories/{slug}/{feed}" for slug in ("defense", "defence") for feed in ("", "feed/")
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert not naming.is_free(Category, "defense")
    assert not naming.is_free(Category, "defence")


def test_what_is_used_is_not_removed_and_its_addresses_lead_on(desk, client):
    category = make_category("Defense")
    make_article(categories=[category])
    category.slug = "defence"
    refiling.save(category)

    response = act(desk, "remove", category)

    assert "still used in 1 place" in said(response)
    assert client.get("/categories/defense/").status_code == 301


def test_choices_begin_with_a_capital_in_the_desk(desk):
    author, image = make_author(), make_image()

    for name, row, label in (("author", author, "Person"), ("image", image, "Photograph")):
        listed = desk.get(list_url(name)).content.decode()
        form = desk.get(reverse(f"admin:articles_{name}_change", args=[row.pk])).content.decode()
        assert f">{label}</a>" in listed
        assert f">{label}</option>" in form
        assert row.get_kind_display() == label.lower()
    assert (
        '<td class="field-kind_name">Person</td>' in desk.get(list_url("author")).content.decode()
    )


def test_columns_have_names_in_words(desk):
    make_author()
    make_credit()

    assert headings(desk.get(list_url("credit")))[0] == "Credit"
    assert "Post" in headings(desk.get(list_url("author")))


def test_what_somebody_does_is_their_post(desk):
    page = desk.get(reverse("admin:articles_author_add")).content.decode()

    assert "Post:" in page
    assert "Position:" not in page


def test_an_author_is_saved_with_a_post(desk):
    data = {"name": "Ada", "kind": "person", "role": "Director", "slug": ""}

    desk.post(reverse("admin:articles_author_add"), data)

    assert (Author.objects.get().role, Author.objects.get().slug) == ("Director", "ada")


@pytest.mark.parametrize("page", ["change", "history"])
def test_the_address_of_what_was_merged_leads_to_what_it_is_now(desk, page):
    one, two = make_category("One"), make_category("Two")
    refiling.merge(one, two)
    url = reverse(f"admin:articles_category_{page}", args=[one.pk])

    response = desk.get(url, follow=True)

    assert response.redirect_chain[-1][0] == f"/admin/articles/category/{two.pk}/change/"
    assert said(response) == "“One” was merged into “Two”."


def test_what_was_merged_is_named_to_nobody_who_may_not_see_it():
    one, two = make_category("One"), make_category("Two")
    refiling.merge(one, two)

    response = client_of(make_member("Moderator")).get(
        reverse("admin:articles_category_history", args=[one.pk]), follow=True
    )

    assert "Two" not in response.content.decode()
