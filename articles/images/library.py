"""What is done to pictures of the library: one credit for many, another file, deletion."""

import hashlib
from collections import defaultdict

from django.contrib.admin.models import DELETION
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.images import making, uploads
from articles.images.models import Credit, Image
from articles.images.usage import in_use
from iria import log
from iria.models import User
from iria.pagecache import CREDITS, changes, forget

# What a file brings along; the form of a picture writes the rest.
OF_FILES = (
    "original",
    "file_name",
    "sha256",
    "format",
    "byte_size",
    "width",
    "height",
    "rendition_hash",
    "rendition_stage",
    "renditions_due_at",
    "rendition_error",
    "rendition_tries",
    "file_says",
    "uploaded_by",
)


class InUse(Exception):
    """A picture that something uses is not deleted."""


class NoLongerThere(Exception):
    """Somebody else deleted it meanwhile."""


def digest(file: File) -> str:
    """SHA-256 in hex; an empty string for what is too large to be taken anyway."""
    if file.size > uploads.MOST_BYTES:
        return ""
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def same_file(file: File, *, but: Image | None = None) -> Image | None:
    """The first picture of the library that was made of this very file."""
    same = Image.objects.usable().with_credit().filter(sha256=digest(file), taken_down_at=None)
    if but is not None:
        same = same.exclude(pk=but.pk)
    return same.exclude(sha256="").order_by("pk").first()


def set_credit(pictures: models.QuerySet, credit: Credit, user: User | None) -> int:
    """All or none; gives how many had another credit, or none, before. A credit that is not
    saved yet is saved with them."""
    with changes():
        if credit.pk is None:
            credit.save()
        ids = list(pictures.values_list("pk", flat=True))
        rows = Image.objects.filter(pk__in=ids).usable().order_by("pk").select_for_update()
        others = [row for row in rows if row.credit_id != credit.pk]
        _note_credit(others, credit, user)
        chosen = Image.objects.filter(pk__in=[row.pk for row in others])
        chosen.update(credit=credit)
        making.order(chosen)
        forget([*others, CREDITS])
    return len(others)


def _note_credit(pictures: list[Image], credit: Credit, user: User | None) -> None:
    """In the words of the form of a picture."""
    before = Credit.objects.in_bulk({row.credit_id for row in pictures} - {None})
    by_former = defaultdict(list)
    for row in pictures:
        by_former[row.credit_id].append(row)
    for former, rows in by_former.items():
        said = f"“{before[former]}”" if former else _("nothing")
        log.note_each(rows, user, _("Credit: %(old)s → “%(new)s”.") % {"old": said, "new": credit})


def delete(image: Image, user: User | None) -> None:
    """It shows nowhere any more; the original stays. Raises InUse, NoLongerThere."""
    with changes():
        row = Image.objects.usable().select_for_update().filter(pk=image.pk).first()
        if row is None:
            raise NoLongerThere
        if Image.objects.filter(in_use(), pk=row.pk).exists():
            raise InUse
        Image.objects.filter(pk=row.pk).update(deleted_at=timezone.now(), renditions_due_at=None)
        log.note(row, user, _("Deleted."), DELETION)
        forget([row, CREDITS])
        transaction.on_commit(lambda: making.remove(row))
