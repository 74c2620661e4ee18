"""Time that passes in a test."""

from datetime import timedelta

import pytest
from django.utils import timezone


def later(monkeypatch: pytest.MonkeyPatch, **how_long: float) -> None:
    """From now on it is so much later than before; until the end of the test."""
    current = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: current() + timedelta(**how_long))
