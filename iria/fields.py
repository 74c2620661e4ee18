"""Columns for words that people type and others read: control characters are left out, in forms
and in code alike, so that no feed or page fails on one. In migrations they are Django's own."""

from typing import Any

from django.db import models

from iria.characters import printable


class Printable:
    def to_python(self, value: Any) -> Any:
        return _printable(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return _printable(super().get_prep_value(value))

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class LineField(Printable, models.CharField):
    pass


class ProseField(Printable, models.TextField):
    pass


def _printable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value
