"""The forms of the institute and of its staff."""

import functools
import zoneinfo
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.widgets import AdminFileWidget
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from iria import logos
from iria.models import Institute, User


class SignInForm(AdminAuthenticationForm):
    # One sentence for a wrong password, an unknown address and an account without the desk:
    # who tries addresses out learns nothing.
    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _("Address or password is wrong.")
    }


class PasswordState(ReadOnlyPasswordHashWidget):
    """Whether there is a password; Django's own shows parts of the hash."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        usable = bool(value) and self.is_usable(value)
        context["summary"] = [{"label": _("Set") if usable else _("Not set")}]
        context["button_label"] = _("Set a new password") if usable else _("Set a password")
        return context

    @staticmethod
    def is_usable(encoded: str) -> bool:
        return User(password=encoded).has_usable_password()


class UserForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(
        label=_("Password"),
        widget=PasswordState,
        help_text=_("Nobody can read it here, but a new one can be set."),
    )

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict = {}
        labels = {"is_superuser": _("All rights")}
        help_texts = {
            "is_superuser": _("May do everything here, whatever the groups say."),
            "groups": _("Who is in a group has its rights, and those of every other of theirs."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Absent where the form is only looked at.
        if "address" in self.fields:
            self.fields["address"].required = True
        if "password" in self.fields:
            # Django's own words for an account without a password speak of authentication.
            self.fields["password"].help_text = self.base_fields["password"].help_text


class NewUserForm(forms.ModelForm):
    """Without a password: whoever is invited chooses it."""

    class Meta:
        model = User
        fields = ("address", "name", "groups")
        field_classes: dict = {}
        help_texts = {"groups": UserForm.Meta.help_texts["groups"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = True
        self.fields["address"].help_text = _("An invitation goes there, with a link.")


class PasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = _("Disabled: they cannot sign in until a password is set again.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password2"].label = _("Password again")
        self.fields["password2"].help_text = ""
        if "usable_password" in self.fields:
            self.fields["usable_password"].label = _("Signing in with a password")


@functools.cache
def zone_choices() -> list[tuple[str, Any]]:
    """UTC, then the zones of each part of the world; those without a place are left out."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        part, _slash, place = name.partition("/")
        if place and part not in ("Etc", "SystemV"):
            parts.setdefault(part, []).append((name, name.replace("_", " ")))
    return [("UTC", "UTC"), *parts.items()]


class InstituteForm(forms.ModelForm):
    # Django's field for pictures decodes first and has one sentence for all that it refuses.
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=AdminFileWidget({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=Institute._meta.get_field("logo").help_text,
    )

    class Meta:
        model = Institute
        fields = ("logo", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            self.fields["time_zone"] = forms.ChoiceField(
                label=self.fields["time_zone"].label, choices=self._zones()
            )

    def _zones(self) -> list[tuple[str, Any]]:
        """With the one that stands, which an import or a command may have put there."""
        choices, current = zone_choices(), self.instance.time_zone
        known = {name for _part, zones in choices[1:] for name, _label in zones} | {"UTC"}
        return choices if current in known else [(current, current), *choices]

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        return logos.cleaned(logo) if isinstance(logo, UploadedFile) else logo
