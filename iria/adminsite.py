"""The desk: Django's admin under our name. Apps register their panels from their admin modules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from iria import counting, log
from iria.forms import SignInForm


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the first page of the desk, with the list behind it. One that is `always`
    shown says something at nought too; one without an address is for the panel alone."""

    label: Any
    rows: QuerySet
    url: str = ""
    always: bool = False


Counts = dict[str, Count]
Numbers = dict[str, int]


@dataclass(frozen=True, slots=True)
class Panel:
    """`counts` gives what is to be counted, by name; None for those who may not see the panel.
    `draw` makes safe HTML of the entries (label, number, address) and the numbers by name."""

    order: int  # lower ones stand first
    counts: Callable[[HttpRequest], Counts | None]
    draw: Callable[[HttpRequest, list[tuple[Any, int, str]], Numbers], str]


# Apps whose screens stand under the institute.
BESIDE_STAFF = ("auth", "admin")
# Packages whose own screens would stand beside ours and say nothing to staff.
HIDDEN = {"taggit", "axes"}


class DeskSite(AdminSite):
    site_title = _("IRIA desk")
    site_header = _("IRIA desk")
    index_title = _("Desk")
    index_template = "admin/desk.html"
    logout_template = "admin/logged_out.html"
    password_change_template = "admin/password_change.html"  # noqa: S105
    password_change_done_template = "admin/password_changed.html"  # noqa: S105
    login_form = SignInForm
    site_url = "/"
    enable_nav_sidebar = True

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.panels: list[Panel] = []
        self.screens: list[tuple[str, str, str, str]] = []

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        shown = [model for model in models if model._meta.app_label not in HIDDEN]
        super().register(shown, *args, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Groups of rights and the log stand beside the staff, and screens that belong to no
        model at the end of their app."""
        groups = {group["app_label"]: group for group in super().get_app_list(request)}
        for label in BESIDE_STAFF:
            if label in groups:
                moved = groups.pop(label)["models"]
                groups.setdefault("iria", _empty_group("iria"))["models"] += moved
        for label, name, url_name, permission in self.screens:
            if request.user.has_perm(permission):
                group = groups.setdefault(label, _empty_group(label))
                group["models"].append(_entry(name, url_name))
        return [group for label, group in groups.items() if app_label in (None, label)]

    def get_urls(self) -> list[Any]:
        shown = path(
            "r/<int:content_type_id>/<int:object_id>/",
            self.admin_view(self.show_on_site),
            name="view_on_site",
        )
        return [shown, *super().get_urls()]

    def show_on_site(
        self, request: HttpRequest, content_type_id: int, object_id: int
    ) -> HttpResponse:
        """To the public page of a row, for those whose list has it: the address of a draft has
        words of its title. Raises Http404."""
        kind = get_object_or_404(ContentType, pk=content_type_id)
        model = kind.model_class()
        if (
            model is None
            or not self.is_registered(model)
            or not hasattr(model, "get_absolute_url")
        ):
            raise Http404
        screen = self.get_model_admin(model)
        row = get_object_or_404(screen.get_queryset(request), pk=object_id)
        if not screen.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return HttpResponseRedirect(row.get_absolute_url())

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            # To look at the form waits for nobody who writes.
            return super().password_change(request, extra_context)
        with transaction.atomic():
            answer = super().password_change(request, extra_context)
            if isinstance(answer, HttpResponseRedirect):
                log.note(request.user, request.user, str(_("Changed their own password.")))
        return answer

    def register_screen(self, app_label: str, name: str, url_name: str, permission: str) -> None:
        """An entry in the menu for those who have the permission; the view asks for it itself."""
        self.screens.append((app_label, name, url_name, permission))

    def register_panel(self, panel: Panel) -> None:
        self.panels.append(panel)
        self.panels.sort(key=lambda panel: panel.order)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().index(request, {"panels": self._drawn(request)} | (extra_context or {}))

    def _drawn(self, request: HttpRequest) -> list[str]:
        """The panels; all that they count is counted in one query."""
        wanted = [(panel, panel.counts(request)) for panel in self.panels]
        shown = [(panel, counts) for panel, counts in wanted if counts is not None]
        numbers = counting.counts(
            request.user,
            {
                f"{panel.order}.{name}": count.rows
                for panel, counts in shown
                for name, count in counts.items()
            },
        )
        return [
            panel.draw(request, *_entries(counts, panel.order, numbers)) for panel, counts in shown
        ]


def _entries(counts: Counts, order: int, numbers: Numbers) -> tuple[list, Numbers]:
    mine = {name: numbers[f"{order}.{name}"] for name in counts}
    entries = [
        (count.label, mine[name], count.url)
        for name, count in counts.items()
        if count.url and (mine[name] or count.always)
    ]
    return entries, mine


def _empty_group(app_label: str) -> dict[str, Any]:
    return {
        "name": apps.get_app_config(app_label).verbose_name,
        "app_label": app_label,
        "app_url": reverse("admin:app_list", kwargs={"app_label": app_label}),
        "has_module_perms": True,
        "models": [],
    }


def _entry(name: str, url_name: str) -> dict[str, Any]:
    """As Django's own for a model that may only be looked at."""
    return {
        "name": name,
        "object_name": url_name,
        "perms": {"view": True},
        "admin_url": reverse(url_name),
        "add_url": None,
        "view_only": True,
    }
