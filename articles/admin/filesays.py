"""What a picture's file says of itself: taken over into what was left empty, shown with the form,
and taken over later by ticking it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import typedcredits
from articles.images import metadata
from articles.images.metadata.offering import CREDIT, TEXTS
from articles.images.models import Credit, Image

FILLED = {
    "credit": gettext_lazy("credit"),
    "title": gettext_lazy("title"),
    "alt": gettext_lazy("alternative text"),
    "caption": gettext_lazy("caption"),
}
SHOWN = {
    "creators": gettext_lazy("Made by"),
    "credit": gettext_lazy("Credit"),
    "source": gettext_lazy("Source"),
    "copyright": gettext_lazy("Copyright"),
    "owner": gettext_lazy("Owner of the rights"),
    "licence_url": gettext_lazy("Licence"),
    "terms": gettext_lazy("Terms"),
    "acquire_url": gettext_lazy("Where to acquire a licence"),
    "title": gettext_lazy("Title"),
    "headline": gettext_lazy("Headline"),
    "alt": gettext_lazy("Alternative text"),
    "caption": gettext_lazy("Caption"),
    "date": gettext_lazy("Made on"),
}


def take_over(image: Image) -> None:
    """Fills what was left empty, not to be trusted before somebody confirmed it. A new credit is
    not saved: see `save_credit`."""
    offered = offers(image)
    empty = [name for name in offered if not getattr(image, name)]
    for name in empty:
        setattr(image, name, offered[name])
    # A title is for the library alone.
    if filled := [str(FILLED[name]) for name in empty if name != "title"]:
        image.to_review = True
        told = _("From the file, to be confirmed: %(what)s.") % {"what": ", ".join(filled)}
        image.review_note = f"{image.review_note} {told}".strip()[:500]


def offers(image: Image) -> dict[str, Any]:
    """Field of the picture → what the file says for it."""
    offered = metadata.offer(image)
    values: dict[str, Any] = {name: offered[name] for name in TEXTS if name in offered}
    if credit := _credit({name: offered[name] for name in CREDIT if name in offered}):
        values = {"credit": credit} | values
    return values


def _credit(values: dict[str, str]) -> Credit | None:
    if not (values.get("photographer") or values.get("agency")):
        return None
    try:
        return typedcredits.standing_or_new(values)
    except ValidationError:
        # Nothing that a form would refuse.
        return None


def save_credit(image: Image) -> None:
    """Call it within the transaction that saves the picture."""
    if image.credit is not None and image.credit.pk is None:
        image.credit.save()
        # The field took the number when it was given the credit.
        image.credit = image.credit


def told(image: Image) -> list[str]:
    """Sentences for whoever uploaded it."""
    found = []
    if image.file_says.get("frames"):
        found.append(_("This picture moves. Its first frame is shown."))
    if image.to_review and image.review_note:
        found.append(image.review_note)
    return found


def panel(image: Image) -> SafeString:
    says = image.file_says
    rows = [(label, _shown(name, says[name])) for name, label in SHOWN.items() if says.get(name)]
    if says.get("frames"):
        rows.append((_("Moves"), _("Yes. Its first frame is shown.")))
    each = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="file-says">{}</dl>', each)


def _shown(name: str, value: Any) -> str:
    return ", ".join(value) if name == "creators" else str(value)


def fieldset(image: Image, *, may_change: bool) -> list[tuple]:
    """The part of a picture's form, where its file says anything."""
    if not image.file_says:
        return []
    choose = ("take_over",) if may_change and differing(image) else ()
    return [(_("What the file says"), {"fields": ("in_the_file", *choose)})]


def differing(image: Image) -> dict[str, Any]:
    """What could be taken over and does not stand there yet."""
    return {name: v for name, v in offers(image).items() if getattr(image, name) != v}


class Ticks(forms.MultipleChoiceField):
    def has_changed(self, initial: Any, data: Any) -> bool:
        # The log has a sentence of its own.
        return False


class FileSaysForm(forms.ModelForm):
    taken = ""  # what `take` says
    take_over = Ticks(
        label=gettext_lazy("Take over"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "radiolist"}),
        help_text=gettext_lazy("What is ticked replaces what stands above when you save."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "to_review" in self.fields:
            self.fields["to_review"].help_text = _(
                "Credit or texts come from an import or out of the file. Untick it once they are "
                "right."
            )
        if "take_over" in self.fields:
            found = differing(self.instance) if self.instance.pk else {}
            self.fields["take_over"].choices = [(n, _choice(n, v)) for n, v in found.items()]


def _choice(name: str, value: Any) -> str:
    text = Truncator(str(value)).chars(120)
    return _("%(field)s: %(value)s") % {"field": str(FILLED[name]).capitalize(), "value": text}


def take(image: Image, names: Collection[str]) -> str:
    """Puts what was ticked into the row and saves a new credit; the caller saves the row. → A
    sentence for the log, empty where nothing was ticked."""
    offered = offers(image)
    chosen = {name: value for name, value in offered.items() if name in names}
    for name, value in chosen.items():
        setattr(image, name, value)
    save_credit(image)
    said = ", ".join(_choice(name, value) for name, value in chosen.items())
    return _("Taken over from the file: %(what)s.") % {"what": said} if said else ""
