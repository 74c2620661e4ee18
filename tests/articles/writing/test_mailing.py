"""Staff ask that an article be mailed when it is published, and take it back."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from articles.writing import bulk, mailing, publishing
from articles.writing.locking import Refused
from tests.freezing import later
from tests.makers import edit_article, make_article, make_editor, make_member

pytestmark = pytest.mark.django_db


def wish(article: Article) -> tuple[bool, object, bool]:
    """As the row has it: whether, by whom, and whether it is known since when."""
    row = Article.objects.get(pk=article.pk)
    return row.mail_when_published, row.mail_asked_by, row.mail_asked_at is not None


def said(article: Article) -> list[str]:
    entries = LogEntry.objects.filter(object_id=str(article.pk), content_type__model="article")
    return list(entries.order_by("pk").values_list("change_message", flat=True))


def test_who_may_send_campaigns_asks_and_the_row_and_the_log_say_who():
    user = make_member("Mail manager")
    article = make_article(published=False)

    mailing.ask(article, user, True)

    assert wish(article) == (True, user, True)
    assert said(article) == ["To be mailed to the subscribers when it is published."]
    assert LogEntry.objects.get().user == user
    assert (article.mail_when_published, article.mail_asked_by) == (True, user)


@pytest.mark.parametrize("wanted", [True, False])
def test_who_may_not_send_campaigns_neither_asks_nor_takes_it_back(editor, wanted):
    user = make_member("Editor", "Moderator")
    article = make_article(published=False)
    if not wanted:
        mailing.ask(article, editor, True)

    with pytest.raises(PermissionDenied):
        mailing.ask(article, user, wanted)

    assert not mailing.may_ask(user)
    assert wish(article)[0] is not wanted


def test_it_is_taken_back_before_its_time(editor):
    article = make_article(at=timezone.now() + timedelta(hours=1))
    mailing.ask(article, editor, True)

    mailing.ask(article, editor, False)

    assert wish(article) == (False, None, False)
    assert said(article)[-1] == "Not to be mailed when it is published."


def test_to_ask_twice_changes_nothing(editor):
    article = make_article(published=False)
    mailing.ask(article, editor, True)
    before = Article.objects.get().mail_asked_at

    mailing.ask(article, make_editor(address="other@example.org"), True)

    assert wish(article) == (True, editor, True)
    assert Article.objects.get().mail_asked_at == before
    assert len(said(article)) == 1
    assert article.mail_asked_by == editor


def test_what_readers_have_seen_is_not_asked_for_any_more(editor, monkeypatch):
    live, gone = make_article("Live"), make_article("Gone")
    due = make_article("Due", at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(gone, editor)
    later(monkeypatch, hours=2)

    for article in (live, gone, due):
        with pytest.raises(Refused, match="it is mailed by hand"):
            mailing.ask(article, editor, True)

    assert not Article.objects.filter(mail_when_published=True).exists()
    assert "To be mailed" not in " ".join(said(live) + said(gone) + said(due))


def test_what_was_withdrawn_before_its_time_can_still_be_asked_for(editor):
    article = make_article(at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(article, editor)

    mailing.ask(article, editor, True)

    assert wish(article)[0]


def test_saving_publishing_and_copying_leave_the_wish_where_it_is(editor):
    article = make_article(published=False)
    mailing.ask(article, editor, True)

    edit_article(article, title="Another")
    publishing.publish(article, editor)
    copy = bulk.duplicate(article, editor)

    assert wish(article) == (True, editor, True)
    assert wish(copy) == (False, None, False)


def test_no_row_has_a_wish_that_nobody_made():
    make_article(published=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(mail_when_published=True)
