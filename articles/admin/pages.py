from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import StateFilter
from articles.admin.texts import TextAdmin
from articles.writing.forms import PageForm
from articles.writing.models import Page


@admin.register(Page)
class PageAdmin(TextAdmin):
    form = PageForm
    list_display = ("title", "state_badge", "changed_at", "on_site")
    list_filter = (StateFilter,)
    search_fields = ("title", "slug")
    fieldsets = (
        (None, {"fields": ("title", "body", "revision")}),
        (_("Address and search"), {"fields": ("slug", "language", "description")}),
    )
