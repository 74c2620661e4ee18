"""The menus, through the admin's own addresses; readers see them on the next request."""

import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from articles.models import MenuItem
from articles.writing import publishing
from iria.pages import Pages
from tests.articles.admin.columns import headings
from tests.articles.admin.test_writing import author_client
from tests.iria.pages.asking import Answer
from tests.makers import make_category, make_page

pytestmark = pytest.mark.django_db
# The store of pages closes the connection after each request, and a transaction with it.
kept = pytest.mark.django_db(transaction=True)
LIST = reverse("admin:articles_menuitem_changelist")
ADD = reverse("admin:articles_menuitem_add")
MAIN = re.compile(r'<nav class="menu".*?</nav>', re.DOTALL)
FOOTER = re.compile(r'<nav class="foot-menu".*?</nav>', re.DOTALL)
ENTRY = re.compile(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a>')


@pytest.fixture
def pages() -> Pages:
    """The store, with the front page in it."""
    store = Pages(WSGIHandler())
    Answer(store, "/")
    return store


def shown(pages: Pages, menu: re.Pattern[str] = MAIN) -> list[tuple[str, str]]:
    """Address and label of each entry that a reader sees now."""
    return ENTRY.findall(menu.search(Answer(pages, "/").body.decode())[0])


def typed(**fields: object) -> dict[str, object]:
    return {"menu": "main", "position": "0", "label": "", "address": ""} | fields


def url_of(name: str, item: MenuItem) -> str:
    return reverse(f"admin:articles_menuitem_{name}", args=[item.pk])


@kept
def test_entries_that_were_put_in_show_at_once(desk, pages):
    category, page = make_category("Europe"), make_page("About")
    before = shown(pages)

    desk.post(ADD, typed(position="2", category=category.pk))
    desk.post(ADD, typed(position="1", page=page.pk, label="About us"))
    desk.post(ADD, typed(position="3", address="https://other.example/", label="Partner"))

    assert before == []
    assert shown(pages) == [
        ("/about/", "About us"),
        ("/categories/europe/", "Europe"),
        ("https://other.example/", "Partner"),
    ]


@kept
def test_the_footer_has_entries_of_its_own(desk, pages):
    desk.post(ADD, typed(menu="footer", address="/search/", label="Look it up"))

    assert shown(pages) == []
    assert ("/search/", "Look it up") in shown(pages, FOOTER)


@kept
def test_entries_are_moved_in_the_list(desk, pages):
    one = MenuItem.objects.create(address="/one/", position=1)
    two = MenuItem.objects.create(address="/two/", position=2)
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "2",
        "form-0-id": one.pk,
        "form-0-position": "5",
        "form-1-id": two.pk,
        "form-1-position": "2",
        "_save": "Save",
    }

    response = desk.post(LIST, data)

    assert response.status_code == 302
    assert [url for url, _label in shown(pages)] == ["/two/", "/one/"]


@kept
def test_an_entry_that_is_changed_shows_at_once(desk, pages):
    item = MenuItem.objects.create(address="/one/", label="Before")

    desk.post(url_of("change", item), typed(address="/one/", label="After"))

    assert shown(pages) == [("/one/", "After")]


@kept
def test_an_entry_that_is_taken_out_is_gone_at_once(desk):
    item = MenuItem.objects.create(address="/one/", label="One")
    pages = Pages(WSGIHandler())
    before = shown(pages)

    desk.post(url_of("delete", item), {"post": "yes"})

    assert before == [("/one/", "One")]
    assert shown(pages) == []


@kept
def test_many_that_are_taken_out_are_gone_at_once(desk):
    items = [MenuItem.objects.create(address=f"/{n}/") for n in range(3)]
    pages = Pages(WSGIHandler())
    before = shown(pages)
    selected = [item.pk for item in items[:2]]

    desk.post(LIST, {"action": "delete_selected", "_selected_action": selected, "post": "yes"})

    assert len(before) == 3
    assert shown(pages) == [("/2/", "/2/")]


