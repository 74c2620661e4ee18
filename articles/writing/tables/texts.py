"""What articles and pages have in common: an address, a body, a state, versions."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.text.keys import new_key
from articles.text.slugs import SLUG_LENGTH, validate_slug
from iria.fields import ProseField
from iria.institute import direction


class State(models.TextChoices):
    """Stored states. Scheduled and published follow from `go_live_at` of what is approved."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Ids of versions grow, so the newest is the live one or has a larger id. Written so that an index
# over these rows alone serves it.
WAITS = Q(latest_revision__gt=F("live_revision"))


class TextQuerySet(models.QuerySet):
    def public(self, viewer: object = None, at: datetime | None = None) -> Self:
        """What a reader may see at a time (now). `Text.is_public` says the same of one row.
        No viewer sees more than the others so far."""
        return self.filter(
            state=State.APPROVED, deleted_at=None, go_live_at__lte=at or timezone.now()
        )

    def public_among(self, ids: Collection[int]) -> list[Any]:
        """The rows of these ids that a reader may see, in this order. Asked for both at once,
        SQLite would go through all that is public."""
        found = self.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found and found[pk].is_public()]

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.filter(
            state=State.APPROVED, deleted_at=None, go_live_at__gt=at or timezone.now()
        )

    def kept(self) -> Self:
        """All but the bin."""
        return self.filter(deleted_at=None)

    def with_unpublished_changes(self) -> Self:
        return self.filter(WAITS)


class Text(models.Model):
    """The row and its through rows are what readers see; staff edit revisions of it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=300)
    slug = models.CharField(
        _("address"), max_length=SLUG_LENGTH, unique=True, validators=[validate_slug]
    )
    body = models.TextField(_("text"), blank=True)
    description = models.CharField(_("description for search engines"), max_length=320, blank=True)
    language = models.CharField(
        _("language"), max_length=35, choices=settings.TEXT_LANGUAGES, default="en"
    )
    translation_group = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    review_note = ProseField(_("note for the review"), blank=True, editable=False)
    # Since when it is to be worked on again, `review_note` saying why.
    sent_back_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = ProseField(_("reason for readers"), blank=True, editable=False)
    go_live_at = models.DateTimeField(_("published"), null=True, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    # When readers last got another text; an unchanged one that is published again is no update.
    revised_at = models.DateTimeField(_("updated"), null=True, editable=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )
    latest_revision = models.ForeignKey(
        "articles.Revision", models.RESTRICT, null=True, editable=False, related_name="+"
    )
    live_revision = models.ForeignKey(
        "articles.Revision", models.RESTRICT, null=True, editable=False, related_name="+"
    )
    submitted_revision = models.ForeignKey(
        "articles.Revision", models.RESTRICT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether a reader may see this row at a time (now); `public()` says the same of all."""
        return (
            self.state == State.APPROVED
            and self.deleted_at is None
            and self.go_live_at is not None
            and self.go_live_at <= (at or timezone.now())
        )

    @property
    def live(self) -> bool:
        return self.is_public()

    @property
    def is_scheduled(self) -> bool:
        return (
            self.state == State.APPROVED
            and self.deleted_at is None
            and self.go_live_at is not None
            and self.go_live_at > timezone.now()
        )

    @property
    def mirrors_draft(self) -> bool:
        """While nothing was ever approved, the row follows each save."""
        return self.live_revision_id is None

    @property
    def has_unpublished_changes(self) -> bool:
        return (
            self.live_revision_id is not None and self.live_revision_id != self.latest_revision_id
        )

    @property
    def dir(self) -> str:
        """ "rtl" or "ltr", of the language that the text is in."""
        return direction(self.language)

    @property
    def was_public(self) -> bool:
        return self.first_published_at is not None and self.first_published_at <= timezone.now()


def state_is_whole(prefix: str) -> models.CheckConstraint:
    """What is approved has a time to go live and a revision that readers see."""
    return models.CheckConstraint(
        condition=~Q(state=State.APPROVED)
        | Q(go_live_at__isnull=False, live_revision__isnull=False),
        name=f"{prefix}_approved_is_whole",
    )


def of_one_text(prefix: str) -> models.CheckConstraint:
    """For rows with the keys `article` and `page`: exactly one of them is set."""
    return models.CheckConstraint(
        condition=Q(article__isnull=False, page__isnull=True)
        | Q(article__isnull=True, page__isnull=False),
        name=f"{prefix}_of_one_text",
    )


def tied_to(text: Text) -> dict[str, Text]:
    """The key of such a row that is set: `{"article": text}` or `{"page": text}`."""
    return {str(text._meta.model_name): text}
