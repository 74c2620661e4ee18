"""What readers see of what is held about them. Asking is answered alike for every address, by a
letter with a link that is good for a day; the link shows, gives out and erases. It carries no
address, only what finds the letter again. No page sets a cookie."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.reading.context import page_context
from iria import letters, mail, people
from iria.addresses import address_key, validate_address
from iria.links import absolute
from iria.models import Letter
from iria.origins import is_foreign
from iria.pagecache import public_page
from iria.throttling import allowed, network
from newsletter import suppression

KIND = "own-data"
VALID = timedelta(hours=24)
MOST, WITHIN = 10, 3600  # a network, seconds
TOKEN = signing.TimestampSigner(salt="newsletter-own-data")


class NotValid(Exception):
    """The link is older than a day, or not ours."""


class AskForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        validators=[validate_address],
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )
    # For programs that fill in whatever they find. People do not see it.
    website = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty, then send again."))
        return ""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return front(request)
    form = AskForm(request.POST)
    is_valid = form.is_valid()
    if is_foreign(request):
        form.add_error(None, _("This came from another site. Send it again from this page."))
    elif is_valid and not allowed(KIND, network(request.META["REMOTE_ADDR"]), MOST, WITHIN):
        form.add_error(None, _("Your network asked too often. Try again in an hour."))
    if form.errors:
        return _page(request, "ask", form=form)
    write(form.cleaned_data["address"].strip())
    return HttpResponseRedirect(reverse("own-data-asked"))


@public_page
def front(request: HttpRequest) -> HttpResponse:
    context = page_context(request, form=AskForm())
    return render(request, "newsletter/own_data_ask.html", context)


@require_safe
@public_page
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    context = page_context(request, sender=mail.sender(), robots="noindex")
    return render(request, "newsletter/own_data_asked.html", context)


def write(address: str) -> None:
    """A letter to any address, known or not, once a day. For one that staff blocked it is written
    like the others and taken back, so that the answer comes at the same time."""
    key = address_key(address)
    name = f"{suppression.hash_of(key)}:{timezone.now():%Y%m%d}"
    link = absolute(reverse("own-data", args=[TOKEN.sign(name)]))
    context = {"link": link, "hours": int(VALID.total_seconds()) // 3600}
    with transaction.atomic():
        is_blocked = suppression.cause_of(key) == suppression.Cause.BLOCKED
        letter = letters.write(
            KIND,
            address,
            "mail/own_data",
            context,
            once=f"{KIND}:{name}",
            expires_in=VALID,
        )
        if letter is not None and is_blocked:
            letter.delete()


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = letter_of(token)
    except NotValid:
        return _not_valid(request)
    if letter.address_key is None:
        return _page(request, "erased")
    sections = people.sections(people.export(letter.address))
    return _page(
        request,
        "show",
        address=letter.address,
        sections=sections,
        token=token,
        only_letter=[(s.name, len(s.rows)) for s in sections] == [("letters", 1)],
    )


@require_safe
def download(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = letter_of(token)
    except NotValid:
        return _not_valid(request)
    if letter.address_key is None:
        return _page(request, "erased")
    return _private(people.as_file(people.export(letter.address), "your-data.json"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what will happen, POST does it; done twice, it changes nothing more."""
    try:
        letter = letter_of(token)
    except NotValid:
        return _not_valid(request)
    if letter.address_key is None:
        return _page(request, "erased")
    is_refused = request.method == "POST" and is_foreign(request)
    if request.method == "POST" and not is_refused:
        people.erase(letter.address, None)
        return HttpResponseRedirect(reverse("own-data", args=[token]))
    return _page(
        request,
        "erase",
        status=403 if is_refused else 200,
        address=letter.address,
        sections=people.sections(people.export(letter.address)),
        token=token,
        is_refused=is_refused,
    )


def letter_of(token: str) -> Letter:
    """The letter that the link stood in; erased, it has no address. Raises NotValid."""
    try:
        name = TOKEN.unsign(token, max_age=VALID)
    except signing.BadSignature:
        raise NotValid from None
    letter = Letter.objects.filter(once=f"{KIND}:{name}").first()
    if letter is None:
        raise NotValid
    return letter


def _not_valid(request: HttpRequest) -> HttpResponse:
    return _page(request, "not_valid", status=410, form=AskForm())


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page for one person."""
    whole = page_context(request, robots="noindex") | context
    return _private(render(request, f"newsletter/own_data_{name}.html", whole, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody; and its address, which lets somebody in, goes to no other site. Our own
    forms are still told apart from foreign ones, which needs the Origin."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


patterns = [
    path("", ask, name="own-data-ask"),
    path("asked/", asked, name="own-data-asked"),
    path("<str:token>/", show, name="own-data"),
    path("<str:token>/download/", download, name="own-data-download"),
    path("<str:token>/erase/", erase, name="own-data-erase"),
]
