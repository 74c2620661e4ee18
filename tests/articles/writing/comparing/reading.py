"""What a person reads in a comparison: the earlier text, the later one, the remarks."""

import re

from lxml import html as lxml_html
from lxml.etree import _Element

from articles.text.tree import Node, parse, text_of
from articles.writing.comparing.aligning import Work
from articles.writing.comparing.blocks import bodies
from articles.writing.comparing.inline import Desk
from articles.writing.comparing.names import Names

# Written by the comparison and no part of either text.
OWN = (
    ".//*[contains(@class, 'visually-hidden') or contains(@class, 'compared-note')"
    " or contains(@class, 'compared-missing') or contains(@class, 'compared-credit')"
    " or contains(@class, 'compared-rule')] | .//b | .//summary"
)


def compared(before: str, after: str) -> str:
    """Of bodies whose pictures and articles are not known."""
    return bodies(before, after, Desk(Names({}, {}, {}, {}, {}, {}, {}, {}), Work()))


def earlier(html: str) -> str:
    return _without(html, ".//ins")


def later(html: str) -> str:
    return _without(html, ".//del")


def remarks(html: str) -> list[str]:
    return [one.text_content().strip("()") for one in _tree(html).find_class("compared-note")]


def marked(html: str, tag: str) -> list[str]:
    """What stands in <ins> or <del>, without the words for those who do not see it."""
    tree = _tree(html)
    for one in tree.xpath(OWN):
        one.drop_tree()
    return [one.text_content().strip() for one in tree.iter(tag)]


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text))


def letters_of(body: str) -> str:
    """Of a body, as far as a comparison shows them as text."""
    return letters("".join(_words(parse(body))))


def _words(node: Node) -> list[str]:
    found: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
        elif child.tag == "figure":
            found += [text_of(child), child.attributes.get("data-alt", "")]
        elif "data-embed" in child.attributes:
            found.append(child.attributes["data-embed"])
        else:
            found += _words(child)
    return found


def _without(html: str, gone: str) -> str:
    tree = _tree(html)
    for one in tree.xpath(f"{gone} | {OWN}"):
        one.drop_tree()
    return letters(tree.text_content())


def _tree(html: str) -> _Element:
    return lxml_html.fragment_fromstring(html, create_parent="div")
