"""The log of the desk: who did what to which row, and when. Lines are written in the transaction
of the act and never changed; the desk has no form for them."""

from collections.abc import Sequence

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from iria.models import User

MOST = 100  # rows that have a line each


def note(
    row: models.Model, user: User | None, said: str, flag: int = CHANGE, *, shown: str = ""
) -> None:
    """Nothing where no person acted: an import, the worker. The row is called by its own words,
    or `shown` where those would outlive their erasure."""
    if user is not None:
        _line(row, user, said, flag, shown).save(force_insert=True)


def note_each(rows: Sequence[models.Model], user: User | None, said: str) -> None:
    """The same of several rows of one kind: a line for each, or one for all of very many."""
    if user is None or not rows:
        return
    if len(rows) <= MOST:
        LogEntry.objects.bulk_create(_line(row, user, said, CHANGE) for row in rows)
        return
    named = {"n": len(rows), "kind": rows[0]._meta.verbose_name_plural}
    note_many(type(rows[0]), user, said, shown=_("%(n)d %(kind)s") % named)


def note_many(
    model: type[models.Model], user: User, said: str, flag: int = CHANGE, *, shown: str
) -> None:
    """One line for rows that are not named, but called as `shown`."""
    line = _line(model(), user, said, flag, shown)
    line.object_id = None
    line.save(force_insert=True)


def _line(row: models.Model, user: User, said: str, flag: int, shown: str = "") -> LogEntry:
    return LogEntry(
        user=user,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=(shown or str(row))[:200],
        action_flag=flag,
        change_message=said,
    )


def lines(row: models.Model) -> models.QuerySet[LogEntry]:
    """What was done to a row, in words, newest first. What Django notes of a saved form is JSON
    and is left out."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    )
    worded = entries.exclude(change_message="").exclude(change_message__startswith="[")
    return worded.select_related("user").order_by("-action_time", "-pk")
