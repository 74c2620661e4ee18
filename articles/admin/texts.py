"""What the screens of articles and pages share: they edit revisions, and what readers see
changes by the buttons Publish and Withdraw alone."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

from articles.admin.versions import VersionsAdmin
from articles.writing import checks, publishing, revisions, states
from articles.writing.forms import TextForm
from articles.writing.tables.texts import Text
from iria.links import absolute


class TextAdmin(VersionsAdmin):
    """Screens of a kind of text. Its publish permission is `articles.publish_MODEL`."""

    show_full_result_count = False
    list_per_page = 50
    ordering = ("-changed_at", "-id")
    actions_on_bottom = False
    change_form_template = "admin/articles/text_form.html"

    # Who may what

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"articles.publish_{self.opts.model_name}")

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        """Nothing written is deleted from here; what readers should not see is withdrawn."""
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).kept()

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Text | None:
        """With the revision that the form shows; locked while a form is being saved."""
        found = super().get_object(request, object_id, from_field)
        # PostgreSQL locks within transactions alone; a POST to the history opens none.
        locking = request.method == "POST" and transaction.get_connection().in_atomic_block
        if found is not None and locking:
            self.model.objects.select_for_update(of=("self",)).get(pk=found.pk)
            found = super().get_object(request, object_id, from_field)
        return found

    # Saving

    def save_model(self, request: HttpRequest, obj: Text, form: TextForm, change: bool) -> None:
        """The buttons: a draft is saved in any case, then published if that was pressed."""
        content = form.content()
        if change:
            revisions.save(obj, content, request.user)
        else:
            text = revisions.create(self.model, content, request.user)
            obj.__dict__.update(text.__dict__)
        self.save_settings(obj, form)
        if self._publishes(request):
            changed = obj.is_public()
            publishing.publish(obj, request.user)
            self.log_change(request, obj, _("Published changes.") if changed else _("Published."))
        obj.refresh_from_db()
        for remark in checks.remarks(content):
            messages.warning(request, remark)

    def _publishes(self, request: HttpRequest) -> bool:
        return "_publish" in request.POST and self.may_publish(request)

    def save_settings(self, text: Text, form: TextForm) -> None:
        """For columns that no revision holds."""

    def save_related(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: a revision holds the ids, and publishing writes the rows."""

    def response_add(
        self, request: HttpRequest, obj: Text, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._stay(request, obj)

    def response_change(self, request: HttpRequest, obj: Text) -> HttpResponse:
        return self._stay(request, obj)

    def _stay(self, request: HttpRequest, text: Text) -> HttpResponse:
        if "_publish" in request.POST and not self.may_publish(request):
            messages.warning(
                request, _("Saved as a draft, not published: your account may not publish.")
            )
        else:
            messages.success(request, self._said(request, text))
        return HttpResponseRedirect(self.url_of("change", text))

    def _said(self, request: HttpRequest, text: Text) -> str | SafeString:
        if self._publishes(request):
            return format_html(
                '{} <a href="{}">{}</a> '
                '<button type="button" class="copy" data-copy="{}">{}</button>',
                _("Published."),
                text.get_absolute_url(),
                _("View it"),
                absolute(text.get_absolute_url()),
                _("Copy address"),
            )
        if states.state_of(text) == states.CHANGED:
            return _("Saved. Readers see these changes once you publish them.")
        return _("Saved.")

    def url_of(self, name: str, text: Text) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_{name}", args=[text.pk])

    # Screens

    def get_urls(self) -> list[URLPattern]:
        name = f"articles_{self.opts.model_name}_withdraw"
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        # The editor's import map is an inline script: it needs the nonce of this answer.
        nonce = str(request.csp_nonce)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        text = context.get("original")
        context |= {
            "may_publish": self.may_publish(request),
            "state": states.state_of(text) if text else states.DRAFT,
            "state_label": states.LABELS[states.state_of(text) if text else states.DRAFT],
            "withdraw_url": self.url_of("withdraw", text) if text else "",
            "is_public": text.is_public() if text else False,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET asks for the reason, POST withdraws."""
        text = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (self.may_publish(request) and self.has_change_permission(request, text)):
            raise PermissionDenied
        if request.method == "POST":
            try:
                publishing.withdraw(text, request.user, reason=request.POST.get("reason", ""))
            except publishing.NotPublishable as refusal:
                messages.error(request, str(refusal))
            else:
                self.log_change(request, text, _("Withdrawn."))
                messages.success(
                    request, _("Withdrawn. Readers are told the reason, if you gave one.")
                )
            return HttpResponseRedirect(self.url_of("change", text))
        context = self.admin_site.each_context(request) | {
            "title": _("Withdraw “%(title)s”") % {"title": text},
            "original": text,
            "opts": self.opts,
            "back_url": self.url_of("change", text),
        }
        return TemplateResponse(request, "admin/articles/withdraw.html", context)

    # Columns

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, text: Text) -> SafeString:
        state = states.state_of(text)
        return format_html('<span class="state state-{}">{}</span>', state, states.LABELS[state])

    @admin.display(description=gettext_lazy("published"), ordering="go_live_at")
    def published(self, text: Text) -> Any:
        return text.go_live_at

    @admin.display(description=gettext_lazy("on the site"))
    def on_site(self, text: Text) -> SafeString | str:
        if not text.is_public():
            return ""
        return format_html('<a href="{}">{}</a>', text.get_absolute_url(), _("View"))
