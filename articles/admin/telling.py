"""What the scripts of a text's form tell the server, and what they hear: that the form is open,
what is typed, who else has the text open."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.admin.screens import ScreensAdmin
from articles.text.keys import row_id
from articles.writing import keeping
from articles.writing.tables.kept import Kept
from articles.writing.tables.texts import Text

LONGEST_AGE = 12  # digits of milliseconds


def answers_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For POST from a page's script: refusals are JSON, never the login page. `user` is whoever
    the page was made for, since another may have signed in meanwhile in another tab."""

    @wraps(view)
    def answer(model_admin: admin.ModelAdmin, request: HttpRequest, **named: Any) -> HttpResponse:
        if request.method != "POST":
            return JsonResponse({"refused": "POST"}, status=405)
        if not model_admin.admin_site.has_permission(request):
            return JsonResponse({"refused": "signed out"}, status=401)
        if request.POST.get("user") != str(request.user.pk):
            refusal = {"refused": "another", "who": str(request.user)}
            return JsonResponse(refusal, status=409)
        try:
            return view(model_admin, request, **named)
        except keeping.TooLarge:
            return JsonResponse({"refused": "too large"}, status=413)
        except keeping.NotKept:
            return JsonResponse({"refused": "no form"}, status=400)
        except (PermissionDenied, Http404):
            return JsonResponse({"refused": "not yours"}, status=403)

    return answer


class TellingAdmin(ScreensAdmin):
    def get_urls(self) -> list[URLPattern]:
        name, view = self.name_of("keep"), never_cache(self.keep_view)
        return [
            path("keep/", view, name=name),
            path("<int:pk>/keep/", view, name=name),
            *super().get_urls(),
        ]

    @answers_scripts
    def keep_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """With `fields` (JSON) keeps them, without only notes that the form is open. `leaving`
        where it is no more, `late` where they come from a page that went before. The answer says
        what the form's notices say now."""
        place = keeping.Place(
            request.user, self.model, self.text_of(request, pk), request.POST.get("tab", "")
        )
        revision = request.POST.get("revision", "")
        if "fields" in request.POST:
            fields = keeping.read(request.POST["fields"])
            is_open, age = "late" not in request.POST, _age(request.POST.get("age", ""))
            kept = keeping.keep(place, revision, fields, age=age, is_open=is_open)
            keeping.replaced(kept, row_id(request.POST.get("instead")))
        elif "leaving" not in request.POST:
            keeping.look(place, revision)
        if "leaving" in request.POST:
            keeping.leave(place)
            return HttpResponse(status=204)
        return JsonResponse(self._standing(place, revision))

    def _standing(self, place: keeping.Place, revision: str) -> dict[str, Any]:
        now = Kept.objects.filter(user=place.user, tab=place.tab).values_list("typed_at").first()
        opened, _left = keeping.around(place)
        return {
            "kept": when(now[0]) if now and now[0] else "",
            "notices": [*self.open_elsewhere(place, opened), *self._newer(place, revision)],
        }

    def text_of(self, request: HttpRequest, pk: int | None) -> Text | None:
        """Raises PermissionDenied or Http404."""
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        light = self.get_queryset(request).only("title", "state", "latest_revision")
        text = get_object_or_404(light, pk=pk)
        self.refuse_unless_changed_by(request, text)
        return text

    # Sentences

    def open_elsewhere(self, place: keeping.Place, opened: list[Kept]) -> list[str]:
        """One for each person, since they first opened it."""
        first: dict[int, Kept] = {}
        for kept in opened:
            first.setdefault(kept.user_id, kept)
        kind = self.opts.verbose_name
        return [
            _("You have this %(kind)s open in another tab too, since %(when)s.")
            % {"kind": kind, "when": when(kept.opened_at)}
            if kept.user_id == place.user.pk
            else _("%(who)s has this %(kind)s open, since %(when)s.")
            % {"who": kept.user, "kind": kind, "when": when(kept.opened_at)}
            for kept in first.values()
        ]

    def _newer(self, place: keeping.Place, revision: str) -> list[str]:
        text, before = place.text, revision.partition(".")[0]
        if text is None or not before or before == str(text.latest_revision_id):
            return []
        newest = text.revisions.select_related("user").defer("body", "data").first()
        who = _("You") if newest.user_id == place.user.pk else newest.user or _("Somebody")
        said = _(
            "%(who)s saved this %(kind)s at %(when)s, after this page was opened. When you save, "
            "you see both texts first."
        )
        values = {"who": who, "kind": self.opts.verbose_name, "when": when(newest.created_at)}
        return [said % values]


def _age(milliseconds: str) -> timedelta:
    """How long ago it was typed, as the page says it; what is no number is now."""
    number = row_id(milliseconds)
    sound = number is not None and len(milliseconds) <= LONGEST_AGE
    return timedelta(milliseconds=number) if sound else timedelta(0)


def when(moment: datetime) -> str:
    """The time, with the day where it is another."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "H:i" if is_today else "DATETIME_FORMAT")
