"""Filters beside the grid of pictures."""

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.images.models import Credit
from articles.images.usage import in_use

MOST_AGENCIES = 20


class MissingFilter(admin.SimpleListFilter):
    title = gettext_lazy("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("credit", _("Credit")),
            ("alt", _("Alternative text")),
            ("file", _("File")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        missing = {"credit": {"credit": None}, "alt": {"alt": ""}, "file": {"rendition_hash": ""}}
        return queryset.filter(**missing.get(self.value(), {}))


class UsedFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("no", _("Not used")), ("yes", _("Used"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() == "yes":
            return queryset.filter(in_use())
        return queryset.exclude(in_use()) if self.value() == "no" else queryset


class AgencyFilter(admin.SimpleListFilter):
    """Those with most pictures, in the order of their names."""

    title = gettext_lazy("agency")
    parameter_name = "agency"
    note = ""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        shown = Count("images", filter=Q(images__deleted_at=None, images__merged_into=None))
        used = Credit.objects.exclude(agency="").order_by().values("agency").annotate(n=shown)
        often = used.filter(n__gt=0).order_by("-n", "agency").values_list("agency", flat=True)
        found = list(often[: MOST_AGENCIES + 1])
        if len(found) > MOST_AGENCIES:
            self.note = _("Others: search for the name.")
        chosen = {self.value()} if self.value() else set()
        return [
            (name, name) for name in sorted({*found[:MOST_AGENCIES], *chosen}, key=str.casefold)
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(credit__agency=self.value()) if self.value() else queryset
