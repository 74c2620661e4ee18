"""Two versions of a text beside each other, and bringing one back."""

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _

from articles.admin.screens import ScreensAdmin
from articles.text.keys import row_id
from articles.writing import revisions, states
from articles.writing.comparing import compare
from articles.writing.locking import seen
from articles.writing.models import Revision
from articles.writing.revisions import content_class
from articles.writing.tables.texts import State, Text
from iria import moments


class ComparingAdmin(ScreensAdmin):
    def get_urls(self) -> list[URLPattern]:
        restore = "<int:pk>/versions/<int:number>/restore/"
        return [
            self.page("<int:pk>/compare/", self.compare_view, "compare"),
            self.page(restore, self.restore_view, "restore"),
            *super().get_urls(),
        ]

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?before=ID&after=ID` in any order. Without `after` it is the newest, without `before`
        the one that was saved before the other."""
        text = self.text_seen(request, pk)
        chosen = _chosen(text, request.GET)
        if len(chosen) < 2:
            messages.warning(request, _("Choose two versions, an earlier and a later one."))
            return HttpResponseRedirect(self.url_of("history", text))
        before, after = chosen
        kind = content_class(self.model)
        context = self._context(request, text) | {
            "title": _("Two versions of “%(title)s”") % {"title": text},
            "before": before,
            "after": after,
            "comparison": compare(kind.of(before), kind.of(after), self.nameable(request)),
        }
        return TemplateResponse(request, "admin/articles/compare.html", context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """POST makes the version the newest again, as a draft."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            locked = self.get_queryset(request).select_for_update(of=("self",), no_key=True)
            text = get_object_or_404(locked, pk=pk)
            self.refuse_unless_changed_by(request, text)
            version = get_object_or_404(text.revisions, pk=number)
            if request.POST.get("revision") != seen(text):
                return self._moved_on(request, text, version)
            before = text.latest_revision_id
            now = revisions.restore(text, version, request.user, expected=before)
            if now.pk == before:
                messages.info(request, _("The newest version says the same. Nothing was changed."))
            else:
                messages.success(request, self._said_restored(text, version))
        return HttpResponseRedirect(self.url_of("change", text))

    def _said_restored(self, text: Text, version: Revision) -> str:
        when = {"when": moments.said(version.created_at)}
        said = _("The version of %(when)s is the newest again, as a draft.") % when
        if text.live_revision_id and text.state == State.APPROVED:
            said += " " + _("Readers see it once you publish it.")
        return said

    def _moved_on(self, request: HttpRequest, text: Text, version: Revision) -> HttpResponse:
        """Shows what restoring would change now."""
        newest = text.latest_revision
        if request.POST.get("revision", "").partition(".")[0] == str(newest.pk):
            said = _("This text was published or withdrawn after you opened the page.")
            said += " " + _("It is now: %(state)s.") % {
                "state": states.LABELS[states.state_of(text)]
            }
        else:
            said = _("%(who)s saved this text at %(when)s, after you opened the page.") % {
                "who": newest.user or _("Somebody"),
                "when": moments.clock(newest.created_at),
            }
        said += " " + _("Nothing was restored. Look below at what restoring would change now.")
        messages.warning(request, said)
        address = self.url_of("compare", text)
        if version.pk == newest.pk:
            return HttpResponseRedirect(self.url_of("history", text))
        return HttpResponseRedirect(f"{address}?before={version.pk}&after={newest.pk}")

    def _context(self, request: HttpRequest, text: Text) -> dict[str, Any]:
        shown = {
            "original": text,
            "object": text,
            "opts": self.opts,
            "may_restore": self.has_change_permission(request, text),
            "seen": seen(text),
        }
        return self.admin_site.each_context(request) | shown


def _chosen(text: Text, query: QueryDict) -> list[Revision]:
    """The two versions, the earlier first; fewer where there are no two."""
    named = [name for name in ("before", "after") if query.get(name)]
    ids = {name: row_id(query[name]) for name in named}
    wanted = {ids.get("before"), ids.get("after", text.latest_revision_id)} - {None}
    versions = text.revisions.select_related("user")
    found = list(versions.filter(pk__in=wanted))
    if len(found) < len(wanted) or None in ids.values():
        raise Http404
    if "before" not in ids:
        found += _one_before(versions, found[0])
    return sorted(found, key=lambda version: (version.created_at, version.pk))


def _one_before(versions: models.QuerySet, version: Revision) -> models.QuerySet:
    earlier = Q(created_at=version.created_at, pk__lt=version.pk)
    return versions.filter(Q(created_at__lt=version.created_at) | earlier)[:1]


def asked_for(request: HttpRequest) -> dict[str, int | None]:
    """Versions that were picked on another page of the history."""
    return {name: row_id(request.GET.get(name)) for name in ("before", "after")}
