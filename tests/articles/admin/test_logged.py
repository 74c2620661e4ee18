"""What the log says of acts and of saved forms."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html as lxml_html

from articles.comments import moderation
from articles.models import Article, Author, Category, Comment, Image, Tag
from articles.writing import bulk
from iria import log
from iria.models import Institute
from tests.articles.admin.test_catalogue import act, list_url
from tests.articles.comments.writing import make_comment
from tests.makers import (
    make_article,
    make_author,
    make_category,
    make_credit,
    make_image,
    make_member,
    make_tag,
    picture_file,
)

pytestmark = pytest.mark.django_db


def said_of(row) -> list[str]:
    """Oldest first, as the list says it."""
    entries = LogEntry.objects.filter(object_id=str(row.pk)).order_by("pk")
    model = type(row)._meta.model_name
    return [e.get_change_message() for e in entries if e.content_type.model == model]


def form(desk, row) -> tuple[str, dict[str, object]]:
    """The address of a row's form, and what it holds."""
    meta = row._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    page = lxml_html.fromstring(desk.get(url).content.decode())
    found = page.get_element_by_id(f"{meta.model_name}_form").form_values()
    values: dict[str, list[str]] = {}
    for name, value in found:
        values.setdefault(name, []).append(value)
    return url, values


def save(desk, row, **typed: object) -> None:
    url, values = form(desk, row)
    assert desk.post(url, values | typed).status_code == 302


def test_pinning_says_so_once_for_each_article_that_it_changed(desk, editor):
    one, two = make_article("One"), make_article("Two")
    bulk.pin(Article.objects.filter(pk=two.pk), pinned=True)

    act(desk, "pin", one, two)
    act(desk, "unpin", one)

    assert said_of(one) == ["Pinned to the front page.", "Unpinned."]
    assert said_of(two) == []


def test_many_rows_have_one_line_together(editor):
    tags = [make_tag(f"Tag {n}") for n in range(log.MOST + 1)]

    log.note_each(tags[:3], editor, "Each.")
    log.note_each(tags, editor, "All.")

    each, every = LogEntry.objects.filter(change_message="Each."), LogEntry.objects.latest("pk")
    assert [line.object_repr for line in each.order_by("pk")] == ["Tag 0", "Tag 1", "Tag 2"]
    assert (every.object_id, every.object_repr) == (None, "101 tags")
    assert LogEntry.objects.filter(change_message="All.").count() == 1


def test_refiling_says_where_and_that_it_was_published(desk, editor):
    article, europe = make_article("Live", user=None), make_category("Europe")

    act(desk, "refile", article, category=europe.pk, how="add")

    assert said_of(article) == ["Filed under “Europe” too.", "Published changes."]


def test_a_copy_says_of_what(desk):
    article = make_article("Live")

    act(desk, "duplicate", article)

    copy = Article.objects.get(title="Live (copy)")
    assert said_of(copy) == ["Begun as a copy of “Live”."]


def test_closing_comments_by_the_form_says_so(editor):
    article = make_article("Live")

    bulk.set_columns(article, editor, comments_open=False, pinned=False)

    assert said_of(article) == ["Comments closed."]


@pytest.mark.parametrize("make", [make_category, make_tag, make_author])
def test_a_merge_says_so_with_both(desk, make):
    one, two = make("One"), make("Two")

    act(desk, "merge", one, two, into=two.pk)

    assert said_of(one) == ["Merged into “Two”."]
    assert said_of(two) == ["“One” was merged into it; articles moved: 0."]


def test_a_removal_says_so_and_one_that_was_refused_does_not(desk):
    free, used = make_category("Free"), make_category("Used")
    make_article(categories=[used])

    act(desk, "remove", free, used)

    assert (said_of(free), said_of(used)) == (["Removed."], [])


@pytest.mark.parametrize(("make", "model"), [(make_category, Category), (make_tag, Tag)])
def test_a_new_name_says_what_it_was(desk, make, model):
    save(desk, make("Europ"), name="Europe")

    assert said_of(model.objects.get()) == ["Name: “Europ” → “Europe”."]


def test_words_about_an_author_are_not_copied_into_the_log(desk):
    save(desk, make_author("Ada"), bio="A long story.", kind="institution")

    assert said_of(Author.objects.get()) == ["Kind: “Person” → “Institution”. About: changed."]


