"""What is true of the comparison of any two bodies."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from articles.text.cleaning import clean
from articles.text.outline import with_ids
from articles.text.tree import Node, parse, serialise, walk
from articles.writing.comparing.markup import is_told
from tests.articles.text.markup import ANYTHING
from tests.articles.text.samples import BLOCKS
from tests.articles.writing.comparing.reading import compared, earlier, later, letters_of

TAGS = {
    *("div", "p", "span", "small", "b", "ins", "del", "ul", "ol", "li", "blockquote", "pre"),
    *("hr", "br", "table", "caption", "tbody", "tr", "td", "th", "strong", "em", "s", "sub"),
    *("sup", "code", "figure", "figcaption", "details", "summary", "img"),
}
ATTRIBUTES = {"class", "lang", "dir", "start", "colspan", "tabindex", "role", "aria-label"}


def stored(html: str) -> str:
    return with_ids(clean(html))


def tags_and_attributes(html: str) -> tuple[set[str], set[str]]:
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    return {one.tag for one in tree.iter()}, {name for one in tree.iter() for name in one.attrib}


def edited(body: str, rng: random.Random) -> str:
    """With one to three of the things that an editor does to a text."""
    root = parse(body)
    for _n in range(rng.randint(1, 3)):
        if root.children:
            rng.choice([_drop, _double, _swap, _reword, _reattribute, _retag])(root, rng)
    return stored(serialise(root.children))


def _drop(root: Node, rng: random.Random) -> None:
    root.children.pop(rng.randrange(len(root.children)))


def _double(root: Node, rng: random.Random) -> None:
    root.children.insert(rng.randrange(len(root.children)), rng.choice(root.children))


def _swap(root: Node, rng: random.Random) -> None:
    root.children.append(root.children.pop(rng.randrange(len(root.children))))


def _reword(root: Node, rng: random.Random) -> None:
    nodes = [node for node in walk(root) if any(isinstance(c, str) for c in node.children)]
    node = rng.choice(nodes or [root])
    at = [n for n, child in enumerate(node.children) if isinstance(child, str)]
    if at:
        n = rng.choice(at)
        words = node.children[n].split(" ")
        words[rng.randrange(len(words))] = rng.choice(["", "other", "two more", "x\u00a0y"])
        node.children[n] = " ".join(words)


def _reattribute(root: Node, rng: random.Random) -> None:
    nodes = [node for node in walk(root) if node.attributes]
    if nodes:
        node = rng.choice(nodes)
        del node.attributes[rng.choice(list(node.attributes))]


def _retag(root: Node, rng: random.Random) -> None:
    others = {"strong": "em", "em": "s", "ul": "ol", "ol": "ul", "h2": "h3", "h3": "h4", "p": "h4"}
    nodes = [node for node in walk(root) if node.tag in others]
    if nodes:
        node = rng.choice(nodes)
        node.tag = others[node.tag]


@settings(max_examples=300, deadline=None)
@given(ANYTHING, ANYTHING)
def test_both_texts_can_be_read_in_the_comparison_of_any_two(one, other):
    before, after = stored(one), stored(other)

    html = compared(before, after)

    assert earlier(html) == letters_of(before)
    assert later(html) == letters_of(after)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_both_texts_can_be_read_after_any_edit_and_the_difference_is_told(rng):
    before = stored("".join(rng.sample(BLOCKS, rng.randint(1, 8))))
    after = edited(before, rng)

    html = compared(before, after)

    assert earlier(html) == letters_of(before)
    assert later(html) == letters_of(after)
    assert is_told(html) == (before != after)


@settings(max_examples=300, deadline=None)
@given(ANYTHING, ANYTHING)
def test_nothing_that_somebody_typed_becomes_markup(one, other):
    html = compared(stored(one), stored(other))

    tags, attributes = tags_and_attributes(html)
    assert tags <= TAGS
    assert attributes <= ATTRIBUTES
    assert not re.search(r"data-|javascript", re.sub(r">[^<]*<", "><", html))


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_that_stayed_is_shown_without_a_mark(block):
    body = stored(block)

    assert not is_told(compared(body, body))
    assert later(compared(body, body)) == letters_of(body)
