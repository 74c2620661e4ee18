"""Pages that were opened before somebody else did something."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from lxml import html

from articles.models import Article, Kept
from articles.writing import binning, bulk, publishing, reviewing, scheduling
from articles.writing.locking import Refused
from iria.models import CacheCounter
from tests.articles.admin.test_acts import logged
from tests.articles.admin.test_keeping import keep_url, tell
from tests.articles.admin.test_writing import LIST, change_url, said
from tests.makers import client_of, edit_article, make_article, make_category

pytestmark = pytest.mark.django_db


def form_of(answer: HttpResponse) -> dict[str, Any]:
    """What the form would send as it is."""
    page = html.fromstring(answer.content.decode())
    for template in page.xpath("//template"):
        template.drop_tree()
    (form,) = (form for form in page.forms if "revision" in form.fields)
    return dict(form.form_values())


def opened(desk: Client, article: Article) -> dict[str, Any]:
    return form_of(desk.get(change_url(article)))


@pytest.mark.parametrize(
    "do",
    [
        publishing.publish,
        reviewing.submit,
        reviewing.take_back,
        binning.put_away,
        lambda text, user: scheduling.schedule(text, user, at=timezone.now() + timedelta(1)),
        lambda text, user: bulk.refile(text, make_category(), bulk.Refiling.ADD, user),
    ],
)
def test_nothing_is_done_to_what_went_to_the_bin_meanwhile(editor, do):
    article = make_article(published=False, user=editor)
    reviewing.submit(article, editor)
    opened_before = Article.objects.get()
    binning.put_away(article, editor)

    with pytest.raises(Refused, match="It is in the bin by now"):
        do(opened_before, editor)

    article.refresh_from_db()
    assert (article.state, article.revisions.count()) == ("review", 1)
    assert logged(article) == ["Submitted for review.", "Moved to the bin."]


def test_what_was_pinned_meanwhile_stays_pinned_when_an_older_form_is_saved(desk):
    article = make_article()
    values = opened(desk, article)
    bulk.pin(Article.objects.all(), pinned=True)
    bulk.set_columns(article, None, comments_open=False)

    desk.post(change_url(article), values | {"title": "Mine", "_save": "1"})

    article.refresh_from_db()
    assert (article.pinned, article.comments_open) == (True, False)
    assert article.latest_revision.values["title"] == "Mine"


def test_the_box_that_was_ticked_in_the_form_is_what_changes(desk):
    article = make_article()
    values = opened(desk, article)
    del values["comments_open"]

    desk.post(change_url(article), values | {"pinned": "on", "_save": "1"})

    article.refresh_from_db()
    assert (article.pinned, article.comments_open) == (True, False)


def test_a_box_that_was_ticked_before_the_browser_closed_counts_when_it_is_put_in(editor):
    desk, article = client_of(editor), make_article()
    values = opened(desk, article) | {"pinned": "on"}
    tell(desk, keep_url(article), values["kept_tab"], list(values.items()))
    kept = Kept.objects.get()

    put_in = form_of(desk.get(f"{change_url(article)}?kept={kept.pk}"))
    desk.post(change_url(article), put_in | {"_save": "1"})

    article.refresh_from_db()
    assert put_in["pinned"] == "on"
    assert article.pinned


def test_one_press_takes_one_number_of_the_page_cache(desk):
    """The number is held until the commit: whoever took it before another lock could wait for
    somebody who waits for the number."""
    article = make_article()
    before = CacheCounter.objects.get().number

    desk.post(change_url(article), opened(desk, article) | {"pinned": "on", "_publish": "1"})

    article.refresh_from_db()
    assert article.pinned
    assert logged(article)[-1] == "Published changes."
    assert CacheCounter.objects.get().number == before + 1


def test_changes_that_wait_for_review_go_on_waiting_when_the_article_is_filed(editor):
    article, category = make_article("Live"), make_category("Asia")
    edit_article(article, title="Draft")
    reviewing.submit(article, editor, note="Please look.")

    bulk.refile(article, category, bulk.Refiling.ADD, editor)

    now = Article.objects.get()
    assert (now.title, list(now.categories.all())) == ("Live", [category])
    assert now.submitted_revision == now.latest_revision
    assert now.submitted_revision.values["title"] == "Draft"
    assert now.review_note == "Please look."


def test_what_was_submitted_is_still_an_older_version_if_it_was_one(editor):
    article = make_article("Live")
    edit_article(article, title="Submitted")
    submitted = reviewing.submit(article, editor).submitted_revision
    edit_article(article, title="Later")

    bulk.refile(article, make_category("Asia"), bulk.Refiling.ADD, editor)

    assert Article.objects.get().submitted_revision == submitted


def test_what_was_published_meanwhile_is_filed_by_those_who_may_publish(editor):
    article = make_article("Live", user=editor)

    with pytest.raises(Refused, match="who may publish files it"):
        bulk.refile(article, make_category(), bulk.Refiling.ADD, editor, may_publish=False)

    assert article.filings.count() == 0


def test_of_several_that_are_filed_the_one_that_went_to_the_bin_is_named(desk, monkeypatch):
    gone, stays, category = make_article("Gone"), make_article("Stays"), make_category("Asia")
    refile = bulk.refile

    def overtaken(article: Article, *args: Any, **fields: Any) -> None:
        if article == gone:
            Article.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
        refile(article, *args, **fields)

    monkeypatch.setattr(bulk, "refile", overtaken)
    chosen = {"action": "refile", "_selected_action": [gone.pk, stays.pk]}

    response = desk.post(LIST, chosen | {"category": category.pk, "how": "add"}, follow=True)

    assert "“Gone”: It is in the bin by now." in said(response)
    assert "1 article filed." in said(response)
    assert list(category.filings.values_list("article", flat=True)) == [stays.pk]
