"""What is deleted lies in the bin for a while, and comes back with all that belongs to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Comment, Page, Revision
from articles.writing import binning, publishing
from iria.models import OldAddress
from newsletter.models import Campaign
from tests.articles.admin.test_acts import act, logged, url_of
from tests.articles.admin.test_writing import LIST, change_url, said
from tests.freezing import later
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_category,
    make_image,
    make_member,
    make_page,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db
BIN = reverse("admin:articles_article_binned")
MONTH = binning.KEPT_FOR


def in_list(client) -> set[str]:
    return {article.title for article in client.get(LIST).context["cl"].result_list}


def in_bin(client) -> dict[str, bool]:
    """Titles, and whether they may be brought back."""
    return {row["text"].title: row["may_bring_back"] for row in client.get(BIN).context["rows"]}


@pytest.mark.parametrize("make", [make_article, make_page])
def test_a_draft_goes_to_the_bin_and_comes_back(desk, make):
    text = make("Draft", published=False)

    gone = act(desk, "bin", text)
    text.refresh_from_db()
    binned = text.deleted_at
    back = act(desk, "bring-back", text)
    text.refresh_from_db()

    assert "“Draft” is in the bin for 30 days." in said(gone)
    assert binned is not None
    assert "“Draft” is back." in said(back)
    assert text.deleted_at is None
    assert logged(text) == ["Moved to the bin.", "Brought back from the bin."]


def test_what_lies_in_the_bin_is_nowhere_but_there(desk):
    article = make_article("Draft", published=False)
    act(desk, "bin", article)

    assert in_list(desk) == set()
    assert in_bin(desk) == {"Draft": True}
    assert desk.get(change_url(article)).status_code == 302
    assert desk.get(url_of("submit", article)).status_code == 404


def test_all_that_belongs_to_an_article_comes_back_with_it(desk):
    category, tag, image = make_category(), make_tag(), make_image()
    article = make_article(published=False, categories=[category], tags=[tag], lead_image=image)
    edit_article(article, title="Second")
    before = Article.objects.values().get()
    act(desk, "bin", article)
    act(desk, "bring-back", article)

    after = Article.objects.values().get()
    assert {**after, "changed_at": 0} == {**before, "changed_at": 0}
    assert [f.category for f in article.filings.all()] == [category]
    assert [t.tag for t in article.taggings.all()] == [tag]
    assert [p.image for p in article.pictures.all()] == [image]
    assert article.revisions.count() == 2


@pytest.mark.parametrize("at", [None, timedelta(days=1)], ids=["public", "scheduled"])
def test_what_readers_see_or_will_see_is_not_deleted(desk, at):
    article = make_article("Live", at=timezone.now() + at if at else None)

    asked = act(desk, "bin", article)
    many = desk.post(
        LIST,
        {"action": "put_away", "_selected_action": [article.pk], "confirmed": "1"},
        follow=True,
    )

    article.refresh_from_db()
    wanted = "Cancel the schedule first." if at else "Withdraw it first"
    assert article.deleted_at is None
    assert wanted in asked.content.decode()
    assert wanted in said(many)


def test_readers_of_a_withdrawn_article_are_told_why_from_the_bin_too(desk, client):
    article = publishing.withdraw(make_article("Gone"), None, reason="A source lied.")

    act(desk, "bin", article)

    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "A source lied." in answer.content.decode()


def test_many_go_to_the_bin_at_once_after_a_question(desk):
    drafts = [make_article(name, published=False) for name in ("One", "Two")]
    make_article("Three", published=False)
    selected = {"action": "put_away", "_selected_action": [d.pk for d in drafts]}

    question = desk.post(LIST, selected)
    before = in_list(desk)
    answer = desk.post(LIST, selected | {"confirmed": "1"}, follow=True)

    assert "These lie in the bin for 30 days" in question.content.decode()
    assert before == {"One", "Two", "Three"}
    assert "2 are in the bin." in said(answer)
    assert in_list(desk) == {"Three"}


def test_an_author_bins_and_brings_back_their_own_drafts_alone():
    author, other = client_of(make_member("Author")), make_user()
    mine = make_article("Mine", published=False, user=author.user)
    theirs = make_article("Theirs", published=False, user=other)
    known = publishing.withdraw(make_article("Known", user=author.user), None)

    answers = [author.post(url_of("bin", text)).status_code for text in (mine, theirs, known)]
    for text in (theirs, known):
        binning.put_away(text, None)
    listed = in_bin(author)
    back = [author.post(url_of("bring-back", t)).status_code for t in (mine, theirs, known)]

    assert answers == [302, 404, 403]
    assert listed == {"Mine": True, "Known": False}
    assert back == [302, 404, 403]
    assert set(Article.objects.kept()) == {mine}


def test_after_thirty_days_it_is_gone_and_its_address_stays_taken(desk, monkeypatch):
    article = make_article("Draft", published=False, slug="kept-words")
    Comment.objects.create(article=article, name="Ada", text="Hm.", created_at=timezone.now())
    page = make_page("Old page", published=False)
    for text in (article, page):
        binning.put_away(text, None)

    later(monkeypatch, seconds=MONTH.total_seconds() - 60)
    early = binning.remove_due(20)
    later(monkeypatch, seconds=120)
    due = binning.remove_due(20)

    assert (early, due) == (0, 2)
    left = [model.objects.count() for model in (Article, Page, Revision, Comment)]
    assert left == [0, 0, 0, 0]
    new = make_article("New", published=False, slug="kept-words")
    assert new.slug == "kept-words-2"
    assert OldAddress.objects.filter(path="/articles/kept-words/", target="").exists()


def test_an_old_address_of_what_was_removed_leads_nowhere(client, monkeypatch):
    article = make_article("Moved", slug="first")
    article = publishing.publish(edit_article(article, slug="second"), None)
    publishing.withdraw(article, None)
    binning.put_away(article, None)
    later(monkeypatch, days=31)

    binning.remove_due(20)

    answers = [client.get(f"/articles/{slug}/").status_code for slug in ("first", "second")]
    assert answers == [404, 404]


def test_what_a_newsletter_was_made_of_stays_in_the_bin(editor, monkeypatch):
    article = publishing.withdraw(make_article("Mailed"), None)
    Campaign.objects.create(subject="News").articles.add(article)
    other = make_article("Other", published=False)
    for text in (article, other):
        binning.put_away(text, None)
    later(monkeypatch, days=31)

    removed = [binning.remove_due(20), binning.remove_due(20)]

    assert removed == [1, 0]
    assert "Never: a newsletter was made of it" in client_of(editor).get(BIN).content.decode()


def test_the_log_of_what_was_removed_stays(desk, monkeypatch):
    article = make_article(published=False)
    act(desk, "bin", article)
    later(monkeypatch, days=31)
    pk = article.pk

    binning.remove_due(20)

    article.pk = pk
    assert logged(article) == ["Moved to the bin."]


def test_the_bin_asks_a_fixed_number_of_queries(desk, django_assert_max_num_queries):
    for number in range(3):
        binning.put_away(make_article(f"Draft {number}", published=False), None)

    with django_assert_max_num_queries(9):
        response = desk.get(BIN)

    assert len(response.context["rows"]) == 3
