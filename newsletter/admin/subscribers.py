"""The list of subscribers. Nobody is added or changed by hand: people subscribe themselves, or
are imported with word of how they agreed."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from iria.paging import BoundedPaginator
from newsletter.admin import exports, imports, person
from newsletter.admin.searching import search
from newsletter.admin.states import StateFilter, badge
from newsletter.models import Subscriber

State = Subscriber.State
LATELY = timedelta(days=30)


class LatelyFilter(admin.SimpleListFilter):
    title = gettext_lazy("the last 30 days")
    parameter_name = "lately"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("joined", _("Joined")), ("left", _("Left"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(lately(self.value())) if self.value() else queryset


def lately(what: str) -> models.Q:
    """Joined and still there, or left."""
    since = timezone.now() - LATELY
    if what == "joined":
        return models.Q(state=State.SUBSCRIBED, subscribed_at__gt=since)
    return models.Q(state=State.LEFT, left_at__gt=since)


@admin.register(Subscriber)
class SubscriberAdmin(admin.ModelAdmin):
    list_display = ("who", "name", "state_badge", "subscribed_at", "left_at")
    list_filter = (StateFilter, LatelyFilter)
    list_per_page = 50
    # What is sorted by another column is read whole.
    sortable_by = ()
    ordering = ("-id",)
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ("address_key", "name", "key")
    search_help_text = gettext_lazy("Address, name")
    actions = None

    def get_urls(self) -> list[URLPattern]:
        def named(route: str, view: Any, name: str) -> URLPattern:
            return path(
                route, self.admin_site.admin_view(view), name=f"newsletter_subscriber_{name}"
            )

        return [
            named("import/", imports.choose, "import"),
            named("import/<slug:key>/", imports.look, "import_look"),
            named("import/<slug:key>/not-imported.csv", imports.not_imported, "import_refused"),
            named("export/", exports.export, "export"),
            named("<int:pk>/evidence/", exports.evidence, "evidence"),
            *(named(f"<int:pk>/{name}/", act, name) for name, act in person.ACTS.items()),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        """People are erased with all that is kept of them, not as a row."""
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return search(queryset, search_term), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        export = reverse("admin:newsletter_subscriber_export")
        query = request.GET.urlencode()
        more = {
            "may_import": request.user.has_perm("newsletter.import_subscriber"),
            "may_export": request.user.has_perm("newsletter.export_subscriber"),
            "export_url": f"{export}?{query}" if query else export,
        }
        return super().changelist_view(request, more | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kw: Any):
        """There is no form: what is kept of a person follows from what the person did."""
        subscriber = self.get_object(request, object_id)
        if subscriber is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return person.show(request, subscriber)

    @admin.display(description=gettext_lazy("address"))
    def who(self, subscriber: Subscriber) -> str:
        return subscriber.address or _("erased")

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, subscriber: Subscriber) -> SafeString:
        return badge(subscriber)
