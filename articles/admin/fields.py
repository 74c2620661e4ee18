"""Fields as the desk shows them. Choices begin with a capital letter; the labels themselves stay
as they are, since some stand within sentences."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

# "example.org" that somebody types is an https address.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class CapitalChoices(admin.ModelAdmin):
    """For screens whose forms have fields with choices."""

    def formfield_for_choice_field(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field is not None:
            field.choices = [(value, capfirst(label)) for value, label in field.choices]
        return field


class CapitalFilter(admin.ChoicesFieldListFilter):
    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield choice | {"display": capfirst(choice["display"])}
