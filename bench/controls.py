"""What keeps an article whole while several work on it, taken away: a measurement that finds
nothing must find something then."""

from typing import Any

from django.conf import settings
from django.db import connection, models
from django.forms import ModelForm

from articles.admin.actforms import ActForm
from articles.writing.forms import TextForm
from bench.points import LOCK, SEEN


def take_away(control: str) -> None:
    if control == LOCK:
        _without_lock()
    elif control == SEEN:
        _without_seen()


def _without_lock() -> None:
    """Rows are read as they are; SQLite begins to write when something is written."""
    models.QuerySet.select_for_update = lambda self, **_: self._chain()
    options: dict[str, Any] = settings.DATABASES["default"].get("OPTIONS", {})
    if "transaction_mode" in options:
        connection.close()
        options["transaction_mode"] = connection.settings_dict["OPTIONS"]["transaction_mode"] = (
            None
        )
        connection.transaction_mode = None


def _without_seen() -> None:
    """Forms are saved over whatever stands."""

    def clean(form: ActForm) -> dict[str, Any]:
        form.cleaned_data.pop("seen", "")
        return form.cleaned_data

    ActForm.clean = clean
    TextForm.clean = lambda form: ModelForm.clean(form)
