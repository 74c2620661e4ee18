from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text.keys import new_key
from iria.fields import LineField, ProseField

DEEPEST = 2  # an answer to an answer; below, answers stand beside each other


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.APPROVED)

    def held(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.HELD)


class Comment(models.Model):
    """What a reader wrote under an article. Readers see it once it is approved."""

    class State(models.TextChoices):
        HELD = "held", _("Held")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        SPAM = "spam", _("Spam")
        DELETED = "deleted", _("Deleted")

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="comments", verbose_name=_("article")
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    depth = models.PositiveSmallIntegerField(default=0)
    name = LineField(_("name"), max_length=80)
    # Never shown to readers. Erasure empties both and keeps the row.
    address = models.CharField(_("address"), max_length=254, blank=True)
    address_key = models.CharField(max_length=254, null=True, db_index=True)  # noqa: DJ001
    text = ProseField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.HELD)
    held_because = LineField(_("held because"), max_length=300, blank=True)
    network = models.CharField(_("network"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("written"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(
                fields=["article", "state", "created_at"], name="articles_comment_thread"
            ),
            models.Index(fields=["state", "-created_at"], name="articles_comment_queue"),
            models.Index(fields=["created_at"], name="articles_comment_age"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"
