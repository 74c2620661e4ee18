"""The states that staff see. Two of them follow from the clock, one from the revisions."""

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.writing.tables.texts import State, Text

DRAFT, REVIEW, SCHEDULED = "draft", "review", "scheduled"
PUBLISHED, CHANGED, WITHDRAWN = "published", "changed", "withdrawn"

LABELS = {
    DRAFT: _("Draft"),
    REVIEW: _("In review"),
    SCHEDULED: _("Scheduled"),
    PUBLISHED: _("Published"),
    CHANGED: _("Published, with changes"),
    WITHDRAWN: _("Withdrawn"),
}


def state_of(text: Text) -> str:
    if text.state != State.APPROVED:
        return str(text.state)
    if text.is_scheduled:
        return SCHEDULED
    return CHANGED if text.has_unpublished_changes else PUBLISHED


def waits_for_review(texts: models.QuerySet) -> models.QuerySet:
    """Drafts in review, and texts whose changes are. `reviewing.waits` says the same of one."""
    if connection.vendor == "postgresql":
        return texts.filter(Q(state=State.REVIEW) | Q(submitted_revision__isnull=False))
    submitted = texts.model.objects.exclude(submitted_revision=None).values("pk")
    return texts.filter(Q(state=State.REVIEW) | Q(pk__in=submitted))


def in_state(texts: models.QuerySet, state: str) -> models.QuerySet:
    """Those that `state_of` puts into this state. CHANGED are among PUBLISHED here, since both
    stand before readers.

    Without statistics SQLite takes the wrong one of several indexes: few of many are named by
    their ids there, which a query of one condition finds in the one that fits."""
    if state == SCHEDULED:
        return texts.filter(pk__in=texts.model.objects.scheduled().values("pk"))
    if state == PUBLISHED:
        # Not `public()`: nearly all are, and SQLite would take the time from the index and sort
        # them, where it can go through a list in the list's order.
        return texts.kept().filter(state=State.APPROVED).exclude(go_live_at__gt=timezone.now())
    if state == CHANGED:
        return _changed(texts)
    if state == REVIEW:
        return waits_for_review(texts)
    return texts.filter(state=state)


def _changed(texts: models.QuerySet) -> models.QuerySet:
    if connection.vendor == "postgresql":
        return in_state(texts, PUBLISHED).with_unpublished_changes()
    waiting = texts.model.objects.with_unpublished_changes().values("pk")
    # What waits was approved once. `state="approved"` is where SQLite would begin.
    live = texts.kept().exclude(state=State.WITHDRAWN).exclude(go_live_at__gt=timezone.now())
    return live.filter(pk__in=waiting)
