"""States of subscribers and campaigns in their lists."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy


class StateFilter(admin.SimpleListFilter):
    """For models with `State` and `state`."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [(state.value, capfirst(state.label)) for state in model_admin.model.State]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        known = self.value() in queryset.model.State
        return queryset.filter(state=self.value()) if known else queryset


def badge(row: models.Model) -> SafeString:
    return format_html(
        '<span class="state state-{}">{}</span>', row.state, capfirst(row.get_state_display())
    )
