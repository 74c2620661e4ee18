from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.writing.tables.texts import of_one_text
from iria.fields import ProseField


class NoteQuerySet(models.QuerySet["Note"]):
    def open(self) -> "NoteQuerySet":
        """What is still to be done before the text goes before readers."""
        return self.filter(is_todo=True, done_at=None)


class Note(models.Model):
    """What staff say to each other about a text. Readers never see it."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="notes"
    )
    page = models.ForeignKey("articles.Page", models.CASCADE, null=True, related_name="notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = ProseField(_("note"), max_length=2000)
    is_todo = models.BooleanField(_("to be done before it is published"), default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]
        constraints = [of_one_text("articles_note")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        return self.is_todo and self.done_at is None
