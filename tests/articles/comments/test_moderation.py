"""What moderators do, at the desk and out of a letter."""

import re
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone

from articles.comments import moderation, notices
from articles.models import Comment
from iria.models import Institute, Letter
from iria.pages import Pages
from tests.articles.admin.test_writing import author_client, said
from tests.articles.comments.writing import make_comment, send
from tests.iria.pages.asking import Answer
from tests.makers import make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/comment/"


def act(desk: Client, state: str, *comments: Comment):
    data = {"action": f"to_{state}", "_selected_action": [comment.pk for comment in comments]}
    return desk.post(f"{LIST}?state=all", data, follow=True)


def link_in(letter: Letter) -> str:
    return re.search(r"http://[^/\s]+(/comments/decide/\S+)", letter.text)[1]


@pytest.mark.parametrize(
    ("states", "line"),
    [
        (["approved"], "1 Comment<"),
        (["approved", "spam"], "No Comments<"),
        (["approved", "held"], "No Comments<"),
        (["refused", "approved"], "1 Comment<"),
        (["deleted", "held", "approved"], "1 Comment<"),
    ],
)
def test_the_count_is_right_after_each_act(client, desk, states, line):
    article = make_article()
    comment = make_comment(client, article)

    for state in states:
        act(desk, state, comment)

    page = client.get(article.get_absolute_url()).content.decode()
    assert line in page.partition('href="#comments"')[2]
    assert ("A thoughtful word." in page) == (states[-1] == "approved")


@pytest.mark.django_db(transaction=True)
def test_a_page_out_of_the_cache_follows_each_act(client):
    article = make_article()
    comment = make_comment(client, article)
    pages, url = Pages(WSGIHandler()), article.get_absolute_url()
    shown = []

    for state in ("held", "approved", "spam"):
        moderation.decide([comment.pk], state, None)
        shown.append(b"A thoughtful word." in Answer(pages, url).body)

    assert shown == [False, True, False]


def test_the_list_opens_on_what_waits_with_the_reason(client, desk):
    article = make_article()
    waiting = make_comment(client, article, text="See https://a.b https://c.d www.e.f")
    done = make_comment(client, article, text="Another")
    moderation.decide([done.pk], "approved", None)

    page = desk.get(LIST).content.decode()

    assert waiting.text in page
    assert "first comment from this address, 3 links" in page
    assert "Another" not in page


def test_many_are_decided_at_once(client, desk):
    articles = [make_article(f"No {n}") for n in range(2)]
    comments = [make_comment(client, article) for article in articles]

    answer = act(desk, "approved", *comments)

    assert "2 comments: Approved." in said(answer)
    assert [article.comments.approved().count() for article in articles] == [1, 1]


def test_who_may_not_decide_does_not(client):
    comment = make_comment(client, make_article())
    viewer = author_client("view_comment")

    viewer.post(LIST, {"action": "to_approved", "_selected_action": [comment.pk]})

    comment.refresh_from_db()
    assert comment.state == "held"
    assert author_client("change_article").get(LIST).status_code == 403


def test_the_list_takes_the_same_queries_however_much_there_is(
    client, desk, django_assert_max_num_queries
):
    article = make_article()
    Comment.objects.bulk_create(
        Comment(article=article, name="A", text=f"{n}", created_at=timezone.now())
        for n in range(60)
    )

    with django_assert_max_num_queries(10):
        desk.get(LIST)


# Out of a letter


def test_a_moderator_approves_out_of_the_letter_without_signing_in(client):
    editor = make_editor(address="mod@example.org")
    article = make_article()
    comment = make_comment(client, article, text="Held for now.")
    letter = Letter.objects.get()

    shown = client.get(link_in(letter))
    done = client.post(link_in(letter), {"state": "approved"})

    comment.refresh_from_db()
    assert letter.address == "mod@example.org"
    assert "Held for now." in letter.text
    assert "Held for now." in shown.content.decode()
    assert "Done." in done.content.decode()
    assert (comment.state, comment.decided_by) == ("approved", editor)


def test_a_hundred_scanners_decide_nothing(client):
    make_editor(address="mod@example.org")
    comment = make_comment(client, make_article())
    link = link_in(Letter.objects.get())

    for _ in range(50):
        client.get(link)
        client.head(link)

    comment.refresh_from_db()
    assert comment.state == "held"


