"""The form that a list is given to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsletter.importing import keeping
from newsletter.importing.decoding import MOST_BYTES, NotReadable, decoded
from newsletter.importing.keeping import Kept
from newsletter.importing.parsing import read


class ImportForm(forms.Form):
    """A list that could be read is kept, so that it need not be chosen again where something
    else is missing."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        help_text=_(
            "CSV or TXT, with or without a header line: 200,000 lines, 20 MB at most. "
            "Exports of WordPress, Mailchimp, listmonk and Ghost are understood."
        ),
    )
    lines = forms.CharField(
        label=_("Or lines"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=_("An address in each line, and a name after a comma if there is one."),
    )
    wording = forms.CharField(
        label=_("How did these people agree?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Where and when, in a sentence or two: it is kept with each person as evidence. "
            "For example: “Sign-up sheet of the summer conference, Vienna, 12 June 2026.”"
        ),
        error_messages={"required": _("Say where and when these people agreed.")},
    )
    agreed = forms.BooleanField(
        label=_("All of them agreed to get our newsletter by e-mail."),
        error_messages={"required": _("Only people who agreed may be imported. Tick this if so.")},
    )
    kept = forms.CharField(required=False, max_length=22, widget=forms.HiddenInput)

    def __init__(self, owner: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.owner = owner
        self.key, self.list = "", None

    def clean_wording(self) -> str:
        return self.cleaned_data["wording"].strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, lines = cleaned.get("file"), cleaned.get("lines", "")
        try:
            if file and lines.strip():
                raise ValidationError(_("Choose a file or paste lines, not both."))
            if file:
                self._keep(_text_of(file), file.name)
            elif lines.strip():
                self._keep(lines, "")
            elif not self.has_error("lines") and not self.has_error("file"):
                self._find(cleaned.get("kept", ""))
        except (NotReadable, ValidationError) as refusal:
            field = "lines" if lines.strip() and not file else "file"
            self.add_error(field, getattr(refusal, "message", str(refusal)))
        return cleaned

    def _keep(self, text: str, source: str) -> None:
        reading = read(text)
        self.list = Kept(owner=self.owner, source=source[:200], refused=reading.refused)
        self.key = keeping.keep(self.list, reading.people)

    def _find(self, key: str) -> None:
        self.list = keeping.find(key, self.owner) if key else None
        if self.list is None:
            raise ValidationError(_("Choose a file, or paste lines below."))
        self.key = key

    def with_kept(self) -> "ImportForm":
        """To be shown again: what was read from a file is named instead of asked for."""
        if self.list is not None and self.list.source:
            self.data = self.data.copy()
            self.data["kept"] = self.key
        return self


def _text_of(file: Any) -> str:
    """Raises NotReadable before a file that is too large is read."""
    return decoded(file.read(MOST_BYTES + 1))
