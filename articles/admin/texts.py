"""What the screens of articles and pages share: they edit revisions, and what readers see
changes by the buttons Publish and Withdraw alone."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

from articles.admin import gating, picking
from articles.admin.bin import BinAdmin
from articles.admin.keeping import KeepingAdmin
from articles.admin.notes import NotesAdmin
from articles.admin.previews import PreviewsAdmin
from articles.admin.versions import VersionsAdmin
from articles.writing import checks, gate, publishing, reviewing, revisions, states
from articles.writing.forms import TextForm
from articles.writing.locking import Refused
from articles.writing.tables.texts import Text
from iria import log, moments
from iria.links import absolute
from iria.models import User
from iria.pagecache import changes

# Buttons that put the draft before readers, and those that save it and lead to another page.
PUBLISHING = {"_publish", "_approve"}
NEXT = {"_schedule": "schedule", "_submit": "submit", "_preview": "preview"}
LINES = 6  # of the log, beside the form


class TextAdmin(KeepingAdmin, BinAdmin, NotesAdmin, PreviewsAdmin, VersionsAdmin):
    """Screens of a kind of text. Its publish permission is `articles.publish_MODEL`."""

    show_full_result_count = False
    list_per_page = 50
    ordering = ("-changed_at", "-id")
    actions_on_bottom = False
    change_form_template = "admin/articles/text_form.html"
    actions = ("put_away",)

    # Who may what

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        """Nothing is deleted at once: it goes to the bin (`binning`), from which it can be taken
        for 30 days."""
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Text | None:
        """With the revision that the form shows; locked while a form is being saved."""
        found = self._found(request, object_id, from_field)
        # PostgreSQL locks within transactions alone; a POST to the history opens none.
        locking = request.method == "POST" and transaction.get_connection().in_atomic_block
        if found is not None and locking:
            self.model.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
            found = self._found(request, object_id, from_field)
        return found

    def _found(self, request: HttpRequest, object_id: str, from_field: str | None) -> Text | None:
        """With its revisions, in one query."""
        field = self.opts.pk if from_field is None else self.opts.get_field(from_field)
        try:
            pk = field.to_python(object_id)
        except ValidationError:
            return None
        texts = self.get_queryset(request).select_related(
            "latest_revision__user", "live_revision", "submitted_revision__user"
        )
        return texts.filter(**{field.name: pk}).first()

    # Saving

    def save_model(self, request: HttpRequest, obj: Text, form: TextForm, change: bool) -> None:
        """The buttons: a draft is saved in any case, then published if that was pressed."""
        # One block: the number of the page cache is taken after all other locks.
        with changes():
            content = form.content()
            if change:
                revisions.save(obj, content, request.user)
            else:
                text = revisions.create(self.model, content, request.user)
                obj.__dict__.update(text.__dict__)
            self.save_settings(obj, form, request.user)
            self.forget_kept(request)
            request.refusal = self._published(request, obj)
        obj.refresh_from_db()
        # The form has a panel for what pictures lack.
        told = checks.remarks if "_preview" in request.POST else checks.other_remarks
        for remark in told(content):
            messages.warning(request, remark)

    def _published(self, request: HttpRequest, text: Text) -> str:
        """Does what the button asks beyond saving; why it was not done, if it was not."""
        if not PUBLISHING & request.POST.keys():
            return ""
        if not self.may_publish(request):
            return _("Saved as a draft, not published: your account may not publish.")
        # What is scheduled keeps its time, unless it is wanted now.
        at = text.go_live_at if "_approve" in request.POST and text.is_scheduled else None
        try:
            gate.pass_through(text, request.user)
            publishing.publish(text, request.user, at=at)
        except gate.Incomplete as refusal:
            return gating.refusal(refusal)
        except Refused as refusal:
            return _("Saved as a draft, not published. %(why)s") % {"why": refusal}
        return ""

    def save_settings(self, text: Text, form: TextForm, user: User) -> None:
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
        if request.refusal:
            messages.warning(request, request.refusal)
            return HttpResponseRedirect(self.url_of("change", text))
        for button, screen in NEXT.items():
            if button in request.POST:
                return HttpResponseRedirect(self.url_of(screen, text))
        messages.success(request, self._said(request, text))
        return HttpResponseRedirect(self.url_of("change", text))

    def _said(self, request: HttpRequest, text: Text) -> str | SafeString:
        if PUBLISHING & request.POST.keys():
            if text.is_scheduled:
                return _("Approved. It goes before readers on %(at)s.") % {
                    "at": moments.said(text.go_live_at)
                }
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

    # Screens

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        # The editor's import map is an inline script: it needs the nonce of this answer.
        nonce = str(request.csp_nonce)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        text = context.get("original")
        picking.offer(request, context["adminform"].form)
        context |= {
            "may_publish": self.may_publish(request),
            "state": states.state_of(text) if text else states.DRAFT,
            "state_label": states.LABELS[states.state_of(text) if text else states.DRAFT],
            "is_public": text.is_public() if text else False,
        }
        if text:
            context |= self._about(request, text)
        return super().render_change_form(request, context, *args, **kwargs)

    def _about(self, request: HttpRequest, text: Text) -> dict[str, Any]:
        notes = list(text.notes.all())
        return {
            "was_public": text.was_public,
            "may_change": self.has_change_permission(request, text),
            "may_bin": self.may_bin_text(request, text),
            "waits": reviewing.waits(text),
            "open_todos": [note for note in notes if note.is_open],
            "note_count": len(notes),
            "log_lines": log.lines(text)[:LINES],
            "gate": self._gate(request, text),
        }

    def _gate(self, request: HttpRequest, text: Text) -> dict[str, Any] | None:
        """What the pictures of the newest version lack, to whoever may mend it."""
        if not self.has_change_permission(request, text):
            return None
        found, may_look = gate.findings(text), picking.may_look(request)
        stopping = [finding for finding in found if finding.stops]
        others = [finding for finding in found if not finding.stops]
        return {
            "stopping": gating.lines(stopping, may_look=may_look),
            "others": gating.lines(others, may_look=may_look),
        }

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
