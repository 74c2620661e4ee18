"""What the old site says of who may read an item, and bringing a text here in line with it."""

from datetime import datetime, timedelta

from django.utils import timezone

from articles.wordpress.records import Item
from articles.wordpress.report import Report
from articles.writing import publishing
from articles.writing.tables.texts import State, Text

PUBLIC = ("publish", "future")
LEFT_OUT = ("trash", "auto-draft")
# Told to readers of the address; by it a later import knows that no person withdrew the text.
WITHDRAWAL_REASON = "It is no longer public on the site that it came from."
# WordPress stamps each save of a post, also the one that publishes it.
REAL_UPDATE = timedelta(hours=1)
UNSEEN = "Not public on the old site: drafts here"
OVERDUE = "Scheduled on the old site for a day that is past or missing: drafts here"
SCHEDULED = "Scheduled; old addresses lead here only after an import once they are public"
WITHDRAWN = "No longer public on the old site: withdrawn here"
DIFFERENT = "Public on one site and not on the other; left as they are"


def public_from(item: Item) -> datetime | None:
    """From when readers may see an item; None where they may not."""
    if item.password or item.status not in PUBLIC or is_overdue(item):
        return None
    return item.date or timezone.now()


def is_overdue(item: Item) -> bool:
    """To be published at a time that is past, or none: it never was, as far as the file knows."""
    return item.status == "future" and (item.date is None or item.date <= timezone.now())


def real_update(item: Item) -> datetime | None:
    if item.date and item.modified and item.modified - item.date > REAL_UPDATE:
        return item.modified
    return None


def begin(text: Text, item: Item) -> Text:
    """The state of a text that is new here."""
    values = {"created_at": item.date} if item.date else {}
    if at := public_from(item):
        text = publishing.publish(text, None, at=at)
        values = {"created_at": text.go_live_at}
    values["revised_at"] = real_update(item)
    type(text).objects.filter(pk=text.pk).update(**values)
    return text


def follow(text: Text, item: Item, report: Report, *, saved: bool, reworded: bool) -> bool:
    """Brings the state of an earlier import in line with the old site's; whether that changed
    what readers see. `saved`: there is a new revision; `reworded`: readers get other words."""
    at = public_from(item)
    if text.state == State.APPROVED:
        if at is None and not is_overdue(item):
            return _withdraw(text, report)
        moved = text.is_scheduled and by_import(text) and at not in (None, text.go_live_at)
        if saved or moved:
            revised = real_update(item) if reworded else None
            _publish(text, at or text.go_live_at, revised or text.revised_at)
        return moved
    mine = text.state == State.DRAFT or text.withdrawal_reason == WITHDRAWAL_REASON
    if at is not None and mine:
        _publish(text, at, real_update(item))
        return True
    if at is not None:
        report.note(DIFFERENT, "public there, not here", text.title)
    return False


def leave(text: Text, item: Item, report: Report) -> None:
    """Staff have changed the text here: a difference is only told."""
    here, there = text.state == State.APPROVED, public_from(item) is not None
    if here != there and not is_overdue(item):
        said = "public here, not there" if here else "public there, not here"
        report.note(DIFFERENT, said, text.title)


def by_import(text: Text) -> bool:
    """Whether an import published it: then it was begun, as far as we know, when it went live."""
    return text.go_live_at == text.created_at


def _publish(text: Text, at: datetime, revised: datetime | None) -> None:
    """No import is an update for readers of itself, so the day of the update is the source's."""
    was_public = text.was_public
    published = publishing.publish(text, None, at=at)
    values = {"revised_at": revised}
    if not was_public:
        values["created_at"] = published.go_live_at
    type(text).objects.filter(pk=text.pk).update(**values)


def _withdraw(text: Text, report: Report) -> bool:
    if not by_import(text):
        report.note(DIFFERENT, "public here, not there", text.title)
        return False
    publishing.withdraw(text, None, reason=WITHDRAWAL_REASON)
    report.note(WITHDRAWN, text.title)
    return True


def note(text: Text, item: Item, report: Report) -> None:
    """What a person must know of the state in which a text now is."""
    if text.is_scheduled:
        report.note(SCHEDULED, f"{text.title}: {text.go_live_at:%d %B %Y, %H:%M} UTC")
    elif text.state == State.DRAFT and is_overdue(item):
        when = f"{item.date:%d %B %Y}" if item.date else "no date"
        report.note(OVERDUE, f"{text.title} ({when})")
    elif text.state == State.DRAFT:
        why = "password" if item.password else item.status or "no status"
        report.note(UNSEEN, f"{text.title} ({why})")
