"""Form fields whose order readers see: byline, categories, tags.

The widget posts its values in order under one name: ids, and for tags `+name` where a new one
is meant; a byline posts its roles beside them under `NAME_role`.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.catalogue import naming
from articles.text.characters import one_line
from articles.text.keys import row_id

NEW = "+"
MOST = 50


class OrderedChoiceWidget(forms.Widget):
    template_name = "admin/widgets/ordered_choice.html"
    with_note = False
    url_args: tuple[int, ...] = ()

    class Media:
        css = {"all": ["css/admin/choices.css"]}
        js = [Script("js/admin/ordered-choice.js", type="module")]

    def __init__(
        self,
        source: models.Field | None = None,
        *,
        allow_new: bool = False,
        with_role: bool = False,
        placeholder: str = "",
        url_name: str = "",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        """Searches by Django's autocomplete view of the field `source`, or by the view of
        `url_name`, which answers in the same form."""
        super().__init__(attrs)
        self.source, self.allow_new, self.with_role = source, allow_new, with_role
        self.placeholder, self.url_name = placeholder, url_name
        self.queryset: models.QuerySet | None = None
        # Of rows that stand, by id, where they were read already.
        self.names: dict[int, str] = {}
        # What is said beside a name, by id.
        self.notes: dict[int, str] = {}

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> list[tuple[str, str]]:
        values = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))
        roles = data.getlist(f"{name}_role") if hasattr(data, "getlist") else []
        roles += [""] * (len(values) - len(roles))
        return list(zip(values, roles, strict=False))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        # Nothing chosen posts nothing.
        return False

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        """`chosen`: value, label and role of each entry. `source`: what Django's autocomplete
        view is asked for (app, model and field)."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "chosen": self._labelled(value or []),
            "allow_new": self.allow_new,
            "with_role": self.with_role,
            "with_note": self.with_note,
            "placeholder": self.placeholder,
            "url": reverse(self.url_name or "admin:autocomplete", args=self.url_args),
        }
        if self.source is not None:
            meta = self.source.model._meta
            context["widget"]["source"] = {
                "app_label": meta.app_label,
                "model_name": meta.model_name,
                "field_name": self.source.name,
            }
        return context

    def _labelled(self, entries: list[tuple[Any, str]]) -> list[dict[str, Any]]:
        names = self._names([pk for value, _role in entries if (pk := row_id(value))])
        chosen = []
        for value, role in entries:
            if str(value).startswith(NEW):
                label = str(value)[1:]
            elif row_id(value) in names:
                label = names[row_id(value)]
            else:
                continue
            note = self.notes.get(row_id(value), "")
            chosen.append({"value": value, "label": label, "role": role, "note": note})
        return chosen

    def _names(self, ids: list[int]) -> dict[int, str]:
        unknown = set(ids) - self.names.keys()
        if not unknown or self.queryset is None:
            return self.names
        rows = self.queryset.in_bulk(unknown)
        return self.names | {pk: str(row) for pk, row in rows.items()}


class OrderedChoiceField(forms.Field):
    """Cleans to a list of (row or name of a new one, role), in order, each once."""

    widget = OrderedChoiceWidget
    default_error_messages = {
        "unknown": _("One of these is no longer there. Remove it and choose again."),
        "many": _("Choose at most %(most)d."),
        "long": _("“%(name)s” is longer than %(most)d characters."),
    }

    def __init__(
        self,
        queryset: models.QuerySet,
        *,
        allow_new: bool = False,
        most: int = MOST,
        **kwargs: Any,
    ) -> None:
        self.queryset, self.allow_new, self.most = queryset, allow_new, most
        super().__init__(**kwargs)
        self.widget.queryset = queryset
        self.widget.allow_new = allow_new

    def to_python(self, value: list[tuple[str, str]] | None) -> list[tuple[Any, str]]:
        entries = value or []
        if len(entries) > self.most:
            raise ValidationError(self.error_messages["many"], params={"most": self.most})
        ids = [pk for value, _role in entries if (pk := row_id(value))]
        rows = self.queryset.in_bulk(ids)
        chosen: dict[Any, str] = {}
        for typed, role in entries:
            chosen.setdefault(self._row(str(typed), rows), " ".join(role.split())[:100])
        return list(chosen.items())

    def _row(self, typed: str, rows: dict[int, models.Model]) -> models.Model | str:
        if self.allow_new and typed.startswith(NEW):
            return self._named(one_line(typed[1:]))
        if (row := rows.get(row_id(typed))) is not None:
            return row
        raise ValidationError(self.error_messages["unknown"], code="unknown")

    def _named(self, name: str) -> models.Model | str:
        """The row of this name, if there is one by now, else the name."""
        most = self.queryset.model._meta.get_field("name").max_length
        if not name or len(name) > most:
            params = {"name": name[:40], "most": most}
            raise ValidationError(self.error_messages["long"], code="long", params=params)
        return naming.same_name(self.queryset, name).first() or name

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [(str(v), r) for v, r in initial or []] != [(str(v), r) for v, r in data or []]
