"""Between who writes and who publishes. A draft that waits for review is in a state of its own;
changes to a text that readers know, or that is scheduled, wait without touching it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.writing.locking import Refused, locked
from articles.writing.tables.texts import State, Text
from iria import letters, log
from iria.links import absolute
from iria.models import User
from iria.pagecache import changes


def submit(text: Text, user: User | None, *, note: str = "") -> Text:
    """The newest revision waits for review, with a note for who reviews it. Raises Refused where
    readers have that revision already."""
    with changes():
        text = locked(text)
        if text.state == State.APPROVED and not text.has_unpublished_changes:
            raise Refused(_("There is nothing to review: readers see the newest version."))
        if text.state == State.DRAFT:
            text.state = State.REVIEW
        text.submitted_revision, text.review_note = text.latest_revision, note.strip()
        text.sent_back_at, text.changed_at = None, timezone.now()
        text.save()
        log.note(text, user, _worded(_("Submitted for review"), note))
    return text


def send_back(text: Text, user: User | None, *, note: str = "") -> Text:
    """To be worked on again; the note says what is missing. Who began the text is told by a
    letter if somebody else did this. Raises Refused."""
    with changes():
        text = _ended(text)
        text.review_note, text.sent_back_at = note.strip(), text.changed_at
        text.save()
        log.note(text, user, _worded(_("Sent back"), note))
        _tell(text, user)
    return text


def take_back(text: Text, user: User | None) -> Text:
    """By who submitted it. Raises Refused."""
    with changes():
        text = _ended(text)
        text.review_note = ""
        text.save()
        log.note(text, user, _("Taken back from review."))
    return text


def _ended(text: Text) -> Text:
    """The row, which waits no more once it is saved. Raises Refused."""
    text = locked(text)
    if not waits(text):
        raise Refused(_("It does not wait for review any more."))
    if text.state == State.REVIEW:
        text.state = State.DRAFT
    text.submitted_revision, text.changed_at = None, timezone.now()
    return text


@contextmanager
def kept(text: Text) -> Iterator[None]:
    """Around what publishes without a decision on what waits: that goes on waiting."""
    submitted, note, back = text.submitted_revision, text.review_note, text.sent_back_at
    was_newest = submitted is not None and submitted == text.latest_revision
    yield
    text.submitted_revision = text.latest_revision if was_newest else submitted
    text.review_note, text.sent_back_at = note, back
    text.save(update_fields=["submitted_revision", "review_note", "sent_back_at"])


def waits(text: Text) -> bool:
    return text.state == State.REVIEW or text.submitted_revision_id is not None


def _worded(act: str, note: str) -> str:
    return f"{act}: “{note.strip()}”" if note.strip() else f"{act}."


def _tell(text: Text, user: User | None) -> None:
    owner = text.owner
    if owner is None or owner == user or not (owner.is_active and owner.address):
        return
    path = reverse(f"admin:articles_{text._meta.model_name}_change", args=[text.pk])
    context = {"text": text, "by": user, "link": absolute(path)}
    letters.write("sent_back", owner.address, "mail/sent_back", context)
