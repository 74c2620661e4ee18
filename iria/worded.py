"""What a saved form changed, in words for the log. Django's own names the fields alone."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

LONGEST = 120  # characters of a value that is quoted


class WordedAdmin(admin.ModelAdmin):
    """`quoted` are the fields of which the log says what stood there and what stands there now.
    Of others it says that they changed: what is long, or what must not outlive an erasure."""

    quoted: tuple[str, ...] = ()

    def construct_change_message(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, add: bool = False
    ) -> str:
        if add:
            return _("Added.")
        said = " ".join(self.changes_of(form))
        return said or _("Saved without changes.")

    def changes_of(self, form: forms.ModelForm) -> Iterator[str]:
        for name in form.changed_data:
            label = capfirst(str(form.fields[name].label or name)).rstrip(":")
            if name not in self.quoted:
                yield _("%(field)s: changed.") % {"field": label}
                continue
            before, after = form[name].initial, form.cleaned_data.get(name)
            if isinstance(form.fields[name], forms.ModelMultipleChoiceField):
                yield f"{label}: {difference(before or (), after)}."
            else:
                yield f"{label}: {_said(form, name, before)} → {_said(form, name, after)}."


def difference(before: Iterable[Any], after: Iterable[Any]) -> str:
    """Of what there are several: "added Editor; taken away Author"."""
    old, new = [str(one) for one in before], [str(one) for one in after]
    parts = (
        (_("added %(what)s"), [one for one in new if one not in old]),
        (_("taken away %(what)s"), [one for one in old if one not in new]),
    )
    return "; ".join(words % {"what": ", ".join(some)} for words, some in parts if some)


def _said(form: forms.ModelForm, name: str, value: Any) -> str:
    text = _shown(form.fields[name], value)
    return f"“{Truncator(text).chars(LONGEST)}”" if text else _("nothing")


def _shown(field: forms.Field, value: Any) -> str:
    """As people read it: the label of a choice, the name of a row."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelChoiceField):
        row = value if isinstance(value, models.Model) else _row(field, value)
        return str(row) if row else f"#{value}"
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in _choices(field.choices)}
        return labels.get(str(value), str(value))
    return str(value)


def _row(field: forms.ModelChoiceField, value: Any) -> models.Model | None:
    return field.queryset.model._default_manager.filter(pk=value).first()


def _choices(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        else:
            yield value, label
