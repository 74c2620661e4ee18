"""What is held about somebody: looked at, given out, erased. The address travels in the body of
each request, so that it stands in no log of addresses that were opened."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from iria import log, people, personal
from iria.addresses import address_key, validate_address

MAY = "iria.erase_person"
SHOWN = 50  # rows of a kind; the file has all
may_only = permission_required(MAY, raise_exception=True)


class AddressForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        validators=[validate_address],
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter an e-mail address.")},
    )


class EraseForm(AddressForm):
    """The address again, so that nobody is erased by a click."""

    again = forms.CharField(
        label=gettext_lazy("The address once more"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "address" in values and not _are_same(values["address"], values.get("again", "")):
            self.add_error("again", _("This is not the address above. Nothing was erased."))
        return values


def _are_same(address: str, other: str) -> bool:
    try:
        return address_key(other) == address_key(address)
    except ValidationError:
        return False


@may_only
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Asks for an address, then shows what is held."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _held(request, form, EraseForm(initial=form.cleaned_data))
    return _page(request, "ask", _("People’s data"), form=form)


@may_only
def download(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("people"))
    held = people.export(form.cleaned_data["address"])
    # Not whose: the line outlives an erasure.
    about = _("What was held about a person")
    log.note(request.institute, request.user, _("Exported as a file."), shown=about)
    return people.as_file(held, "person.json")


@may_only
def erase(request: HttpRequest) -> HttpResponse:
    """Who had to sign in in between begins anew."""
    form, sure = AddressForm(request.POST), EraseForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("people"))
    if not sure.is_valid():
        return _held(request, form, sure)
    has_account = bool(people.counts(form.cleaned_data["address"]).get(personal.ACCOUNT))
    done = people.titles(people.erase(form.cleaned_data["address"], request.user))
    said = _("Erased: %(what)s.") % {"what": done} if done else _("There was nothing to erase.")
    messages.success(request, said)
    if has_account:
        messages.warning(request, _("The account at the desk stays. Deactivate it under Staff."))
    return HttpResponseRedirect(reverse("people"))


def _held(request: HttpRequest, form: AddressForm, sure: EraseForm) -> HttpResponse:
    address = form.cleaned_data["address"]
    sections = people.sections(people.export(address))
    return _page(
        request,
        "held",
        _("What is held about somebody"),
        address=address,
        sections=sections,
        shown=SHOWN,
        sure=sure,
        has_account=any(section.name == personal.ACCOUNT for section in sections),
    )


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    whole = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/people/{name}.html", whole)


admin.site.register_screen("iria", gettext_lazy("People’s data"), "people", MAY)
