"""What puts a text before readers and takes it away again."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from articles.writing import indexing, rows
from articles.writing.content import ArticleContent, Content, PageContent
from articles.writing.revisions import content_class, held
from articles.writing.tables.articles import Article
from articles.writing.tables.revisions import Revision
from articles.writing.tables.texts import State, Text
from iria import oldaddresses
from iria.models import User
from iria.pagecache import LISTS, SITE, changes, forget, forget_at, tag


class NotPublishable(Exception):
    """Says to staff why a text can't go before readers."""


def publish(text: Text, user: User | None, *, at: datetime | None = None) -> Text:
    """Puts the newest revision before readers: now, or for the first time at `at`.

    What was public keeps its date; a revision that differs from the live one dates the update.
    Also brings back what was withdrawn."""
    with changes():
        text = _locked(text)
        tags = shown_by(text)
        before, old_path = text.live_revision, oldaddresses.path_of(text)
        content = _content(text)
        text.state = State.APPROVED
        text.live_revision = text.latest_revision
        text.submitted_revision, text.withdrawal_reason, text.review_note = None, "", ""
        _date(text, at, edited=before is not None and is_edit(before, text.live_revision))
        rows.write(text, content)
        text.save()
        rows.note_pictures(text)
        if before is not None:
            oldaddresses.keep(old_path, oldaddresses.path_of(text))
        _after(text, tags)
    return text


def withdraw(text: Text, user: User | None, *, reason: str = "") -> Text:
    """Takes a text from readers, who are told the reason (410)."""
    with changes():
        text = _locked(text)
        if text.state != State.APPROVED:
            raise NotPublishable("Only what is published or scheduled can be withdrawn.")
        tags = shown_by(text)
        if not text.was_public:
            # Its time never came: nobody is told later that it once was there.
            text.go_live_at = text.first_published_at = None
        text.state = State.WITHDRAWN
        text.withdrawal_reason = reason.strip()
        text.changed_at = timezone.now()
        text.save()
        if isinstance(text, Article):
            rows.date_through(text)
        _after(text, tags)
    return text


def _locked(text: Text) -> Text:
    # Revisions are read afterwards: joined, PostgreSQL would look for them in the snapshot from
    # before the wait, where the newest is not yet.
    return type(text).objects.select_for_update(of=("self",)).get(pk=text.pk)


def _content(text: Text) -> Content:
    return held(content_class(type(text)).of(text.latest_revision))


def is_edit(before: Revision, after: Revision) -> bool:
    """Whether readers get another text; filing it elsewhere dates no update."""
    return _read_part(before) != _read_part(after)


def _read_part(revision: Revision) -> Content:
    if revision.article_id is None:
        return replace(PageContent.of(revision), slug="", description="")
    unread = {"slug": "", "description": "", "categories": [], "tags": []}
    return replace(ArticleContent.of(revision), **unread)


def _date(text: Text, at: datetime | None, *, edited: bool) -> None:
    now = timezone.now()
    if not text.was_public:
        text.go_live_at = text.first_published_at = at or now
    elif edited:
        text.revised_at = now
    text.changed_at = now


def _after(text: Text, tags: set[str]) -> None:
    """Search and kept pages follow, as the last step."""
    if isinstance(text, Article):
        indexing.write(text)
    tags |= shown_by(text)
    if text.is_scheduled:
        forget_at(tags, text.go_live_at)
    else:
        forget(tags)


def shown_by(text: Text) -> set[str]:
    """Tags of the pages where a text may stand."""
    if not isinstance(text, Article):
        # Menus name pages, on every page.
        return {tag(text), SITE}
    ids = {
        "category": text.filings.values_list("category_id", flat=True),
        "tag": text.taggings.values_list("tag_id", flat=True),
        "author": text.bylines.values_list("author_id", flat=True),
    }
    return {tag(text), LISTS} | {f"{kind}:{pk}" for kind, pks in ids.items() for pk in pks}
