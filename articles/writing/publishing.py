"""What puts a text before readers and takes it away again."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.catalogue import naming
from articles.writing import rows
from articles.writing.content import ArticleContent, Content, PageContent
from articles.writing.locking import Refused, locked
from articles.writing.revisions import content_class, held
from articles.writing.showing import follow, shown_by
from articles.writing.tables.revisions import Revision
from articles.writing.tables.texts import State, Text
from iria import log, moments, oldaddresses
from iria.models import User
from iria.pagecache import changes


def publish(text: Text, user: User | None, *, at: datetime | None = None) -> Text:
    """Puts the newest revision before readers: now, or for the first time at `at`.

    What was public keeps its date; a revision that differs from the live one dates the update.
    Also brings back what was withdrawn. Raises Refused."""
    with changes():
        text = locked(text)
        tags = shown_by(text)
        before, old_path = text.live_revision, oldaddresses.path_of(text)
        said = _said(text, at)
        content = draft_of(text)
        text.state = State.APPROVED
        text.live_revision = text.latest_revision
        text.submitted_revision, text.withdrawal_reason, text.review_note = None, "", ""
        text.sent_back_at = None
        _date(text, at, edited=before is not None and is_edit(before, text.live_revision))
        rows.write(text, content)
        save_row(text)
        rows.note_pictures(text)
        if before is not None:
            oldaddresses.keep(old_path, oldaddresses.path_of(text))
        log.note(text, user, said)
        follow(text, tags)
    return text


def withdraw(text: Text, user: User | None, *, reason: str = "") -> Text:
    """Takes a text from readers, who are told the reason (410). Raises Refused."""
    with changes():
        text = locked(text)
        if text.state != State.APPROVED:
            raise Refused(_("Only what is published or scheduled can be withdrawn."))
        tags = shown_by(text)
        if not text.was_public:
            # Its time never came: nobody is told later that it once was there.
            text.go_live_at = text.first_published_at = None
        text.state = State.WITHDRAWN
        text.withdrawal_reason = reason.strip()
        text.changed_at = timezone.now()
        text.save()
        rows.date_through(text)
        said = _("Withdrawn. Readers are told: “%(reason)s”") if reason else _("Withdrawn.")
        log.note(text, user, said % {"reason": text.withdrawal_reason} if reason else said)
        follow(text, tags)
    return text


def _said(text: Text, at: datetime | None) -> str:
    """What the log says of a publication that is about to be done."""
    if text.state == State.WITHDRAWN:
        return _("Published again.")
    if text.was_public:
        return _("Published changes.")
    if at is None or at <= timezone.now():
        return _("Published.")
    words = _("Approved changes, for %(at)s.") if text.is_scheduled else _("Scheduled for %(at)s.")
    return words % {"at": moments.said(at)}


def draft_of(text: Text) -> Content:
    """What the newest revision would put into the row. Raises Refused."""
    content = held(content_class(type(text)).of(text.latest_revision))
    # A draft's address is its own once it is published; another text may have taken it before.
    if content.slug != text.slug and not naming.is_free(type(text), content.slug, of=text):
        raise _taken(content.slug)
    return content


def save_row(text: Text) -> None:
    """Raises Refused where another text took the address in the meantime."""
    try:
        naming.update(text)
    except naming.Taken:
        raise _taken(text.slug) from None


def _taken(slug: str) -> Refused:
    words = _("Something else has the address “%(slug)s” by now. Choose another, then publish.")
    return Refused(words % {"slug": slug})


def is_edit(before: Revision, after: Revision) -> bool:
    """Whether readers get another text; filing it elsewhere, or picking other articles to stand
    with it, dates no update."""
    return _read_part(before) != _read_part(after)


def _read_part(revision: Revision) -> Content:
    if revision.article_id is None:
        return replace(PageContent.of(revision), slug="", description="")
    unread = {"slug": "", "description": "", "categories": [], "tags": [], "picks": []}
    return replace(ArticleContent.of(revision), **unread)


def _date(text: Text, at: datetime | None, *, edited: bool) -> None:
    now = timezone.now()
    if not text.was_public:
        text.go_live_at = text.first_published_at = at or now
    elif edited:
        text.revised_at = now
    text.changed_at = now
