import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.writing.tables.texts import of_one_text


class Revision(models.Model):
    """One version of an article or a page, as a member of staff saved it. Never changed.

    `data` is canonical JSON (sorted keys, no spaces) of ids and scalars, `body` the HTML beside
    it, `sha256` the hash of both. The shape of `data` is `articles.writing.content.Content`.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="revisions"
    )
    page = models.ForeignKey("articles.Page", models.CASCADE, null=True, related_name="revisions")
    body = models.TextField(blank=True)
    data = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    created_at = models.DateTimeField(_("saved"), db_index=True)

    class Meta:
        app_label = "articles"
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-created_at", "-id"]
        constraints = [of_one_text("articles_revision")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.note}".strip()

    @property
    def values(self) -> dict[str, Any]:
        return json.loads(self.data)
