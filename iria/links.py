"""Absolute addresses come from SITE_URL, never from what a request claims to be sent to."""

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path; an address that is full already is left as it is."""
    return path if "://" in path else f"{settings.SITE_URL}{path}"
