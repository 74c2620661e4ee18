"""The log of the desk: who did what to which row, and when. Lines are written in the transaction
of the act and never changed; the desk has no form for them."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from iria.models import User


def note(row: models.Model, user: User | None, said: str, flag: int = CHANGE) -> None:
    """Nothing where no person acted: an import, the worker."""
    if user is None:
        return
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row)[:200],
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
