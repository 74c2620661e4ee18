"""Notes between those who work on a text. One that is a to-do stops the publication until it is
ticked off."""

from django.utils import timezone
from django.utils.translation import ngettext

from articles.writing.locking import Refused
from articles.writing.tables.notes import Note
from articles.writing.tables.texts import Text, tied_to
from iria.models import User


def add(text: Text, user: User, words: str, *, is_todo: bool = False) -> Note:
    return Note.objects.create(user=user, text=words, is_todo=is_todo, **tied_to(text))


def set_done(note: Note, user: User, *, done: bool) -> None:
    """Whoever ticked it first did it."""
    rows = Note.objects.filter(pk=note.pk, is_todo=True, done_at__isnull=done)
    rows.update(done_at=timezone.now() if done else None, done_by=user if done else None)


def refuse_open(text: Text) -> None:
    """Raises Refused, which names what is still to be done."""
    waiting = list(text.notes.open())
    if waiting:
        raise Refused(
            ngettext(
                "Still to be done: “%(what)s”. Tick it off under Notes first.",
                "%(n)d things are still to be done, first “%(what)s”. Tick them off under Notes.",
                len(waiting),
            )
            % {"n": len(waiting), "what": waiting[0].text}
        )
