"""The form at the foot of every page and on its own page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.text.characters import one_line
from iria.addresses import validate_address
from iria.models import Institute
from newsletter import wording


class SubscribeForm(forms.Form):
    address = forms.CharField(
        label=_("Enter your email address"),
        max_length=254,
        validators=[validate_address],
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("Enter your email address.")},
    )
    # For programs that fill in whatever they find. People do not see it.
    website = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    page = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    words = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, institute: Institute, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording.words(institute)
        self.version = wording.version(self.wording)

    def clean_address(self) -> str:
        return self.cleaned_data["address"].strip()

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty, then send again."))
        return ""

    def clean_page(self) -> str:
        """A path of this site; what else may stand there is no evidence."""
        page = one_line(self.cleaned_data["page"])
        return page if page.startswith("/") else ""

    def clean_words(self) -> str:
        """Evidence names the words that were on the screen."""
        if self.cleaned_data["words"] != self.version:
            raise ValidationError(_("This page was open for long. Look once more, then send it."))
        return self.version

    def renewed(self) -> "SubscribeForm":
        """With what was typed, to be sent again."""
        self.data = self.data.copy()
        self.data["words"] = self.version
        return self
