"""The form under an article and on its own page. What is refused comes back as it was typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.comments import stamps
from articles.comments.models import DEEPEST, Comment
from articles.text.characters import one_line, printable
from articles.text.keys import KEY
from articles.writing.models import Article
from iria.addresses import validate_address

LONGEST = 5000  # characters


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Under which name?")},
    )
    address = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        validators=[validate_address],
        widget=forms.TextInput({"autocomplete": "email", "inputmode": "email"}),
        help_text=_("Never shown."),
        error_messages={"required": _("Enter your e-mail address; it is never shown.")},
    )
    # For programs that fill in whatever they find. People do not see it.
    website = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    to = forms.CharField(required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.typed_for: int | None = None
        self.parent: Comment | None = None

    def clean_text(self) -> str:
        return printable(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty, then send again."))
        return ""

    def clean_to(self) -> str:
        """The comment that is answered; at the third level, the one above it."""
        key = self.cleaned_data["to"]
        if not key:
            return ""
        approved = self.article.comments.approved().select_related("parent")
        parent = approved.filter(key=key).first() if KEY.fullmatch(key) else None
        if parent is None:
            raise ValidationError(_("The comment that you answer is no longer there."))
        self.parent = parent.parent if parent.depth >= DEEPEST else parent
        return key

    def clean_stamp(self) -> str:
        stamp = self.cleaned_data["stamp"]
        try:
            self.typed_for = stamps.seconds_since(stamp, self.article.key)
        except stamps.TooOld:
            raise ValidationError(
                _("This page was open for long. Look at your comment once more, then send it.")
            ) from None
        return stamp

    def renewed(self) -> "CommentForm":
        """With everything typed, to be sent again."""
        self.data = self.data.copy()
        self.data["stamp"] = stamps.of_now(self.article.key)
        if "to" in self.errors:
            self.data["to"] = ""
        return self
