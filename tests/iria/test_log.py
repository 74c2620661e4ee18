"""The log at the desk: it says in words who did what, and nobody writes or loses a line of it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html as lxml_html

from articles.models import Article, MenuItem
from articles.writing import binning, publishing, refiling
from iria import log
from newsletter.models import Campaign
from tests.freezing import later
from tests.makers import (
    client_of,
    make_article,
    make_author,
    make_category,
    make_member,
    make_tag,
    make_user,
)
from tests.newsletter.making import make_campaign

pytestmark = pytest.mark.django_db
LIST = reverse("admin:admin_logentry_changelist")


def shown(response) -> list[list[str]]:
    """The cells of the list."""
    page = lxml_html.fromstring(response.content.decode())
    rows = page.xpath("//table[@id='result_list']/tbody/tr")
    return [[" ".join(c.text_content().split()) for c in row.xpath("th|td")] for row in rows]


# The list


def test_it_says_when_who_which_row_and_what_was_done(desk, editor):
    article = make_article("A treaty", user=editor)
    publishing.withdraw(article, editor, reason="Wrong.")

    response = desk.get(LIST)

    newest = shown(response)[0]
    assert newest[1:] == [
        "Ed Itor",
        "Article",
        "A treaty",
        "Withdrawn. Readers are told: “Wrong.”",
    ]
    assert f'href="/admin/articles/article/{article.pk}/change/"' in response.content.decode()


def test_what_django_notes_as_json_is_shown_in_words(desk, editor):
    article = make_article(user=editor)
    LogEntry.objects.create(
        user=editor,
        content_type_id=LogEntry.objects.latest("pk").content_type_id,
        object_id=article.pk,
        object_repr="A treaty",
        action_flag=2,
        change_message='[{"changed": {"fields": ["Title", "Text"]}}]',
    )

    assert shown(desk.get(LIST))[0][-1] == "Changed Title and Text."


def test_it_is_narrowed_to_a_person_and_a_kind_and_searched(desk, editor):
    other = make_user(name="Some Body")
    log.note(make_category("Europe"), editor, "Done to a category.")
    log.note(make_tag("ICC"), editor, "Done to a tag.")
    log.note(make_tag("WTO"), other, "Done by another.")

    by_person = shown(desk.get(LIST, {"user__id__exact": other.pk}))
    by_kind = shown(desk.get(LIST, {"kind": "articles.category"}))
    by_word = shown(desk.get(LIST, {"q": "icc"}))
    by_nonsense = shown(desk.get(LIST, {"kind": "no.such"}))

    assert [row[-1] for row in by_person] == ["Done by another."]
    assert [row[-1] for row in by_kind] == ["Done to a category."]
    assert [row[-1] for row in by_word] == ["Done to a tag."]
    assert len(by_nonsense) == 3


def test_it_is_drawn_in_a_fixed_number_of_queries(desk, editor, django_assert_max_num_queries):
    for make in (make_category, make_tag, make_author):
        for n in range(12):
            log.note(make(f"Name {n}"), editor, "Done.")
    desk.get(LIST)

    with django_assert_max_num_queries(12):
        response = desk.get(LIST)

    assert len(shown(response)) == 36


def test_a_row_is_a_link_for_those_alone_who_may_open_it(editor):
    log.note(make_category("Europe"), editor, "Done.")
    reader = make_user(name="Only the log")
    make_member("Administrator")  # makes the permissions
    reader.user_permissions.add(
        Group.objects.get(name="Administrator").permissions.get(codename="view_logentry")
    )

    page = client_of(reader).get(LIST).content.decode()

    assert "Europe" in page
    assert "/admin/articles/category/" not in page


def test_it_stands_in_the_menu_of_administrators_under_the_institute():
    administrator = client_of(make_member("Administrator")).get("/admin/")
    author = client_of(make_member("Author")).get("/admin/")

    groups = {group["app_label"]: group for group in administrator.context["app_list"]}
    assert "admin" not in groups
    assert "Log" in [model["name"] for model in groups["iria"]["models"]]
    assert LIST not in author.content.decode()


# Nothing is lost


@pytest.mark.parametrize("name", ["add", "change", "delete"])
def test_no_superuser_writes_changes_or_deletes_a_line(desk, editor, name):
    log.note(make_category(), editor, "Done.")
    line = LogEntry.objects.values().get()
    args = [] if name == "add" else [line["id"]]
    typed = {"change_message": "Nothing was done.", "post": "yes", "action_flag": "1"}

    desk.post(reverse(f"admin:admin_logentry_{name}", args=args), line | typed)

    assert LogEntry.objects.values().get() == line


def test_lines_outlive_the_rows_that_they_are_of(desk, editor, monkeypatch):
    campaign, item = make_campaign(introduction="x"), MenuItem.objects.create(address="/x/")
    article, group = make_article(published=False), Group.objects.create(name="Guests")
    one, two = make_category("One"), make_category("Two")
    rows = [campaign, item, article, group, one]
    for row in rows:
        log.note(row, editor, f"Done to a {row._meta.model_name}.")
    binning.put_away(article, editor)
    for row in (campaign, item, group):
        meta = row._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_delete", args=[row.pk])
        desk.post(url, {"post": "yes"})
    refiling.merge(one, two, editor)
    later(monkeypatch, days=31)
    binning.remove_due(10)

    assert not Article.objects.exists()
    assert not Campaign.objects.exists()
    for row in rows:
        assert LogEntry.objects.filter(
            change_message=f"Done to a {row._meta.model_name}."
        ).exists()
    assert LogEntry.objects.filter(action_flag=3).count() == 3
