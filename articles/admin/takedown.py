"""Pages that ask before a picture is taken down, gets another in its place or is brought back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

from articles.admin import picking, usage
from articles.admin.thumbnails import thumbnail
from articles.images.models import Image
from articles.writing import takedown
from articles.writing.editor import PictureField
from articles.writing.locking import Refused


class StandInForm(forms.Form):
    stand_in = PictureField(
        label=gettext_lazy("In its place"),
        required=False,
        help_text=gettext_lazy("A picture of the library, with its own credit. Empty: none."),
    )


class TakeDownForm(StandInForm):
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=takedown.LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Stands in the log and beside the picture. Readers are not told."),
    )
    field_order = ("why", "stand_in")


@dataclass(frozen=True, slots=True)
class Act:
    """`of_gone`: whether it is done to a picture that is taken down, or to one that is not."""

    title: Any
    do: Callable[..., None]
    form: type[forms.Form]
    of_gone: bool
    done: Any


ACTS = {
    "take-down": Act(
        gettext_lazy("Take down"),
        takedown.take_down,
        TakeDownForm,
        False,
        gettext_lazy("“%(name)s” is taken down."),
    ),
    "stand-in": Act(
        gettext_lazy("Put another in its place"),
        takedown.stand_in_for,
        StandInForm,
        True,
        gettext_lazy("What stands in the place of “%(name)s” is changed."),
    ),
    "bring-back": Act(
        gettext_lazy("Bring back"),
        takedown.bring_back,
        forms.Form,
        True,
        gettext_lazy("“%(name)s” is shown again."),
    ),
}


class TakedownAdmin(admin.ModelAdmin):
    """For the screen of pictures. Open to those who may change one."""

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(partial(self.takedown_view, name=name)),
                name=f"articles_image_{name.replace('-', '_')}",
            )
            for name in ACTS
        ]
        return [*pages, *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Fields of other forms are not offered what is taken down."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            rows = rows.filter(taken_down_at=None)
        return rows, may_repeat

    def takedown_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        act = ACTS[name]
        image = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        back_url = reverse("admin:articles_image_change", args=[pk])
        if act.of_gone != (image.taken_down_at is not None):
            messages.warning(request, _("Nothing was done: somebody else was quicker."))
            return HttpResponseRedirect(back_url)
        form = self._form(request, act, image)
        if request.method == "POST" and self._acted(request, act, image, form):
            return HttpResponseRedirect(back_url)
        context = self._asked(request, act, image, form) | {"back_url": back_url}
        template = f"admin/articles/image/{name.replace('-', '_')}.html"
        return TemplateResponse(request, template, context)

    def _form(self, request: HttpRequest, act: Act, image: Image) -> forms.Form:
        initial = {"stand_in": image.stand_in.key if image.stand_in else None}
        form = act.form(request.POST if request.method == "POST" else None, initial=initial)
        picking.offer(request, form)
        return form

    def _acted(self, request: HttpRequest, act: Act, image: Image, form: forms.Form) -> bool:
        """Whether it was done; if not, the form says why."""
        if not form.is_valid():
            return False
        try:
            act.do(image, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, act.done % {"name": image})
        return True

    def _asked(
        self, request: HttpRequest, act: Act, image: Image, form: forms.Form
    ) -> dict[str, Any]:
        found = usage.uses(self.admin_site, request, image)
        return self.admin_site.each_context(request) | {
            "title": f"{act.title}: {image}",
            "act": act,
            "original": image,
            "opts": self.opts,
            "form": form,
            # The import map is an inline script: it needs the nonce of this answer.
            "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),
            "errors": form.errors,
            "picture": thumbnail(image),
            "uses": usage.drawn(found),
        }
