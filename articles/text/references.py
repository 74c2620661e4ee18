"""What a body (format 1) refers to by key."""

from collections.abc import Iterable

from articles.text.keys import KEY
from articles.text.tree import parse, walk


def pictures(html: str) -> list[str]:
    """Keys of the images of figures and galleries, each once, in the order of the text."""
    return _keys(html, "data-image", "data-gallery")


def articles(html: str) -> list[str]:
    """Keys of the articles that are linked to, each once, in the order of the text."""
    return _keys(html, "data-article")


def _keys(html: str, *names: str) -> list[str]:
    values = (node.attributes.get(name, "") for node in walk(parse(html)) for name in names)
    return _once(key for value in values for key in value.split() if KEY.fullmatch(key))


def _once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
