"""A draft as readers would see it, at two widths, and the links that show it to those outside."""

from typing import Any

from csp.decorators import csp_replace
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.screens import ScreensAdmin
from articles.reading import drafts
from articles.writing import previews, reviewing, states
from articles.writing.models import PreviewLink
from articles.writing.tables.texts import Text
from iria import moments
from iria.links import absolute

LISTED = 50
FRAMED = drafts.POLICY | {"frame-ancestors": ["'self'"]}


class LinkForm(forms.ModelForm):
    class Meta:
        model = PreviewLink
        fields = ("for_whom",)
        labels = {"for_whom": gettext_lazy("For whom")}
        help_texts = {"for_whom": gettext_lazy("A name for this list. You may leave it empty.")}


class PreviewsAdmin(ScreensAdmin):
    """Who may open a text may preview it; links are for those who may change it."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("<int:pk>/preview/", self.preview_view, "preview"),
            self.page("<int:pk>/preview/draft/", self.draft_view, "draft"),
            self.page("<int:pk>/preview/<int:number>/revoke/", self.revoke_view, "revoke"),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows the frames and the links, POST makes a link."""
        text = self._previewed(request, pk)
        form = LinkForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            self.refuse_unless_changed_by(request, text)
            if form.is_valid():
                self._make(request, text, form.cleaned_data["for_whom"])
                return self._back(text)
        context = self._preview_context(request, text) | {"form": form}
        return TemplateResponse(request, "admin/articles/preview.html", context)

    def _make(self, request: HttpRequest, text: Text, for_whom: str) -> None:
        link = previews.make(text, request.user, for_whom)
        until = moments.said(link.expires_at)
        messages.success(request, _("Link made. It works until %(until)s.") % {"until": until})

    @method_decorator(require_POST)
    def revoke_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        text = self._previewed(request, pk)
        self.refuse_unless_changed_by(request, text)
        link = get_object_or_404(text.preview_links, pk=number)
        previews.revoke(link, request.user)
        messages.success(request, _("Revoked. The link shows nothing any more."))
        return self._back(text)

    @method_decorator(require_safe)
    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_replace(FRAMED))
    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Alone, or with `?framed` for the frames of `preview_view`."""
        text = self._previewed(request, pk)
        return drafts.show(request, text, framed="framed" in request.GET)

    def _previewed(self, request: HttpRequest, pk: int) -> Text:
        return self.text_seen(request, pk, "latest_revision", "live_revision")

    def _preview_context(self, request: HttpRequest, text: Text) -> dict[str, Any]:
        may_change = self.has_change_permission(request, text)
        links = _newest_links(text) if may_change else []
        return self.admin_site.each_context(request) | {
            "title": text.latest_revision.values["title"],
            "original": text,
            "opts": self.opts,
            "state": states.state_of(text),
            "waits": reviewing.waits(text),
            "is_public": text.is_public(),
            "differs": text.has_unpublished_changes,
            "draft_url": self.url_of("draft", text),
            "preview_url": self.url_of("preview", text),
            "revoke_url": f"admin:{self.name_of('revoke')}",
            "only_phone": request.GET.get("only") == "phone",
            "may_change": may_change,
            "links": [(link, absolute(link.get_absolute_url())) for link in links],
        }

    def _back(self, text: Text) -> HttpResponse:
        return HttpResponseRedirect(f"{self.url_of('preview', text)}#links")


def _newest_links(text: Text) -> list[PreviewLink]:
    """Those that work stand before those that ended."""
    links = text.preview_links.select_related("made_by", "article", "page")[:LISTED]
    return sorted(links, key=lambda link: not link.works())
