"""One credit for many pictures: a page that shows them and asks for it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import uploading
from articles.images import library, licences
from articles.images.models import Credit, Image

if TYPE_CHECKING:
    from articles.admin.library import ImageAdmin

SHOWN = 60


class CreditForm(forms.Form):
    """One that stands, or what a new one needs; `made` is what was chosen or typed."""

    credit = forms.ModelChoiceField(
        Credit.objects.none(),
        required=False,
        label=gettext_lazy("Credit"),
        help_text=gettext_lazy("Type part of the photographer's or the agency's name."),
        error_messages={
            "invalid_choice": gettext_lazy("This credit is no longer there. Choose another.")
        },
    )
    photographer = forms.CharField(
        label=gettext_lazy("Photographer"), required=False, max_length=200
    )
    agency = forms.CharField(
        label=gettext_lazy("Agency or institution"), required=False, max_length=200
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"),
        required=False,
        choices=[("", gettext_lazy("unknown")), *licences.CHOICES],
    )

    def __init__(self, *args: Any, may_add: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credit"]
        field.queryset = Credit.objects.usable()
        field.widget = AutocompleteSelect(Image._meta.get_field("credit"), admin.site)
        field.widget.choices = field.choices
        if not may_add:
            for name in uploading.CREDIT_FIELDS:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = {name: cleaned.get(name, "") for name in uploading.CREDIT_FIELDS}
        if self.errors:
            return cleaned
        if cleaned["credit"] and any(typed.values()):
            self.add_error("credit", _("Choose one or type a new one, not both."))
        elif cleaned["credit"]:
            self.made = cleaned["credit"]
        else:
            self.made = uploading.credit_of(typed)
            if self.made is None:
                self.add_error("credit", _("Choose a credit, or type a new one below."))
        return cleaned


def asked(
    screen: "ImageAdmin", request: HttpRequest, pictures: models.QuerySet
) -> HttpResponse | None:
    """The first page asks, the second acts: that is told by a field of the form."""
    may_add = admin.site.get_model_admin(Credit).has_add_permission(request)
    sent = request.POST if "asked" in request.POST else None
    form = CreditForm(sent, may_add=may_add)
    if form.is_valid():
        number = library.set_credit(pictures, form.made, request.user)
        said = ngettext(
            "%(n)d picture has the credit “%(credit)s” now.",
            "%(n)d pictures have the credit “%(credit)s” now.",
            number,
        )
        messages.success(request, said % {"n": number, "credit": form.made})
        return HttpResponseRedirect(request.get_full_path())
    rows = list(pictures.select_related("credit"))
    context = screen.admin_site.each_context(request) | {
        "title": _("Set the credit"),
        "opts": screen.opts,
        "form": form,
        "media": form.media,
        "rows": rows,
        "cards": [(screen.picture(row), row) for row in rows[:SHOWN]],
        "rest": max(0, len(rows) - SHOWN),
        "credited": sum(row.credit_id is not None for row in rows),
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/articles/image/credit.html", context)
