"""Addresses by the names of their views, each worked out once: a page names some twenty."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def path_to(name: str, *args: object) -> str:
    """`reverse(name, args=args)`. Raises NoReverseMatch."""
    return _path_to(get_script_prefix(), name, args)


@lru_cache(maxsize=8192)
def _path_to(_prefix: str, name: str, args: tuple[object, ...]) -> str:
    return reverse(name, args=args)
