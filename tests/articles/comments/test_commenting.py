"""A reader comments, without an account and without scripts."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.comments import moderation, stamps
from articles.models import Article, Comment
from articles.reading import commenting
from articles.writing import bulk, publishing
from iria.models import Institute
from tests.articles.comments.writing import make_comment, send, typed, url_of
from tests.makers import make_article

pytestmark = pytest.mark.django_db


def approve(comment: Comment) -> None:
    moderation.decide([comment.pk], "approved", None)


def texts(page: bytes) -> str:
    return page.decode()


def test_a_comment_is_held_and_its_writer_sees_it_at_an_address_of_its_own(client):
    article = make_article()

    answer = send(client, article, text="A thoughtful\r\nword.")
    own = client.get(answer["Location"])

    comment = Comment.objects.get()
    assert answer.status_code == 302
    assert (comment.state, comment.name, comment.address) == ("held", "Ada", "ada@example.org")
    assert comment.text == "A thoughtful\nword."
    assert "usually within a day" in texts(own.content)
    assert "A thoughtful" in texts(own.content)
    assert own["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex"' in texts(own.content)
    assert "A thoughtful" not in texts(client.get(article.get_absolute_url()).content)


def test_a_reader_who_comments_gets_no_cookie(client):
    article = make_article()

    answer = send(client, article)

    assert not client.cookies
    assert "Set-Cookie" not in client.get(answer["Location"])


def test_its_address_is_shown_to_nobody_and_nobody_else_s_address_works(client):
    article, other = make_article(), make_article("Another")
    comment = make_comment(client, article)
    approve(comment)
    token = stamps.own(comment)

    assert "ada@example.org" not in texts(client.get(article.get_absolute_url()).content)
    assert client.get(f"{url_of(other)}{token}/").status_code == 404
    assert client.get(f"{url_of(article)}{token}x/").status_code == 404


@pytest.mark.parametrize(
    ("state", "said"),
    [("approved", "It is published."), ("refused", "It was read and not published.")],
)
def test_the_own_page_tells_what_became_of_it(client, state, said):
    article = make_article()
    comment = make_comment(client, article)
    moderation.decide([comment.pk], state, None)

    assert said in texts(client.get(f"{url_of(article)}{stamps.own(comment)}/").content)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "Write something first."),
        ({"text": "x" * 5001}, "at most 5000 characters"),
        ({"name": ""}, "Under which name?"),
        ({"name": "n" * 81}, "at most 80 characters"),
        ({"address": "ada@"}, "Enter a valid"),
        ({"website": "https://spam.example"}, "Leave this field empty"),
        ({"stamp": "made up"}, "This page was open for long."),
        ({"to": "abcdefghijkm"}, "no longer there"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_refused_comes_back_as_it_was_typed(client, fields, sentence):
    article = make_article()
    fields = {"text": "Typed with care.", "name": "Ada L.", "address": "a@example.org"} | fields

    answer = send(client, article, **fields)

    page = texts(answer.content)
    assert answer.status_code == 200
    assert sentence in page
    assert "Your comment was not sent yet." in page
    assert not Comment.objects.exists()
    shown = typed(answer.content, **{})
    assert "Send the comment" in page
    for name in ("text", "name", "address"):
        if "\0" not in fields[name]:
            form_value = answer.context["form"][name].value()
            assert form_value == fields[name]
    assert shown["stamp"] != "made up"


def test_what_came_back_can_be_sent_again(client):
    article = make_article()
    refused = send(client, article, stamp="made up", text="Typed with care.")

    again = client.post(url_of(article), typed(refused.content, text="Typed with care."))

    assert again.status_code == 302
    assert Comment.objects.get().text == "Typed with care."


def test_a_form_may_be_two_days_old_and_no_older(client, monkeypatch):
    article = make_article()
    old, older = (
        typed(client.get(article.get_absolute_url()).content),
        typed(client.get(url_of(article)).content),
    )
    now = stamps._now()
    monkeypatch.setattr(stamps, "_now", lambda: now + 3 * 86_400)

    answers = [client.post(url_of(article), data) for data in (old, older)]

    assert all("This page was open for long." in texts(a.content) for a in answers)
    assert not Comment.objects.exists()


def test_a_stamp_of_another_article_is_none_of_this_one(client):
    article, other = make_article(), make_article("Another")
    data = typed(client.get(other.get_absolute_url()).content)

    answer = client.post(url_of(article), data)

    assert "This page was open for long." in texts(answer.content)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(client, headers):
    article = make_article()
    data = typed(client.get(article.get_absolute_url()).content)

    answer = client.post(url_of(article), data, headers=headers)

    assert "This came from another site." in texts(answer.content)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_our_own_pages_and_text_browsers_are_welcome(client, headers):
    article = make_article()
    data = typed(client.get(article.get_absolute_url()).content)

    assert client.post(url_of(article), data, headers=headers).status_code == 302


def test_no_token_is_asked_for(client):
    article = make_article()
    strict = Client(enforce_csrf_checks=True)

    assert send(strict, article).status_code == 302


def test_a_network_that_sends_many_is_asked_to_wait(client):
    article = make_article()
    for number in range(commenting.MOST):
        assert send(client, article, text=f"No {number}").status_code == 302

    answer = send(client, article, text="One more, typed with care.")

    assert "Wait ten minutes." in texts(answer.content)
    assert answer.context["form"]["text"].value() == "One more, typed with care."
    assert Comment.objects.count() == commenting.MOST


@pytest.mark.parametrize("how", ["article", "site", "days"])
def test_closed_is_closed(client, how):
    article = make_article(at=timezone.now() - timedelta(days=100) if how == "days" else None)
    Institute(pk=1, comments_days=0).save()
    data = typed(client.get(article.get_absolute_url()).content)
    if how == "article":
        bulk.set_columns(article, None, comments_open=False)
    elif how == "site":
        Institute(pk=1, comments_open=False, comments_closed_because="Until May.").save()
    else:
        Institute(pk=1, comments_days=90).save()

    page = client.get(article.get_absolute_url())
    answer = client.post(url_of(article), data | {"text": "Typed with care."})

    assert "Comments are closed." in texts(page.content)
    assert ("Until May." in texts(page.content)) == (how == "site")
    assert "Comments were closed meanwhile." in texts(answer.content)
    assert "Typed with care." in texts(answer.content)
    assert not Comment.objects.exists()


def test_a_page_ends_when_comments_close(client):
    article = make_article(at=timezone.now() - timedelta(days=89, hours=23))

    end = client.get(article.get_absolute_url())["Cache-End"]

    assert end == (article.go_live_at + timedelta(days=90)).isoformat()


def test_an_article_that_is_not_public_takes_none(client):
    draft = make_article("Draft", published=False)
    withdrawn = publishing.withdraw(make_article("Gone"), None)

    for article in (draft, withdrawn):
        assert client.get(url_of(article)).status_code == 404
        assert client.post(url_of(article), {"text": "x"}).status_code == 404


def test_answers_stand_below_what_they_answer_to_the_third_level(client):
    article = make_article()
    parent = ""
    for number in range(4):
        comment = make_comment(client, article, to=parent, text=f"No {number}")
        approve(comment)
        parent = comment.key
        cache.clear()

    page = client.get(article.get_absolute_url())

    (first,) = page.context["thread"]
    (second,) = first.shown_answers
    third, fourth = second.shown_answers
    assert [c.text for c in (first, second, third, fourth)] == ["No 0", "No 1", "No 2", "No 3"]
    assert [c.depth for c in (first, second, third, fourth)] == [0, 1, 2, 2]


def test_an_answer_to_what_was_taken_away_stands_by_itself(client):
    article = make_article()
    above = make_comment(client, article)
    approve(above)
    approve(make_comment(client, article, to=above.key, text="An answer"))
    moderation.decide([above.pk], "spam", None)

    (answer,) = client.get(article.get_absolute_url()).context["thread"]

    assert answer.text == "An answer"


def test_markup_in_name_and_text_is_shown_as_text(client):
    article = make_article()
    approve(make_comment(client, article, name="<b>Ada</b>", text="<script>alert(1)</script>"))

    page = texts(client.get(article.get_absolute_url()).content)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [0, 1, 12])
def test_comments_take_one_query_however_many(client, django_assert_num_queries, count):
    article = make_article()
    Comment.objects.bulk_create(
        Comment(
            article=article, name="A", text=f"{n}", state="approved", created_at=timezone.now()
        )
        for n in range(count)
    )
    Article.objects.filter(pk=article.pk).update(comment_count=count)
    client.get(article.get_absolute_url())

    with django_assert_num_queries(6 + (count > 0)):
        client.get(article.get_absolute_url())
