"""The bin of a kind of text: what lies in it, and the way back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.acts import ActsAdmin
from articles.writing import binning
from articles.writing.locking import Refused
from articles.writing.tables.texts import Text

PER_PAGE = 50


class BinAdmin(ActsAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("bin/", self.bin_view, "binned"),
            self.page("<int:pk>/bring-back/", self.bring_back_view, "bring_back"),
            *super().get_urls(),
        ]

    def binned(self, request: HttpRequest) -> models.QuerySet:
        """Of the texts that somebody may see, those in the bin."""
        return self.every(request).exclude(deleted_at=None)

    def every(self, request: HttpRequest) -> models.QuerySet:
        """All that somebody may see, the bin too."""
        return super().get_queryset(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.every(request).kept()

    def bin_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        texts = self.binned(request).order_by("-deleted_at", "-pk").defer("body")
        page = self.get_paginator(request, texts, PER_PAGE).get_page(request.GET.get("p"))
        shown = self.model.objects.filter(pk__in=[text.pk for text in page])
        removed = set(binning.unprotected(shown).values_list("pk", flat=True))
        rows = [
            {
                "text": text,
                "ends_at": binning.ends_at(text) if text.pk in removed else None,
                "may_bring_back": self.may_bin_text(request, text),
            }
            for text in page
        ]
        context = self.admin_site.each_context(request) | {
            "title": _("Bin"),
            "opts": self.opts,
            "rows": rows,
            "page": page,
        }
        return TemplateResponse(request, "admin/articles/bin.html", context)

    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        back = HttpResponseRedirect(self.url_of("binned"))
        if request.method != "POST":
            return back
        text = get_object_or_404(self.binned(request), pk=pk)
        if not self.may_bin_text(request, text):
            raise PermissionDenied
        try:
            binning.bring_back(text, request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return back
        messages.success(request, _("“%(title)s” is back.") % {"title": text})
        return HttpResponseRedirect(self.url_of("change", text))

    def has_bin_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"articles.delete_{self.opts.model_name}")

    @admin.action(description=gettext_lazy("Move to the bin…"), permissions=["bin"])
    def put_away(self, request: HttpRequest, texts: models.QuerySet) -> HttpResponse | None:
        """The first page names them, the second acts."""
        if "confirmed" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "title": _("Move to the bin"),
                "opts": self.opts,
                "texts": texts,
                "ends_after": binning.KEPT_FOR.days,
            }
            return TemplateResponse(request, "admin/articles/put_away.html", context)
        done = 0
        for text in texts:
            done += self._put_away(request, text)
        if done:
            said = ngettext("%(n)d is in the bin.", "%(n)d are in the bin.", done)
            messages.success(request, said % {"n": done})
        return None

    def _put_away(self, request: HttpRequest, text: Text) -> bool:
        why = _("It was published once: who may publish deletes it.")
        if self.may_bin_text(request, text):
            try:
                binning.put_away(text, request.user)
            except Refused as refusal:
                why = str(refusal)
            else:
                return True
        messages.warning(request, _("“%(title)s”: %(why)s") % {"title": text, "why": why})
        return False