@kept
def test_a_label_is_text_whatever_it_holds(desk, pages):
    desk.post(ADD, typed(address="/one/", label="<b>One</b>"))

    assert shown(pages) == [("/one/", "&lt;b&gt;One&lt;/b&gt;")]


@kept
def test_a_page_shows_once_it_is_published_and_no_longer_than_that(desk, pages):
    page = make_page("About", published=False)
    desk.post(ADD, typed(page=page.pk))

    seen = [shown(pages)]
    publishing.publish(page, None)
    seen.append(shown(pages))
    publishing.withdraw(page, None)
    seen.append(shown(pages))

    assert seen == [[], [("/about/", "About")], []]


@kept
def test_an_entry_without_a_label_follows_the_name_of_its_category(desk, pages):
    category = make_category("Near East")
    desk.post(ADD, typed(category=category.pk))
    before = shown(pages)

    desk.post(
        reverse("admin:articles_category_change", args=[category.pk]),
        {"name": "Middle East", "slug": "middle-east", "description": "", "parent": ""},
    )

    assert before == [("/categories/near-east/", "Near East")]
    assert shown(pages) == [("/categories/middle-east/", "Middle East")]


@pytest.mark.parametrize("which", ["none", "category and page", "category and address"])
def test_an_entry_leads_to_one_place(desk, which):
    fields = {
        "category": make_category().pk if "category" in which else "",
        "page": make_page().pk if "page" in which else "",
        "address": "/search/" if "address" in which else "",
    }

    response = desk.post(ADD, typed(**fields))

    assert "Choose one: a category, a page or an address." in response.content.decode()
    assert not MenuItem.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil.example/",
        "/\\evil.example/x",
        "/a\\b",
        "/\t/evil.example/",
        "/\n/evil.example/",
        "search",
        "ftp://x.example/",
        " /a\0",
    ],
)
def test_an_address_begins_with_a_slash_or_https(desk, address):
    response = desk.post(ADD, typed(address=address))

    assert response.context["adminform"].form.errors["address"]
    assert not MenuItem.objects.exists()


@pytest.mark.parametrize(
    "address", ["/search/", "https://other.example/", "http://x.example/", "mailto:a@x.example"]
)
def test_addresses_here_and_elsewhere_are_taken(desk, address):
    desk.post(ADD, typed(address=address))

    assert MenuItem.objects.get().url == address


def test_positions_begin_at_nought_in_the_form_and_in_the_list(desk):
    item = MenuItem.objects.create(address="/one/", position=1)
    data = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": item.pk,
        "form-0-position": "-1",
        "_save": "Save",
    }

    form = desk.post(ADD, typed(address="/two/", position="-1")).context["adminform"].form
    row = desk.post(LIST, data).context["cl"].formset.forms[0]

    assert form.errors == row.errors == {"position": ["Positions begin at 0."]}
    assert MenuItem.objects.get().position == 1


def test_the_columns_of_the_list_have_names_in_words(desk):
    MenuItem.objects.create(address="/one/")

    assert headings(desk.get(LIST)) == ["Entry", "Menu", "Position", "Address"]


@pytest.mark.parametrize("size", [2, 10])
def test_the_list_takes_the_same_queries_whatever_its_length(
    desk, django_assert_max_num_queries, size
):
    for n in range(size):
        MenuItem.objects.create(category=make_category(f"C{n}"), position=n)

    with django_assert_max_num_queries(9):
        assert desk.get(LIST).status_code == 200


def test_who_may_not_change_menus_does_not():
    client = author_client("view_article", "change_article", "view_menuitem")
    item = MenuItem.objects.create(address="/one/")

    answers = [
        client.post(ADD, typed(address="/two/")),
        client.post(url_of("change", item), typed(address="/two/")),
        client.post(url_of("delete", item), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert MenuItem.objects.get().address == "/one/"
