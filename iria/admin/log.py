"""The log at the desk: who did what to which row. It is looked at and never written here."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from iria.paging import BoundedPaginator
from iria.readonly import ReadOnlyAdmin

# In the menu and over the list; under it they are counted as Django calls them.
COUNTED = LogEntry._meta.verbose_name_plural
LogEntry._meta.verbose_name_plural = gettext_lazy("log")


class KindFilter(admin.SimpleListFilter):
    """The kinds that the desk has screens of; what occurs in a long log is not looked for."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        kinds = [model for model in model_admin.admin_site._registry if model is not LogEntry]
        named = ((model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in kinds)
        return sorted(named, key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() not in dict(self.lookup_choices):
            return queryset
        kind = ContentType.objects.get_for_model(apps.get_model(self.value()))
        return queryset.filter(content_type=kind)


@admin.register(LogEntry)
class LogAdmin(ReadOnlyAdmin):
    counted = COUNTED
    list_filter = (("user", admin.RelatedFieldListFilter), KindFilter)
    list_select_related = ("user",)
    list_display_links = None
    list_per_page = 50
    paginator = BoundedPaginator
    # The order of the keys is that of time, and has an index.
    ordering = ("-id",)
    sortable_by = ()
    actions = None
    show_full_result_count = False
    search_fields = ("object_repr", "change_message", "user__name", "user__address")
    search_help_text = gettext_lazy("What was done, to what, by whom")

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A line has no page of its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:admin_logentry_changelist"))

    history_view = change_view

    # Columns

    def get_list_display(self, request: HttpRequest) -> tuple:
        return ("when", "by", "kind", self._row_for(request), "done")

    def _row_for(self, request: HttpRequest) -> Callable[[LogEntry], SafeString | str]:
        """A link for those who may open the row's screen."""
        screens = self.admin_site._registry.items()
        open_to = [model for model, s in screens if s.has_view_or_change_permission(request)]
        kinds = ContentType.objects.get_for_models(*open_to)
        addresses = {
            kind.pk: admin_urlname(model._meta, "change") for model, kind in kinds.items()
        }

        @admin.display(description=_("what"))
        def row(line: LogEntry) -> SafeString | str:
            address = addresses.get(line.content_type_id)
            if address is None or not line.object_id or line.is_deletion():
                return line.object_repr
            link = reverse(address, args=[quote(line.object_id)])
            return format_html('<a href="{}">{}</a>', link, line.object_repr)

        return row

    @admin.display(description=gettext_lazy("when"))
    def when(self, line: LogEntry) -> Any:
        return line.action_time

    @admin.display(description=gettext_lazy("by"))
    def by(self, line: LogEntry) -> str:
        return str(line.user)

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, line: LogEntry) -> str:
        """As the desk calls it. The cache of Django knows all kinds after the first look."""
        if line.content_type_id is None:
            return ""
        model = ContentType.objects.get_for_id(line.content_type_id).model_class()
        return capfirst(model._meta.verbose_name) if model else ""

    @admin.display(description=gettext_lazy("done"))
    def done(self, line: LogEntry) -> str:
        if line.is_deletion() and not line.change_message:
            return _("Deleted.")
        return line.get_change_message()
