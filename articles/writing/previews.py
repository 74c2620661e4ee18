"""Links by which somebody outside reads a draft."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.writing.tables.previews import PreviewLink
from articles.writing.tables.texts import Text, tied_to
from iria import log
from iria.models import User

LASTS = timedelta(days=7)
# The desk lists what ended for so long.
KEPT = timedelta(days=30)


def make(text: Text, user: User, for_whom: str = "") -> PreviewLink:
    now = timezone.now()
    said = _("Preview link made for %(whom)s.") if for_whom else _("Preview link made.")
    with transaction.atomic():
        link = PreviewLink.objects.create(
            for_whom=for_whom,
            made_by=user,
            made_at=now,
            expires_at=now + LASTS,
            **tied_to(text),
        )
        log.note(text, user, said % {"whom": for_whom} if for_whom else said)
    return link


def revoke(link: PreviewLink, user: User) -> None:
    """What was revoked before stays as it is."""
    with transaction.atomic():
        working = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
        if working.update(revoked_at=timezone.now()):
            log.note(link.text, user, _("Preview link revoked."))


def forget_ended(limit: int) -> int:
    """Chore: deletes links that ended 30 days ago."""
    old = timezone.now() - KEPT
    ended = PreviewLink.objects.filter(Q(expires_at__lt=old) | Q(revoked_at__lt=old))
    ids = list(ended.order_by("expires_at").values_list("pk", flat=True)[:limit])
    return PreviewLink.objects.filter(pk__in=ids).delete()[0]
