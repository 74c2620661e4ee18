"""The form of a document: a PDF with its title and language."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.writing.documents import library, pdf
from articles.writing.models import Document


class DocumentForm(forms.ModelForm):
    """Of a new document or of one that stands, whose file it can replace. `checked` is what the
    file is."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A PDF of at most 50 MB, without password, scripts or files within it."
        ),
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("As readers find it. Empty: what the file says, or else its name."),
    )

    class Meta:
        model = Document
        fields = ("title", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked: pdf.Checked | None = None
        if "language" in self.fields and not self.instance.pk:
            field = self.fields["language"]
            field.required, self.initial["language"] = False, ""
            field.choices = [("", _("What the file says")), *settings.TEXT_LANGUAGES]
        elif "title" in self.fields:
            self.fields["title"].required = True
            self.fields["title"].help_text = _(
                "A new one changes the address; the old one leads on."
            )
        if "upload" in self.fields and self.instance.pk:
            field = self.fields["upload"]
            field.required, field.label = False, _("Replace the file")
            field.help_text = _(
                "Readers get the new file under the same address at once. The former one is kept."
            )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_upload(self) -> Any:
        file = self.cleaned_data.get("upload")
        if not file:
            return file
        self.checked = pdf.check(file)
        if self.checked.sha256 == self.instance.sha256:
            raise ValidationError(_("This is the file that stands here already."))
        if same := library.same_file(self.checked.sha256, but=self.instance.pk):
            url = reverse("admin:articles_document_change", args=[same.pk])
            link = format_html('<a href="{}">{}</a>', url, same.title)
            said = _("This file is in the library already: {}. Articles can offer it from there.")
            raise ValidationError(format_html(said, link))
        return file
