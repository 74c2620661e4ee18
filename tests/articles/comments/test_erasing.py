"""Comments of somebody who is erased."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from articles.comments import erasing, moderation, stamps
from articles.models import Comment
from iria import people
from iria.models import Letter
from iria.pages import Pages
from tests.articles.comments.test_moderation import link_in
from tests.articles.comments.writing import make_comment, url_of
from tests.iria.pages.asking import Answer
from tests.makers import make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
BO = {"name": "Bo", "address": "bo@example.org"}


def approved(client, article, **fields: str) -> Comment:
    comment = make_comment(client, article, **fields)
    moderation.decide([comment.pk], "approved", None)
    comment.refresh_from_db()
    return comment


def shown(client, article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def test_what_nobody_answered_is_deleted_and_the_count_follows(client):
    article = make_article()
    approved(client, article)
    approved(client, article, text="Of somebody else.", **BO)

    done = people.erase("Ada@Example.org", None)

    page = shown(client, article)
    assert done["comments"] == 1
    assert [comment.name for comment in Comment.objects.all()] == ["Bo"]
    assert "1 Comment<" in page
    assert "A thoughtful word." not in page


def test_what_was_answered_leaves_a_place_and_the_answer_stands(client):
    article = make_article()
    above = approved(client, article)
    approved(client, article, to=above.key, text="An answer.", **BO)

    people.erase(ADA, make_user())

    above.refresh_from_db()
    page = shown(client, article)
    words = (above.name, above.address, above.text, above.network, above.held_because)
    assert words == ("",) * 5
    assert (above.state, above.address_key) == ("deleted", None)
    assert "An answer." in page
    assert "A thoughtful word." not in page
    assert "1 Comment<" in page


def test_who_answered_nobody_but_themselves_leaves_no_place(client):
    article = make_article()
    first = approved(client, article)
    second = approved(client, article, to=first.key, text="I meant this.")
    approved(client, article, to=second.key, text="Or this.")

    done = people.erase(ADA, None)

    assert done["comments"] == 3
    assert not Comment.objects.exists()


def test_a_place_of_somebody_erased_never_comes_back(client, desk):
    article = make_article()
    above = approved(client, article)
    approved(client, article, to=above.key, text="An answer.", **BO)
    own = f"{url_of(article)}{stamps.own(above)}/"
    people.erase(ADA, None)

    changed = [moderation.decide([above.pk], state, None) for state in ("approved", "held")]

    above.refresh_from_db()
    assert changed == [0, 0]
    assert above.state == "deleted"
    assert client.get(own).status_code == 404
    listed = desk.get("/admin/articles/comment/?state=all").content.decode()
    assert "Erased, for whoever wrote it" in listed
    assert "&lt;erased&gt;" in listed


def test_letters_that_quote_it_are_emptied_and_not_sent(client):
    make_editor(address="mod@example.org")
    article = make_article()
    make_comment(client, article)
    quoting = Letter.objects.get()
    link = link_in(quoting)
    make_comment(client, article, text="Of somebody else.", **BO)
    other = Letter.objects.latest("id")

    people.erase(ADA, None)

    for letter in (quoting, other):
        letter.refresh_from_db()
    assert (quoting.state, quoting.text, quoting.html) == ("cancelled", "", "")
    assert quoting.address == "mod@example.org"
    assert other.state == "waiting"
    assert "Of somebody else." in other.text
    assert client.get(link).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_page_out_of_the_cache_shows_it_no_more(client):
    article = make_article()
    approved(client, article)
    pages, url = Pages(WSGIHandler()), article.get_absolute_url()
    before = b"A thoughtful word." in Answer(pages, url).body

    people.erase(ADA, None)

    assert before
    assert b"A thoughtful word." not in Answer(pages, url).body


def test_erasing_twice_finds_nothing_more(client):
    make_comment(client, make_article())

    assert [people.erase(ADA, None)["comments"] for _ in range(2)] == [1, 0]


def test_an_export_has_each_comment_with_its_page(client):
    article = make_article("A treaty")
    comment = make_comment(client, article, text="One\ntwo")

    (row,) = erasing.export(ADA)

    assert row["article"] == "A treaty"
    assert row["page"] == article.get_absolute_url()
    assert (row["text"], row["state"], row["network"]) == ("One\ntwo", "Held", "127.0.0.1")
    assert row["written_at"] == comment.created_at.isoformat()
    assert row["decided_at"] is None


@pytest.mark.parametrize("count", [1, 8])
def test_an_export_takes_one_query_however_many(client, django_assert_num_queries, count):
    article = make_article()
    for number in range(count):
        Comment.objects.create(
            article=article, address_key=ADA, text=f"{number}", created_at=article.created_at
        )

    with django_assert_num_queries(1):
        rows = erasing.export(ADA)

    assert len(rows) == count
