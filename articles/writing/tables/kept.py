import json
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.writing.tables.articles import Article
from articles.writing.tables.pages import Page
from articles.writing.tables.texts import Text

# A page that has been silent for so long counts as gone.
GONE_AFTER = timedelta(seconds=45)


class Kind(models.TextChoices):
    ARTICLE = "article", _("Article")
    PAGE = "page", _("Page")


def open_now() -> Q:
    """Forms that somebody has before the eyes. `Kept.is_open` says the same of one row."""
    return Q(is_closed=False, seen_at__gt=timezone.now() - GONE_AFTER)


class KeptQuerySet(models.QuerySet):
    def of(self, model: type[Text], text: Text | None) -> Self:
        """Those of one text, or with None those of new texts of a kind."""
        if text is None:
            return self.filter(kind=model._meta.model_name, article=None, page=None)
        return self.filter(**{model._meta.model_name: text})


class Kept(models.Model):
    """A form of a text that is or was open in one tab of one person, and what was typed into it
    and not saved. `tab` is a name that the form got with its page."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("typed by")
    )
    tab = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Neither for a text that was never saved.
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    # What the form was filled from, as `articles.writing.forms.seen` says it.
    revision = models.CharField(max_length=40, blank=True)
    # The form's fields in order, JSON of [[name, value], …]; empty where nothing was typed.
    words = models.TextField(blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now, db_index=True)
    typed_at = models.DateTimeField(_("last typed"), null=True)
    is_closed = models.BooleanField(default=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("kept words")
        verbose_name_plural = _("kept words")
        constraints = [
            models.UniqueConstraint(fields=["user", "tab"], name="articles_kept_once_a_tab"),
            models.CheckConstraint(
                condition=Q(kind=Kind.ARTICLE, page=None) | Q(kind=Kind.PAGE, article=None),
                name="articles_kept_of_one_text",
            ),
        ]
        indexes = [
            # The chore that forgets rows looks for those without words every second.
            models.Index(
                fields=["seen_at"], condition=Q(typed_at=None), name="articles_kept_without_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id or self.page_id or ''} {self.tab}"

    @property
    def is_open(self) -> bool:
        return not self.is_closed and self.seen_at > timezone.now() - GONE_AFTER

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in json.loads(self.words or "[]")]
