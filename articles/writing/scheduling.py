"""The time at which a text goes before readers for the first time. What was public once is
published by hand."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.writing import publishing, rows
from articles.writing.locking import Refused, locked
from articles.writing.showing import follow, shown_by
from articles.writing.tables.texts import State, Text
from iria import log, moments
from iria.models import User
from iria.pagecache import changes


def schedule(text: Text, user: User | None, *, at: datetime) -> Text:
    """The newest revision goes before readers at `at`; what is scheduled is moved. Raises
    Refused."""
    with changes():
        text = locked(text)
        if text.was_public:
            raise Refused(_("Readers know this text already: changes are published by hand."))
        if at <= timezone.now():
            raise Refused(_("This time has passed."))
        return publishing.publish(text, user, at=at)


def move(text: Text, user: User | None, *, at: datetime) -> Text:
    """Another time for what was approved; a draft that is newer stays one. Raises Refused."""
    with changes():
        text, tags = _scheduled(text)
        if at <= timezone.now():
            raise Refused(_("This time has passed."))
        text.go_live_at = text.first_published_at = at
        text.changed_at = timezone.now()
        text.save()
        rows.date_through(text)
        log.note(text, user, _("Moved to %(at)s.") % {"at": moments.said(at)})
        follow(text, tags)
    return text


def cancel(text: Text, user: User | None) -> Text:
    """What was to go before readers is a draft again, in its newest form. Raises Refused."""
    with changes():
        text, tags = _scheduled(text)
        at = text.go_live_at
        text.state, text.live_revision = State.DRAFT, None
        text.go_live_at = text.first_published_at = None
        text.changed_at = timezone.now()
        rows.write(text, publishing.draft_of(text))
        publishing.save_row(text)
        rows.note_pictures(text)
        said = _("Schedule cancelled; it was for %(at)s.") % {"at": moments.said(at)}
        log.note(text, user, said)
        follow(text, tags)
    return text


def _scheduled(text: Text) -> tuple[Text, set[str]]:
    text = locked(text)
    if not text.is_scheduled:
        raise Refused(_("It is not scheduled any more: it may be public by now."))
    return text, shown_by(text)
