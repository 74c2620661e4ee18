"""Pictures whose renditions are due, taken up by any number of workers at once.

Who takes one up moves `renditions_due_at` on by LEASE in one conditional UPDATE; a picture whose
worker was killed is due again after that. No transaction is open while pixels are converted."""

import logging
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.images import making
from articles.images.models import Image
from iria.pagecache import changes, forget

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_TRIES = 5
LOOKED_AT = 20  # rows of which others may have taken some


def run_due(limit: int) -> int:
    """A chore: one picture at a time, since each takes seconds and letters wait meanwhile."""
    image = claim()
    if image is None:
        return 0
    render(image)
    return 1


def _makeable() -> QuerySet[Image]:
    return Image.objects.filter(deleted_at=None, taken_down_at=None).exclude(original="")


def ordered() -> QuerySet[Image]:
    """Those that are due, being made, or due once more later."""
    return _makeable().filter(renditions_due_at__isnull=False)


def due() -> QuerySet[Image]:
    return _makeable().filter(renditions_due_at__lte=timezone.now())


def order_all() -> int:
    """Orders what is not made as it should be now, and is not ordered yet."""
    count = 0
    standing = _makeable().filter(renditions_due_at=None)
    for image in standing.select_related("credit").iterator(200):
        made = {"rendition_hash": image.rendition_hash, "rendition_stage": image.rendition_stage}
        if made != {"rendition_hash": making.wanted(image), "rendition_stage": Image.Stage.ALL}:
            # Not what another process has ordered and made meanwhile.
            count += making.order(standing.filter(pk=image.pk, **made))
    return count


def claim() -> Image | None:
    """The next picture that is due, taken from all other workers."""
    waiting = due().order_by("renditions_due_at", "pk").select_related("credit")
    for image in waiting[:LOOKED_AT]:
        seen, image.renditions_due_at = image.renditions_due_at, timezone.now() + LEASE
        if Image.objects.filter(pk=image.pk, renditions_due_at=seen).update(
            renditions_due_at=image.renditions_due_at, rendition_tries=F("rendition_tries") + 1
        ):
            image.rendition_tries += 1
            return image
    return None


def release(image: Image) -> None:
    """Gives back what was taken up, for whoever comes next."""
    Image.objects.filter(pk=image.pk, renditions_due_at=image.renditions_due_at).update(
        renditions_due_at=timezone.now(), rendition_tries=F("rendition_tries") - 1
    )


def render(image: Image) -> str:
    """Makes the renditions of a picture that was taken up. An empty string, or why they could
    not be made."""
    if image.rendition_tries > MOST_TRIES:
        why = _("Making its renditions ended the worker each time. Save it smaller.")
        return _note(image, None, why)
    try:
        made = making.make_all(image)
    except FileNotFoundError:
        logger.exception("The original of picture %s is missing", image.pk)
        return _put_off(image, _("Its file is missing in the storage. Supply it again."))
    except Exception:
        # Pillow, its codecs and storages raise what they like; none of it may end the worker.
        logger.exception("No renditions could be made of picture %s", image.pk)
        return _put_off(image, _("It can't be converted. Export it as a JPEG or PNG."))
    _switch(image, made)
    return ""


def _switch(image: Image, made: str) -> None:
    """Shows readers the new ones, if they are what is wanted still."""
    with changes():
        rows = Image.objects.select_for_update(of=("self",)).select_related("credit")
        row = rows.filter(pk=image.pk).first()
        if row is not None and not row.is_gone:
            if making.wanted(row) != made:
                release(image)
                return
            Image.objects.filter(pk=row.pk).update(
                rendition_hash=made,
                rendition_stage=Image.Stage.ALL,
                renditions_due_at=None,
                rendition_tries=0,
                rendition_error="",
            )
            forget([row])
            return
    # It was taken down or removed meanwhile, with what had been made by then.
    making.remove(image)


def _put_off(image: Image, why: str) -> str:
    """For 1, 4, 16, 64 minutes; then no more."""
    if image.rendition_tries >= MOST_TRIES:
        return _note(image, None, why)
    return _note(image, timezone.now() + timedelta(minutes=4 ** (image.rendition_tries - 1)), why)


def _note(image: Image, later: datetime | None, why: str) -> str:
    """Unless it was ordered anew meanwhile."""
    Image.objects.filter(pk=image.pk, renditions_due_at=image.renditions_due_at).update(
        renditions_due_at=later, rendition_error=why
    )
    return why
