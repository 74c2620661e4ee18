"""What is done to a text from a page of its own: a GET says what will happen and asks what is
needed, a POST does it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import actforms
from articles.admin.screens import ScreensAdmin
from articles.writing import (
    binning,
    checks,
    gate,
    mailing,
    publishing,
    reviewing,
    scheduling,
    states,
)
from articles.writing.locking import Refused
from articles.writing.revisions import content_of
from articles.writing.tables.texts import Text
from iria import moments
from iria.pagecache import changes

NOT_NOW = gettext_lazy("Nothing was done: the text is in another state by now.")


@dataclass(frozen=True, slots=True)
class Act:
    """`do` takes the text, the user and what the form asked; gives what is said of it."""

    title: Any
    do: Callable[..., str]
    fits: Callable[[Text], bool]
    right: str  # the method of the screen that says who may
    form: type[actforms.ActForm] = actforms.ActForm
    unfit: Any = NOT_NOW


def _schedule(
    text: Text, user: Any, *, at: Any, mail: bool | None = None, reason: str = ""
) -> str:
    """`mail` is none where nobody was asked."""
    if mail is not None:
        mailing.ask(text, user, mail)
    if text.is_scheduled:
        if at != text.go_live_at:
            scheduling.move(text, user, at=at)
    else:
        gate.pass_through(text, user, reason=reason)
        scheduling.schedule(text, user, at=at)
    return _("It goes before readers on %(at)s.") % {"at": moments.said(at)}


def _publish_anyway(
    text: Text, user: Any, *, reason: str, when: str = actforms.PublishAnywayForm.NOW
) -> str:
    at = text.go_live_at if when == actforms.PublishAnywayForm.THEN else None
    gate.pass_through(text, user, reason=reason)
    publishing.publish(text, user, at=at)
    if at is not None:
        return _("Approved. It goes before readers on %(at)s.") % {"at": moments.said(at)}
    return _("Published.")


def _cancel(text: Text, user: Any) -> str:
    scheduling.cancel(text, user)
    return _("The schedule is cancelled. It is a draft again.")


def _withdraw(text: Text, user: Any, *, reason: str) -> str:
    publishing.withdraw(text, user, reason=reason)
    if reason.strip():
        return _("Withdrawn. Readers are told the reason.")
    return _("Withdrawn. Readers are given no reason.")


def _submit(text: Text, user: Any, *, note: str) -> str:
    reviewing.submit(text, user, note=note)
    return _("Submitted. The editors find it on their desk; you may go on writing.")


def _send_back(text: Text, user: Any, *, note: str) -> str:
    reviewing.send_back(text, user, note=note)
    return _("Sent back.")


def _take_back(text: Text, user: Any) -> str:
    reviewing.take_back(text, user)
    return _("Taken back. It does not wait for review any more.")


def _put_away(text: Text, user: Any) -> str:
    binning.put_away(text, user)
    return _("“%(title)s” is in the bin for 30 days.") % {"title": text}


ACTS = {
    "schedule": Act(
        gettext_lazy("Schedule"),
        _schedule,
        lambda text: not text.was_public,
        "may_publish_text",
        actforms.ScheduleForm,
        gettext_lazy("Readers know this text already: changes are published by hand."),
    ),
    "publish-anyway": Act(
        gettext_lazy("Publish all the same"),
        _publish_anyway,
        lambda text: states.state_of(text) != states.PUBLISHED,
        "may_publish_text",
        actforms.PublishAnywayForm,
        gettext_lazy("Readers see the newest version already."),
    ),
    "unschedule": Act(
        gettext_lazy("Cancel the schedule"),
        _cancel,
        lambda text: text.is_scheduled,
        "may_publish_text",
        unfit=gettext_lazy("It is not scheduled any more: it may be public by now."),
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"),
        _withdraw,
        lambda text: states.state_of(text) in (states.PUBLISHED, states.CHANGED),
        "may_publish_text",
        actforms.WithdrawForm,
        gettext_lazy("Only what readers see can be withdrawn."),
    ),
    "submit": Act(
        gettext_lazy("Submit for review"),
        _submit,
        lambda text: states.state_of(text) != states.PUBLISHED,
        "has_change_permission",
        actforms.SubmitForm,
        gettext_lazy("There is nothing to review: readers see the newest version."),
    ),
    "send-back": Act(
        gettext_lazy("Send back"),
        _send_back,
        reviewing.waits,
        "may_publish_text",
        actforms.SendBackForm,
    ),
    "take-back": Act(
        gettext_lazy("Take back from review"), _take_back, reviewing.waits, "has_change_permission"
    ),
    "bin": Act(
        gettext_lazy("Move to the bin"),
        _put_away,
        lambda text: text.deleted_at is None,
        "may_bin_text",
    ),
}


class ActsAdmin(ScreensAdmin):
    """Who may what, and the pages of ACTS."""

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"articles.publish_{self.opts.model_name}")

    def may_publish_text(self, request: HttpRequest, text: Text) -> bool:
        return self.may_publish(request) and self.has_change_permission(request, text)

    def may_bin_text(self, request: HttpRequest, text: Text) -> bool:
        """What was approved once is deleted by those who could have approved it."""
        if not request.user.has_perm(f"articles.delete_{self.opts.model_name}"):
            return False
        return text.live_revision_id is None or self.may_publish(request)

    def get_urls(self) -> list[URLPattern]:
        pages = (
            self.page(f"<int:pk>/{name}/", partial(self.act_view, name=name), name)
            for name in ACTS
        )
        return [*pages, *super().get_urls()]

    def act_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        act = ACTS[name]
        text = get_object_or_404(self.get_queryset(request), pk=pk)
        if not getattr(self, act.right)(request, text):
            raise PermissionDenied
        if not act.fits(text):
            messages.warning(request, act.unfit)
            return HttpResponseRedirect(self.url_of("change", text))
        form = act.form(text, user=request.user)
        if request.method == "POST":
            form, said = self._act(request, act, text)
            if said:
                messages.success(request, said)
                return HttpResponseRedirect(self._after(name, text))
        return TemplateResponse(
            request,
            f"admin/articles/acts/{name.replace('-', '_')}.html",
            self._asked(request, act, text, form),
        )

    def _act(self, request: HttpRequest, act: Act, text: Text) -> tuple[actforms.ActForm, str]:
        """The form, and what is said where it was done. What is refused leaves nothing behind."""
        try:
            with changes():
                # What went to the bin meanwhile is not found any more.
                rows = self.get_queryset(request).select_for_update(of=("self",), no_key=True)
                text = get_object_or_404(rows, pk=text.pk)
                form = act.form(text, request.POST, user=request.user)
                said = act.do(text, request.user, **form.cleaned_data) if form.is_valid() else ""
        except Refused as refusal:
            form.add_error(None, str(refusal))
            said = ""
        return form, said

    def _after(self, name: str, text: Text) -> str:
        if name == "bin":
            return self.url_of("changelist")
        return self.url_of("change", text)

    def _asked(
        self, request: HttpRequest, act: Act, text: Text, form: actforms.ActForm
    ) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "title": f"{act.title}: {text}",
            "act": act,
            "original": text,
            "opts": self.opts,
            "form": form,
            "errors": form.errors,
            # Few of the pages show them.
            "remarks": SimpleLazyObject(lambda: checks.remarks(content_of(text))),
            "back_url": self.url_of("change", text),
            "ends_after": binning.KEPT_FOR.days,
        }
