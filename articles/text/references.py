"""What a body (format 1) refers to by key."""

from collections.abc import Iterable

from articles.text.keys import KEY
from articles.text.tree import Node, parse, walk

IN_PICTURES = ("data-image", "data-gallery")
IN_LINKS = ("data-article",)


def pictures(html: str) -> list[str]:
    """Keys of the images of figures and galleries, each once, in the order of the text."""
    return _keys(parse(html), IN_PICTURES)


def articles(html: str) -> list[str]:
    """Keys of the articles that are linked to, each once, in the order of the text."""
    return _keys(parse(html), IN_LINKS)


def found(html: str) -> tuple[list[str], list[str]]:
    """`pictures` and `articles`, reading the text once."""
    root = parse(html)
    return _keys(root, IN_PICTURES), _keys(root, IN_LINKS)


def _keys(root: Node, names: tuple[str, ...]) -> list[str]:
    values = (node.attributes.get(name, "") for node in walk(root) for name in names)
    return _once(key for value in values for key in value.split() if KEY.fullmatch(key))


def _once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
