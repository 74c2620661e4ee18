"""Categories, tags and authors, through the admin's own addresses."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db.models import Model
from django.urls import reverse

from articles.models import Author, Category, MenuItem, Tag
from iria.pages import Pages
from tests.articles.admin.test_writing import author_client, said
from tests.iria.pages.asking import Answer
from tests.makers import make_article, make_author, make_category, make_tag, make_user

pytestmark = pytest.mark.django_db
MAKERS = {Category: make_category, Tag: make_tag, Author: make_author}
THROUGH = {Category: "categories", Tag: "tags", Author: "authors"}
each_model = pytest.mark.parametrize("model", list(MAKERS), ids=lambda m: m._meta.model_name)


def url_of(name: str, model: type[Model], *args: object) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_{name}", args=args)


def typed(model: type[Model], **fields: object) -> dict[str, object]:
    return {"name": "Europe", "slug": "", "kind": "person"} | fields


def add(desk, model: type[Model], **fields: object):
    return desk.post(url_of("add", model), typed(model, **fields))


def change(desk, row: Model, **fields: object):
    data = typed(type(row), name=row.name, slug=row.slug) | fields
    return desk.post(url_of("change", type(row), row.pk), data)


def act(desk, action: str, model: type[Model], *rows: Model, **data: object):
    selected = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(url_of("changelist", model), selected | data, follow=True)


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


# Adding and renaming


@each_model
def test_an_address_that_is_left_empty_is_made_from_the_name(desk, client, model):
    add(desk, model, name="  Near   East ")

    row = model.objects.get()
    make_article(**{THROUGH[model]: [row]})
    assert (row.name, row.slug) == ("Near East", "near-east")
    assert client.get(row.get_absolute_url()).status_code == 200


@each_model
def test_a_renamed_row_keeps_its_address_unless_another_is_typed(desk, model):
    row = MAKERS[model]("Europe")

    change(desk, row, name="The continent", slug="")

    row.refresh_from_db()
    assert (row.name, row.slug) == ("The continent", "europe")


@each_model
def test_an_old_address_leads_on_in_one_step_with_its_feed(desk, client, model):
    row = MAKERS[model]("Europe")
    make_article(**{THROUGH[model]: [row]})
    paths = [row.get_absolute_url(), f"{row.get_absolute_url()}feed/"]
    for slug in ("continent", "old-world"):
        change(desk, row, slug=slug)

    answers = [client.get(path) for path in paths]

    row.refresh_from_db()
    url = row.get_absolute_url()
    assert [a.status_code for a in answers] == [301, 301]
    assert [a["Location"] for a in answers] == [url, f"{url}feed/"]
    assert [client.get(a["Location"]).status_code for a in answers] == [200, 200]


@each_model
def test_an_address_that_was_given_up_may_be_taken_back(desk, client, model):
    row = MAKERS[model]("Europe")
    make_article(**{THROUGH[model]: [row]})
    path = row.get_absolute_url()
    for slug in ("continent", "/europe/"):
        change(desk, row, slug=slug)

    assert client.get(path).status_code == 200


@each_model
def test_an_address_is_never_given_twice(desk, model):
    moved = MAKERS[model]("Former")
    change(desk, moved, slug="elsewhere")
    MAKERS[model]("Taken")

    for slug in ("taken", "former"):
        assert (
            "Something else has or had this address."
            in errors(add(desk, model, name="New", slug=slug))["slug"][0]
        )

    assert not model.objects.filter(name="New").exists()


@each_model
@pytest.mark.parametrize("slug", ["a b", "a/b", "../admin", "x" * 181, "a?b", "."])
def test_an_address_of_other_characters_is_refused(desk, model, slug):
    response = add(desk, model, slug=slug)

    assert "Use letters, digits and hyphens" in errors(response)["slug"][0]
    assert not model.objects.exists()


@pytest.mark.parametrize("model", [Category, Tag])
@pytest.mark.parametrize(
    ("name", "twin"), [("Europe", " europe "), ("Европа", "Европа"), ("Европа", "ЕВРОПА")]
)
def test_a_name_that_stands_already_is_refused(desk, model, name, twin):
    MAKERS[model](name)

    response = add(desk, model, name=twin)

    assert errors(response) == {"name": ["There is one of this name already."]}
    assert model.objects.count() == 1


def test_two_authors_may_share_a_name_and_not_an_address(desk):
    for _ in range(2):
        add(desk, Author, name="Ann Writer")

    slugs = [author.slug for author in Author.objects.order_by("pk")]
    assert slugs == ["ann-writer", "ann-writer-2"]


def test_a_category_does_not_belong_to_itself(desk):
    category = make_category()

    change(desk, category, parent=category.pk)

    category.refresh_from_db()
    assert category.parent is None


@pytest.mark.django_db(transaction=True)
@each_model
def test_a_new_name_shows_on_the_articles_at_once(desk, model):
    row, pages = MAKERS[model]("Before"), Pages(WSGIHandler())
    url = make_article(**{THROUGH[model]: [row]}).get_absolute_url()
    before = Answer(pages, url).body.decode()

    change(desk, row, name="Afterwards")

    assert "Before" in before
    assert "Afterwards" in Answer(pages, url).body.decode()


# Merging


@each_model
def test_merging_asks_what_stays_first(desk, model):
    gone, stays = MAKERS[model]("Goes"), MAKERS[model]("Stays")

    page = act(desk, "merge", model, gone).content.decode()
    unknown = act(desk, "merge", model, gone, into="0").content.decode()

    assert f'<option value="{stays.pk}">Stays</option>' in page
    assert "What stays" in unknown
    assert not model.objects.exclude(merged_into=None).exists()


@each_model
def test_what_is_merged_leads_to_what_stays(desk, client, model):
    gone, stays = MAKERS[model]("Goes"), MAKERS[model]("Stays")
    article = make_article(**{THROUGH[model]: [gone, stays]})

    response = act(desk, "merge", model, gone, stays, into=stays.pk)

    moved = client.get(gone.get_absolute_url())
    listed = desk.get(url_of("changelist", model)).context["cl"].result_list
    assert said(response) == "1 merged into “Stays”."
    assert list(getattr(article, THROUGH[model]).all()) == [stays]
    assert (moved.status_code, moved["Location"]) == (301, stays.get_absolute_url())
    assert [(row, row.article_count) for row in listed] == [(stays, 1)]


def test_the_login_of_an_author_goes_along(desk):
    user = make_user()
    gone, stays = make_author("A. Writer", user=user), make_author("Ada Writer")

    act(desk, "merge", Author, gone, into=stays.pk)

    stays.refresh_from_db()
    assert stays.user == user


def test_a_category_that_takes_the_place_of_its_own_parent_stands_alone(desk):
    parent = make_category("Parent")
    child, sister = make_category("Child", parent=parent), make_category("Sister", parent=parent)

    act(desk, "merge", Category, parent, into=child.pk)

    child.refresh_from_db()
    sister.refresh_from_db()
    assert (child.parent, sister.parent) == (None, child)


@pytest.mark.parametrize("into", ["x", "²", "9" * 30, "-1"])
def test_what_is_no_row_is_asked_for_again(desk, into):
    response = act(desk, "merge", Tag, make_tag(), into=into)

    assert "What stays" in response.content.decode()


# Removing


@each_model
def test_what_nothing_names_is_removed(desk, client, model):
    row = MAKERS[model]("Europe")

    response = act(desk, "remove", model, row)

    row.refresh_from_db()
    assert said(response) == "“Europe” is removed."
    assert row.deleted_at is not None
    assert client.get(row.get_absolute_url()).status_code == 404


@each_model
@pytest.mark.parametrize(("size", "places"), [(1, "1 place"), (2, "2 places")])
def test_what_is_in_use_is_not_removed(desk, model, size, places):
    row = MAKERS[model]("Europe")
    for n in range(size):
        make_article(f"{n}", **{THROUGH[model]: [row]})

    response = act(desk, "remove", model, row)

    row.refresh_from_db()
    assert said(response) == (
        f"“Europe” is still used in {places}. Merge it into another instead."
    )
    assert row.deleted_at is None


def test_a_category_in_a_menu_or_above_another_is_in_use(desk):
    shown, above = make_category("Shown"), make_category("Above")
    MenuItem.objects.create(category=shown)
    make_category("Below", parent=above)

    response = act(desk, "remove", Category, shown, above)

    assert said(response).count("is still used in 1 place") == 2


@each_model
def test_nothing_is_deleted_for_good(desk, model):
    row = MAKERS[model]("Europe")

    response = desk.post(url_of("delete", model, row.pk), {"post": "yes"})
    act(desk, "delete_selected", model, row, post="yes")

    assert response.status_code == 403
    assert model.objects.get() == row


# The list and rights


@each_model
def test_the_list_counts_published_articles_in_few_queries(
    desk, django_assert_max_num_queries, model
):
    rows = [MAKERS[model](f"Row {n}") for n in range(9)]
    make_article("Live", **{THROUGH[model]: rows[:2]})
    make_article("Draft", published=False, **{THROUGH[model]: rows[:1]})

    with django_assert_max_num_queries(8):
        listed = desk.get(url_of("changelist", model)).context["cl"].result_list

    assert [row.article_count for row in listed] == [1, 1, 0, 0, 0, 0, 0, 0, 0]


@each_model
def test_who_may_only_look_changes_nothing(model):
    row, other = MAKERS[model]("Europe"), MAKERS[model]("Other")
    client = author_client(f"view_{model._meta.model_name}")

    added, changed = add(client, model, name="New"), change(client, row, name="New")
    act(client, "remove", model, row)
    act(client, "merge", model, row, into=other.pk)

    assert (added.status_code, changed.status_code) == (403, 403)
    assert set(model.objects.usable().values_list("name", flat=True)) == {"Europe", "Other"}
