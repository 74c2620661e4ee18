from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.writing.models import MenuItem
from iria.pagecache import SITE, changes, forget
from iria.worded import WordedAdmin


@admin.register(MenuItem)
class MenuItemAdmin(WordedAdmin):
    quoted = ("menu", "position", "label", "category", "page", "address")
    list_display = ("entry", "menu", "position", "leads_to")
    list_editable = ("position",)
    list_filter = ("menu",)
    list_select_related = ("category", "page")
    autocomplete_fields = ("category", "page")
    fieldsets = (
        (None, {"fields": ("menu", "position", "label")}),
        (_("Leads to"), {"fields": ("category", "page", "address")}),
    )

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.error_messages["min_value"] = _("Positions begin at 0.")
        return field

    @admin.display(description=_("entry"))
    def entry(self, item: MenuItem) -> str:
        return item.text

    @admin.display(description=_("address"))
    def leads_to(self, item: MenuItem) -> str:
        return item.url

    def save_model(self, request: HttpRequest, obj: MenuItem, form: Any, change: bool) -> None:
        with changes():
            super().save_model(request, obj, form, change)
            forget([SITE])

    def delete_model(self, request: HttpRequest, obj: MenuItem) -> None:
        with changes():
            super().delete_model(request, obj)
            forget([SITE])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with changes():
            super().delete_queryset(request, queryset)
            forget([SITE])
