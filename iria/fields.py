"""Columns for words that people type and others read: control characters are left out, in forms
and in code alike, so that no feed, page or header of a mail fails on one. In migrations they are
Django's own."""

from typing import Any

from django.db import models

from iria.characters import line, printable


class Printable:
    cleaned = staticmethod(printable)

    def to_python(self, value: Any) -> Any:
        return self._clean(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return self._clean(super().get_prep_value(value))

    def _clean(self, value: Any) -> Any:
        return self.cleaned(value) if isinstance(value, str) else value

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class LineField(Printable, models.CharField):
    cleaned = staticmethod(line)


class ProseField(Printable, models.TextField):
    pass