def test_a_changed_credit_says_what_stood_there_and_what_stands_there(desk):
    credit = make_credit("Sofia Sand", "TASK", licence="agency")

    save(desk, credit, agency="Kremlin", licence="", source_url="https://example.org/1")

    said = said_of(credit)[0]
    assert "Agency or institution: “TASK” → “Kremlin”." in said
    assert "Found at: nothing → “https://example.org/1”." in said
    assert "→ nothing." in said
    assert "photographer" not in said.lower()


def test_a_picture_says_which_credit_it_had(desk):
    old, new = make_credit("Sofia Sand", "TASK"), make_credit("", "NATO")
    image = make_image(credit=old)

    save(desk, image, credit=new.pk, caption="Another one.")

    assert said_of(image) == ["Caption: changed. Credit: “Sofia Sand/TASK” → “NATO”."]


def test_an_upload_from_the_editor_says_so(desk):
    desk.post(reverse("admin:articles_image_upload"), {"file": picture_file(), "alt": "x"})

    assert said_of(Image.objects.get()) == ["Uploaded."]


def test_a_decision_on_a_comment_names_the_article_and_not_the_writer(desk, client):
    comment = make_comment(client, make_article("A treaty"), name="Ada Secret")

    act(desk, "to_approved", comment)
    moderation.decide([comment.pk], "approved", None)

    line = LogEntry.objects.get()
    assert Comment.objects.get().state == "approved"
    assert (line.object_repr, line.change_message) == (
        "Comment on “A treaty”",
        "Held → Approved.",
    )


def test_rights_given_and_passwords_set_are_said_and_addresses_are_not(desk):
    member = make_member("Author", name="Ada", address="ada@example.org")
    editors = Group.objects.get(name="Editor")

    save(desk, member, groups=[editors.pk], address="new@example.org")
    password = dict.fromkeys(("password1", "password2"), "another long password")
    url = reverse("admin:auth_user_password_change", args=[member.pk])
    desk.post(url, {"usable_password": "true"} | password)
    desk.post(url, {"usable_password": "false", "unset-password": "1"})

    rights, first, second = said_of(member)
    assert "E-mail address: changed." in rights
    assert "Groups: added Editor; taken away Author." in rights
    assert "new@example.org" not in rights
    assert first == "A new password was set."
    assert second == "Signing in with a password was switched off."


def test_an_invitation_says_which_groups(desk):
    make_member("Author")
    group = Group.objects.get(name="Editor")
    typed = {"address": "new@example.org", "name": "New", "groups": [group.pk]}

    desk.post(reverse("admin:iria_user_add"), typed)

    assert LogEntry.objects.latest("pk").change_message == "Invited. Groups: Editor."


def test_a_group_says_which_rights_it_got_and_lost(desk):
    make_member("Author")
    group = Group.objects.create(name="Guests")
    rights = Group.objects.get(name="Author").permissions
    group.permissions.add(rights.get(codename="view_tag"))

    save(desk, group, permissions=[rights.get(codename="view_author").pk])

    said = said_of(group)[0]
    assert "added Articles | author | Can view author" in said
    assert "taken away Articles | tag | Can view tag" in said


def test_the_institute_says_what_it_was_called(desk):
    Institute.objects.get_or_create(pk=1)
    institute = Institute.objects.get()

    save(desk, institute, name="The Institute", about="Many words.")

    said = said_of(institute)[0]
    assert "→ “The Institute”." in said
    assert "Many words" not in said


def test_an_export_of_what_is_held_about_somebody_says_that_and_not_of_whom(desk):
    desk.post(reverse("people-download"), {"address": "ada@example.org"})

    line = LogEntry.objects.get()
    assert (line.object_repr, line.change_message) == (
        "What was held about a person",
        "Exported as a file.",
    )


def test_lists_of_every_kind_open_with_what_is_there_in_order(desk):
    """Rows that are counted along keep their order."""
    make_credit("B", "B"), make_credit("A", "A")

    names = [str(row) for row in desk.get(list_url("credit")).context["cl"].result_list]

    assert names == ["A/A", "B/B"]
