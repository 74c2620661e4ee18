"""What those may do who write and do not publish, and whose drafts they see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Page
from articles.writing import publishing
from articles.writing.forms import seen
from tests.articles.admin.test_writing import (
    ADD,
    LIST,
    act,
    author_client,
    change_url,
    said,
    typed,
)
from tests.makers import edit_article, make_article

pytestmark = pytest.mark.django_db
FIND = reverse("admin:articles_article_find")


@pytest.fixture
def author():
    """The client of somebody who writes articles and pages."""
    kinds = ("article", "page")
    return author_client(*(f"{right}_{k}" for right in ("view", "change", "add") for k in kinds))


def titles(response) -> set[str]:
    return {found["title"] for found in response.json()["results"]}


def test_publish_without_the_right_keeps_a_new_text_as_a_draft_and_says_so(author):
    response = author.post(ADD, typed(title="Long work", _publish=""), follow=True)

    article = Article.objects.get()
    assert (article.title, article.state) == ("Long work", "draft")
    assert "Saved as a draft, not published: your account may not publish." in said(response)


def test_publish_without_the_right_keeps_changes_as_a_draft_and_says_so(author):
    article = make_article("Live", user=author.user)
    data = typed(title="Changed", revision=seen(article), _publish="")

    response = author.post(change_url(article), data, follow=True)

    article.refresh_from_db()
    assert (article.title, article.latest_revision.values["title"]) == ("Live", "Changed")
    assert "not published: your account may not publish." in said(response)
    assert "Published." not in said(response)


def test_publish_without_the_right_keeps_a_page_as_a_draft(author):
    data = {"title": "Privacy", "slug": "", "body": "", "language": "en", "_publish": ""}

    response = author.post(reverse("admin:articles_page_add"), data, follow=True)

    assert Page.objects.get().state == "draft"
    assert "Saved as a draft, not published" in said(response)


def test_without_the_right_to_publish_a_live_article_is_neither_pinned_nor_closed(author):
    article = make_article("Live", user=author.user)
    form = author.get(change_url(article)).content.decode()
    data = typed(revision=seen(article), pinned="on", _save="")
    del data["comments_open"]

    author.post(change_url(article), data)
    author.post(LIST, {"action": "pin", "_selected_action": [article.pk]})
    article.refresh_from_db()
    after_pin = (article.pinned, article.comments_open)
    Article.objects.update(pinned=True)
    act(author, "unpin", article)
    article.refresh_from_db()

    assert 'name="pinned"' not in form
    assert 'name="comments_open"' not in form
    assert "Takes effect at once" not in form
    assert '<option value="pin"' not in author.get(LIST).content.decode()
    assert after_pin == (False, True)
    assert article.pinned


def test_with_the_right_to_publish_an_article_is_pinned_and_closed(desk):
    article = make_article("Live")
    data = typed(revision=seen(article), pinned="on", _save="")
    del data["comments_open"]

    desk.post(change_url(article), data)

    article.refresh_from_db()
    assert (article.pinned, article.comments_open) == (True, False)


def test_articles_to_link_to_are_found_by_words(desk):
    article = make_article("A treaty on water")
    make_article("Other")

    found = desk.get(FIND, {"q": "water treaty"}).json()

    assert found["results"] == [
        {"key": article.key, "title": article.title, "url": article.get_absolute_url()}
    ]


def test_articles_to_link_to_leave_out_the_drafts_of_others(author, desk):
    make_article("Treaty of theirs", published=False)
    make_article("Treaty to come", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Treaty gone", user=author.user), None)
    make_article("Treaty of mine", published=False, user=author.user)
    changed = make_article("Treaty live")
    edit_article(changed, title="Treaty waiting")

    mine, all_of_them = (titles(c.get(FIND, {"q": "treaty"})) for c in (author, desk))

    assert mine == {"Treaty of mine", "Treaty live"}
    assert all_of_them == mine | {"Treaty of theirs", "Treaty to come"}


def test_the_title_of_a_linked_article_is_found_by_its_key(author):
    live, mine = make_article("Live"), make_article("Mine", published=False, user=author.user)
    theirs = make_article("Theirs", published=False)
    make_article("Not asked for")
    keys = ",".join([live.key, mine.key, theirs.key, "nosuchkey123", "", "'"])

    assert titles(author.get(FIND, {"keys": keys})) == {"Live", "Mine"}


def test_a_link_to_what_was_withdrawn_shows_its_title(desk):
    article = make_article("Gone")
    publishing.withdraw(article, None)

    assert titles(desk.get(FIND, {"keys": article.key})) == {"Gone"}


def test_fifty_keys_are_looked_up_and_no_more(desk):
    keys = [make_article(f"{n}", published=False).key for n in range(51)]

    found = desk.get(FIND, {"keys": ",".join(keys)}).json()["results"]

    assert {one["key"] for one in found} == set(keys[:50])
