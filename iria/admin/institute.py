"""The institute, and addresses that lead elsewhere by now."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from iria.forms import InstituteForm
from iria.models import Institute, OldAddress
from iria.pagecache import SITE, changes, forget
from iria.readonly import ReadOnlyAdmin
from iria.worded import WordedAdmin


@admin.register(Institute)
class InstituteAdmin(WordedAdmin):
    form = InstituteForm
    quoted = (
        "name",
        "short_name",
        "tagline",
        "language",
        "time_zone",
        "comments_open",
        "comments_days",
        "comments_trusted_after",
        "byline_without_author",
    )
    fieldsets = (
        (None, {"fields": ("name", "short_name", "tagline", "logo")}),
        (
            _("At the foot of every page"),
            {"fields": ("about", "reports_text", "contact_address", "postal_address", "founded")},
        ),
        (_("Language and time"), {"fields": ("language", "time_zone")}),
        (
            _("Comments"),
            {
                "fields": (
                    "comments_open",
                    "comments_closed_because",
                    "comments_days",
                    "comments_trusted_after",
                )
            },
        ),
        (_("Bylines"), {"fields": ("byline_without_author",)}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one: its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:iria_institute_change", args=[1]))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Institute | None:
        return Institute.current() if object_id == "1" else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Institute | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Institute, form: Any, change: bool) -> None:
        with changes():
            obj.save()
            forget([SITE])

    def response_change(self, request: HttpRequest, obj: Institute) -> HttpResponse:
        self.message_user(request, _("Saved. Every page shows it from now on."))
        return HttpResponseRedirect(request.path)


@admin.register(OldAddress)
class OldAddressAdmin(ReadOnlyAdmin):
    list_display = ("path", "target", "created_at")
    search_fields = ("path", "target")
    show_full_result_count = False
