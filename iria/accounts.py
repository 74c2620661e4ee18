"""Letters that let staff in: the invitation, and a new password for who forgot it.

Both carry Django's own token, which ends with the first use and after PASSWORD_RESET_TIMEOUT.
"""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from iria import letters, log, mail, throttling
from iria.addresses import address_key, validate_address
from iria.links import absolute
from iria.models import Letter, User

VALID = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
MOST_ASKED = 20  # a network, an hour


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        validators=[validate_address],
        widget=forms.EmailInput({"autocomplete": "username", "autofocus": True}),
    )


def invite(user: User, by: User) -> Letter:
    """To be called in the transaction that adds the account."""
    context = {"user": user, "by": by, "link": link_for(user), "days": VALID.days}
    return letters.write("invitation", user.address, "mail/invitation", context, expires_in=VALID)


def send_reset(address: str) -> None:
    """At most one letter an hour and account; nothing for an address that has none."""
    try:
        key = address_key(address)
    except ValidationError:
        return
    user = User.objects.filter(address_key=key, is_active=True, is_staff=True).first()
    if user is None:
        return
    context = {"user": user, "link": link_for(user), "days": VALID.days}
    once = f"reset:{user.pk}:{timezone.now():%Y%m%d%H}"
    letters.write("reset", user.address, "mail/reset", context, once=once, expires_in=VALID)


def link_for(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return absolute(reverse("password_reset_confirm", args=[uid, token]))


def ask(request: HttpRequest) -> HttpResponse:
    """The same answer for any address, known or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        network = throttling.network(request.META["REMOTE_ADDR"])
        if throttling.allowed("reset", network, MOST_ASKED, 3600):
            send_reset(form.cleaned_data["address"])
        return redirect("password_reset_done")
    return render(request, "admin/password/ask.html", {"form": form})


def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "admin/password/asked.html", {"sender": mail.sender()})


class Choose(PasswordResetConfirmView):
    """A password chosen by the link in a letter."""

    template_name = "admin/password/choose.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            said = _("Chose their own password by the link in a letter.")
            log.note(self.user, self.user, str(said))
        return answer
