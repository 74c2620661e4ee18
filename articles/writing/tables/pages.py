from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.writing.tables.querysets import PageQuerySet
from articles.writing.tables.texts import Text, state_is_whole
from iria.reversing import path_to


class Page(Text):
    """About, Contact, Privacy: a text without date, byline or categories."""

    # Which item of which site it came from: "example.org:101".
    imported_from = models.CharField(  # noqa: DJ001  NULL for what was written here
        max_length=300, null=True, unique=True, editable=False
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [state_is_whole("articles_page")]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="articles_page_changed")]
        permissions = [("publish_page", _("May publish and withdraw pages"))]

    def get_absolute_url(self) -> str:
        return path_to("page", self.slug)