def test_who_lost_the_right_decides_nothing_any_more(client):
    editor = make_editor(address="mod@example.org")
    comment = make_comment(client, make_article())
    link = link_in(Letter.objects.get())
    editor.is_active = False
    editor.save()

    assert client.post(link, {"state": "approved"}).status_code == 404
    comment.refresh_from_db()
    assert comment.state == "held"


@pytest.mark.parametrize("state", ["deleted", "held", "nonsense"])
def test_a_letter_decides_nothing_else(client, state):
    make_editor(address="mod@example.org")
    comment = make_comment(client, make_article())

    client.post(link_in(Letter.objects.get()), {"state": state})

    comment.refresh_from_db()
    assert comment.state == "held"


def test_each_moderator_gets_one_letter_and_others_none(client):
    make_editor(address="mod@example.org")
    make_user("author@example.org")

    make_comment(client, make_article())

    assert [letter.address for letter in Letter.objects.all()] == ["mod@example.org"]


def test_a_flood_of_comments_is_none_of_letters(client, monkeypatch):
    monkeypatch.setattr(notices, "MOST_LETTERS", 2)
    make_editor(address="mod@example.org")
    article = make_article()

    for number in range(4):
        make_comment(client, article, text=f"No {number}")

    assert Comment.objects.count() == 4
    assert Letter.objects.count() == 2


# Forgetting


def test_the_network_is_forgotten_after_thirty_days(client):
    article = make_article()
    old, new = make_comment(client, article), make_comment(client, article, text="New")
    Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    moderation.forget_networks(10)

    assert list(Comment.objects.order_by("pk").values_list("network", flat=True)) == [
        "",
        new.network,
    ]
    assert new.network == "127.0.0.1"


def test_what_was_deleted_goes_for_good_after_thirty_days(client):
    article = make_article()
    old, new = make_comment(client, article), make_comment(client, article, text="New")
    moderation.decide([old.pk, new.pk], "deleted", None)
    Comment.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=31))

    moderation.remove_deleted(10)

    assert list(Comment.objects.all()) == [new]


# Trust


def approved_before(client, times: int, editor) -> None:
    for n in range(times):
        comment = make_comment(client, make_article(f"Before {n}"), text=f"Word {n}.")
        moderation.decide([comment.pk], "approved", editor)


def test_who_was_approved_often_enough_is_not_held_any_more(client, editor):
    Institute.objects.create(pk=1, comments_trusted_after=2)
    approved_before(client, 2, editor)
    article = make_article("Now")

    answer = send(client, article, text="A third word.")

    article.refresh_from_db()
    letter = Letter.objects.latest("id")
    assert Comment.objects.latest("id").state == "approved"
    assert article.comment_count == 1
    assert "A third word." in client.get(article.get_absolute_url()).content.decode()
    assert "It is published." in client.get(answer["Location"]).content.decode()
    assert "It is on the page already" in letter.text


@pytest.mark.parametrize("after", [0, 3])
def test_until_then_everything_is_held(client, editor, after):
    Institute.objects.create(pk=1, comments_trusted_after=after)
    approved_before(client, 2, editor)

    comment = make_comment(client, make_article("Now"), text="A third word.")

    assert comment.state == "held"


@pytest.mark.parametrize("state", ["refused", "spam"])
def test_who_was_refused_once_is_held(client, editor, state):
    Institute.objects.create(pk=1, comments_trusted_after=2)
    approved_before(client, 3, editor)
    moderation.decide([Comment.objects.first().pk], state, editor)

    comment = make_comment(client, make_article("Now"), text="A fourth word.")

    assert comment.state == "held"


def test_what_is_conspicuous_is_held_of_whoever_wrote_it(client, editor):
    Institute.objects.create(pk=1, comments_trusted_after=1)
    approved_before(client, 2, editor)

    comment = make_comment(client, make_article("Now"), text="https://a.example " * 3)

    assert (comment.state, comment.held_because) == ("held", "3 links")


def test_nobody_s_trust_is_another_s(client, editor):
    Institute.objects.create(pk=1, comments_trusted_after=1)
    approved_before(client, 2, editor)

    comment = make_comment(client, make_article("Now"), address="ben@example.org", text="New.")

    assert comment.state == "held"
