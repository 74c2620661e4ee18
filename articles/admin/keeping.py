"""What the form of a text says of words that were typed and not saved: they are offered, compared,
put in, thrown away."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _

from articles.admin.telling import TellingAdmin
from articles.text.keys import KEY, new_key, row_id
from articles.writing import keeping
from articles.writing.comparing import compare
from articles.writing.content import Content
from articles.writing.editor import BodyField
from articles.writing.forms import TextForm
from articles.writing.revisions import content_class, content_of, tidied
from articles.writing.tables.kept import Kept
from articles.writing.tables.texts import Text

MOST_OFFERED = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """Kept words as the form shows them."""

    kept: Kept
    is_older: bool
    put_in_url: str
    compare_url: str
    drop_url: str


class KeepingAdmin(TellingAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("kept/<int:number>/", self.kept_view, "kept"),
            self.page("kept/<int:number>/drop/", self.drop_view, "drop"),
            *super().get_urls(),
        ]

    def form_url(self, text: Text | None) -> str:
        """Of the form of a text, or of a new one."""
        return self.url_of("change", text) if text else self.url_of("add")

    def forget_kept(self, request: HttpRequest) -> None:
        """To be called where a form is saved, in the same transaction."""
        instead = row_id(request.POST.get("kept_instead"))
        keeping.saved(request.user, request.POST.get("kept_tab", ""), instead)

    # The form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        text, form = context.get("original"), context["adminform"].form
        may = self.has_change_permission if text else self.has_add_permission
        if may(request, text) if text else may(request):
            context["keeping"] = self._shown(request, form, text)
        return super().render_change_form(request, context, *args, **kwargs)

    def _shown(self, request: HttpRequest, form: TextForm, text: Text | None) -> dict[str, Any]:
        sent = request.POST.get("kept_tab") or request.GET.get("kept_tab", "")
        place = keeping.Place(
            request.user, self.model, text, sent if KEY.fullmatch(sent) else new_key()
        )
        opened, left = keeping.around(place)
        put_in = None if form.is_bound else self._put_in(request, form, left)
        return {
            "tab": place.tab,
            "url": self.url_of("keep", text),
            "notices": self.open_elsewhere(place, opened),
            "put_in": put_in,
            "boxes": json.dumps(keeping.boxes(keeping.data_of(put_in.kept))) if put_in else "",
            "instead": put_in.kept.pk if put_in else row_id(request.POST.get("kept_instead")),
            "offers": [] if put_in else self._offers(request, text, left),
            "both": self._both(request, form, text),
        }

    def _offers(self, request: HttpRequest, text: Text | None, left: list[Kept]) -> list[Offer]:
        """Of what says something else than what stands."""
        return [
            self._offer(kept, text)
            for kept in left[:MOST_OFFERED]
            if keeping.differs(self._filled(request, kept, text))
        ]

    def _offer(self, kept: Kept, text: Text | None) -> Offer:
        return Offer(
            kept,
            keeping.is_older(kept, text),
            f"{self.form_url(text)}?kept={kept.pk}",
            self.url_of("kept", kept),
            self.url_of("drop", kept),
        )

    def _filled(self, request: HttpRequest, kept: Kept, text: Text | None) -> TextForm:
        """The form that this person has of the text, as if these words had been sent."""
        fields = flatten_fieldsets(self.get_fieldsets(request, text))
        form_class = self.get_form(request, text, change=text is not None, fields=fields)
        return form_class(keeping.data_of(kept), instance=text)

    def _put_in(self, request: HttpRequest, form: TextForm, left: list[Kept]) -> Offer | None:
        """With `?kept=` the form begins with these words instead of what stands."""
        number = row_id(request.GET.get("kept"))
        kept = next((kept for kept in left if kept.pk == number), None)
        if kept is None:
            return None
        data = keeping.data_of(kept)
        for name, field in form.fields.items():
            value = field.widget.value_from_datadict(data, {}, name)
            # That these words change it is found by what stands when they are saved.
            field.show_hidden_initial = False
            form.initial[name] = field.to_python(value) if isinstance(field, BodyField) else value
        form.initial["revision"] = kept.revision
        return self._offer(kept, form.instance if form.instance.pk else None)

    def _both(
        self, request: HttpRequest, form: TextForm, text: Text | None
    ) -> dict[str, Any] | None:
        """What another saved meanwhile, and what is in the form, after a save was refused."""
        if text is None or not form.has_error(NON_FIELD_ERRORS, "newer"):
            return None
        return _compared(content_of(text), form, self.nameable(request))

    # Screens of their own

    def kept_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Kept words beside what stands."""
        kept, text = self._own(request, number)
        form = self._filled(request, kept, text)
        empty = content_class(self.model)(title="", slug="")
        context = self.admin_site.each_context(request) | {
            "title": _("What you typed and did not save"),
            "original": text,
            "opts": self.opts,
            "offer": self._offer(kept, text),
            **_compared(content_of(text) if text else empty, form, self.nameable(request)),
        }
        return TemplateResponse(request, "admin/articles/keeping/kept.html", context)

    def drop_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """POST throws kept words away."""
        if request.method != "POST":
            raise Http404
        kept, text = self._own(request, number)
        kept.delete()
        self.message_user(request, _("Thrown away."))
        return HttpResponseRedirect(self.form_url(text))

    def _own(self, request: HttpRequest, number: int) -> tuple[Kept, Text | None]:
        kept = get_object_or_404(keeping.own(request.user, self.model), pk=number)
        self.text_of(request, kept.article_id or kept.page_id)
        text = kept.article or kept.page
        return kept, text


def _compared(before: Content, form: TextForm, nameable: models.QuerySet) -> dict[str, Any]:
    """By the word; tags that would be new beside it."""
    after, new_tags = keeping.content_in(form)
    return {"comparison": compare(before, tidied(after), nameable), "new_tags": new_tags}
