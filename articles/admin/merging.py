"""Rows that stand for one thing under several names: merged into one, removed once nothing names
them. Nothing that an old version may name is deleted."""

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.text.keys import row_id
from articles.writing import refiling
from iria.pagecache import changes
from iria.worded import WordedAdmin


class MergingAdmin(WordedAdmin):
    """`keeper` has `merge` and `delete`, which raise the refusals of refiling."""

    keeper: ModuleType = refiling
    actions = ("merge", "remove")
    show_full_result_count = False
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).usable()

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Links of the log lead on to what a row was merged into."""
        row = self.model.objects.exclude(merged_into=None).filter(pk=row_id(object_id)).first()
        if row is None or not self.has_view_or_change_permission(request):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        into = row.merged_into
        said = _("“%(name)s” was merged into “%(into)s”.") % {"name": row, "into": into}
        messages.info(request, said)
        name = f"admin:articles_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[into.pk]))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the action "Remove", which looks whether anything names the row."""
        return False

    def merge_choices(self, rows: models.QuerySet) -> Iterable[models.Model]:
        """What may stay; each has a `pk` and says of itself what it is."""
        return self.model.objects.usable()

    @admin.action(description=gettext_lazy("Merge into…"), permissions=["change"])
    def merge(self, request: HttpRequest, rows: models.QuerySet) -> HttpResponse | None:
        """The first page asks for what stays, the second acts."""
        chosen = request.POST.get("into")
        into = self.model.objects.usable().filter(pk=row_id(chosen)).first()
        if into is not None:
            self._merge(request, [row for row in rows if row.pk != into.pk], into)
            return None
        if chosen:
            messages.error(request, _("This one is no longer there. Choose another."))
        context = self.admin_site.each_context(request) | {
            "title": _("Merge into…"),
            "opts": self.opts,
            "rows": rows,
            "choices": self.merge_choices(rows),
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)

    def _merge(self, request: HttpRequest, rows: list, into: models.Model) -> None:
        """All or none."""
        try:
            with changes():
                for row in rows:
                    self.keeper.merge(row, into, request.user)
        except refiling.NoLongerThere:
            messages.error(
                request, _("Somebody else merged or removed one of these. Nothing was changed.")
            )
            return
        if rows:
            said = _("%(n)d merged into “%(name)s”.") % {"n": len(rows), "name": into}
            messages.success(request, said)
        else:
            messages.error(request, _("It is merged into another one, not into itself."))

    @admin.action(description=gettext_lazy("Remove"), permissions=["change"])
    def remove(self, request: HttpRequest, rows: models.QuerySet) -> None:
        for row in rows:
            try:
                self.keeper.delete(row, request.user)
            except refiling.InUse as refusal:
                said = ngettext(
                    "“%(name)s” is still used in %(n)d place. Merge it into another instead.",
                    "“%(name)s” is still used in %(n)d places. Merge it into another instead.",
                    refusal.count,
                )
                messages.error(request, said % {"name": row, "n": refusal.count})
            else:
                messages.success(request, _("“%(name)s” is removed.") % {"name": row})
