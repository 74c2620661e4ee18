import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.writing.tables.texts import Text, of_one_text
from iria.fields import LineField


def new_token() -> str:
    """192 random bits."""
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def working(self, at: datetime | None = None) -> Self:
        """Those that show a draft at a time (now). `PreviewLink.works` says the same of one."""
        return self.filter(
            Q(article__isnull=True) | Q(article__deleted_at=None),
            Q(page__isnull=True) | Q(page__deleted_at=None),
            revoked_at=None,
            expires_at__gt=at or timezone.now(),
            made_by__is_active=True,
        )


class PreviewLink(models.Model):
    """Shows the newest draft of a text to whoever has the address, for some days.

    It ends with the account of whoever made it: those who leave keep no way to drafts."""

    # As it stands in the address, which the desk shows again; drafts lie in the same database.
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="preview_links"
    )
    page = models.ForeignKey(
        "articles.Page", models.CASCADE, null=True, related_name="preview_links"
    )
    for_whom = LineField(_("for whom"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("works until"), db_index=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-id"]
        constraints = [of_one_text("articles_previewlink")]

    def __str__(self) -> str:
        return f"{self.text}, {self.for_whom}" if self.for_whom else str(self.text)

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

    @property
    def text(self) -> Text:
        return self.article or self.page

    def works(self, at: datetime | None = None) -> bool:
        return (
            self.revoked_at is None
            and self.expires_at > (at or timezone.now())
            and self.made_by.is_active
            and self.text.deleted_at is None
        )
