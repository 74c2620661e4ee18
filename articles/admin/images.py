"""The credits of pictures."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.admin.fields import HTTPS
from articles.images.models import Credit
from iria.pagecache import changes, forget
from iria.worded import WordedAdmin


@admin.register(Credit)
class CreditAdmin(WordedAdmin):
    quoted = (
        "photographer",
        "agency",
        "licence",
        "licence_url",
        "source_url",
        "copyright_notice",
        "acquire_url",
    )
    formfield_overrides = HTTPS
    list_display = ("credit", "photographer", "agency", "licence", "picture_count")
    list_filter = ("licence",)
    search_fields = ("photographer", "agency")
    fields = quoted
    # That of the model is lost where rows are counted along.
    ordering = ("agency", "photographer", "id")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).usable().annotate(uses=models.Count("images"))

    def has_delete_permission(self, request: HttpRequest, obj: Credit | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Credit, form: Any, change: bool) -> None:
        """A credit changed once is changed wherever one of its pictures shows."""
        with changes():
            super().save_model(request, obj, form, change)
            forget([obj])

    @admin.display(description=gettext_lazy("credit"))
    def credit(self, credit: Credit) -> str:
        return credit.line

    @admin.display(description=gettext_lazy("pictures"), ordering="uses")
    def picture_count(self, credit: Credit) -> int:
        return credit.uses
