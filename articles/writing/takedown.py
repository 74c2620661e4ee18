"""Pictures that may not be shown any more: gone from pages, files and mail that is not sent yet.
The original stays, out of reach of readers, and they can be brought back."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.images import making
from articles.images.models import Image
from articles.writing.locking import Refused
from iria import log
from iria.models import User
from iria.pagecache import CREDITS, changes, forget

logger = logging.getLogger(__name__)
LONGEST = 500  # characters of a reason


def take_down(image: Image, user: User | None, *, why: str, stand_in: Image | None) -> None:
    """From the commit on pages show `stand_in`, if any, in its place; then its files are removed.
    Raises Refused."""
    with changes():
        row = _held(image, stand_in)
        if row.taken_down_at is not None:
            raise Refused(_("It is taken down already."))
        _refuse_stand_in_of_others(row)
        _check(row, stand_in)
        row.taken_down_at, row.taken_down_why = timezone.now(), why[:LONGEST]
        row.stand_in, row.renditions_due_at = stand_in, None
        row.save(
            update_fields=["taken_down_at", "taken_down_why", "stand_in", "renditions_due_at"]
        )
        said = _("Taken down: %(why)s") % {"why": why}
        if stand_in is not None:
            said += " " + _("In its place: “%(name)s”.") % {"name": stand_in}
        log.note(row, user, said)
        forget([row, CREDITS])
        transaction.on_commit(partial(remove_files, row.pk))


def stand_in_for(image: Image, user: User | None, *, stand_in: Image | None) -> None:
    """Another picture, or none, in the place of one that was taken down. Raises Refused."""
    with changes():
        row = _held(image, stand_in)
        if row.taken_down_at is None:
            raise Refused(_("It is not taken down any more."))
        _check(row, stand_in)
        row.stand_in = stand_in
        row.save(update_fields=["stand_in"])
        if stand_in is None:
            said = _("Nothing is in its place any more.")
        else:
            said = _("In its place: “%(name)s”.") % {"name": stand_in}
        log.note(row, user, said)
        forget([row, CREDITS])


def bring_back(image: Image, user: User | None) -> None:
    """Its files are made anew before readers are led to them. Raises Refused."""
    made = Image.objects.select_related("credit").get(pk=image.pk)
    if made.original:
        try:
            making.make_first(made)
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
            logger.exception("Picture %s cannot be brought back", image.pk)
            raise Refused(_("Its file cannot be read any more. Supply it as a new one.")) from None
    with changes():
        row = _held(image)
        if row.taken_down_at is None:
            raise Refused(_("It is not taken down any more."))
        row.taken_down_at, row.taken_down_why, row.stand_in = None, "", None
        names = ["taken_down_at", "taken_down_why", "stand_in"]
        if made.original:
            of_files = ["rendition_hash", "rendition_stage", "renditions_due_at"]
            for name in of_files:
                setattr(row, name, getattr(made, name))
            names += of_files
        row.save(update_fields=names)
        log.note(row, user, _("Brought back."))
        forget([row, CREDITS])


def remove_files(pk: int) -> bool:
    """Deletes the files of a picture that was taken down. Those of a storage that cannot be
    reached stay noted by `rendition_hash`, and `remove_left` tries again."""
    with transaction.atomic():
        row = Image.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or row.taken_down_at is None:
            return False
        try:
            making.remove(row)
        except Exception:
            # Storages raise what they like.
            logger.exception("Files of picture %s, which was taken down, are left", pk)
            return False
        Image.objects.filter(pk=pk).update(
            rendition_hash="", rendition_stage=Image.Stage.NONE, renditions_due_at=None
        )
    return True


def remove_left(limit: int) -> int:
    """A chore: removes what could not be removed at once."""
    left = Image.objects.exclude(taken_down_at=None).exclude(rendition_hash="")
    return sum(remove_files(pk) for pk in left.values_list("pk", flat=True)[:limit])


def _held(*images: Image | None) -> Image:
    """The first as it is now. All are held, in a fixed order."""
    ids = [image.pk for image in images if image is not None]
    rows = Image.objects.order_by("pk").select_for_update(of=("self",)).in_bulk(ids)
    return rows[ids[0]]


def _refuse_stand_in_of_others(row: Image) -> None:
    other = Image.objects.filter(stand_in=row).exclude(taken_down_at=None).first()
    if other is not None:
        raise Refused(
            _("It stands in for “%(name)s”. Choose another for that one first.") % {"name": other}
        )


def _check(row: Image, stand_in: Image | None) -> None:
    """`stand_in` as it is now, while it is held."""
    if stand_in is None:
        return
    if stand_in.pk == row.pk:
        raise Refused(_("A picture cannot stand in for itself."))
    now = Image.objects.with_credit().get(pk=stand_in.pk)
    if not now.is_shown:
        raise Refused(_("“%(name)s” is not shown itself. Choose another.") % {"name": now})
    if now.credit is None or not now.alt:
        said = _("“%(name)s” has no credit or no alternative text. Complete it first.")
        raise Refused(said % {"name": now})
