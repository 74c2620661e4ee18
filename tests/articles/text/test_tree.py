import pytest

from articles.text.tree import MAX_DEPTH, parse, serialise, text_of, walk
from tests.articles.text.samples import SAMPLE


def test_a_body_is_written_as_it_was_read():
    assert serialise(parse(SAMPLE).children) == SAMPLE


def test_attributes_are_decoded_and_written_in_their_order():
    root = parse('<a title="&quot;a&quot; &amp; b" href="/x">y</a>')

    assert root.children[0].attributes == {"title": '"a" & b', "href": "/x"}
    assert serialise(root.children) == '<a href="/x" title="&quot;a&quot; &amp; b">y</a>'


def test_attributes_that_are_not_in_the_list_are_not_written():
    assert serialise(parse('<p class="x"><b onclick="y">z</b></p>').children) == "<p><b>z</b></p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a < b", "a < b"),
        ("<p", "<p"),
        ("<p x=y>", "<p x=y>"),
        ('<p x="y', '<p x="y'),
        ("</p>a", "a"),
        ("<p>a</b></p>", "a"),
        ("<p>a<b>b</p>c", "abc"),
        ("&lt;p&gt;", "<p>"),
    ],
)
def test_what_is_no_tag_is_text(html, text):
    assert text_of(parse(html)) == text


def test_what_is_too_deep_is_text_between_divisions():
    root = parse("<div>" * MAX_DEPTH + "<p>a</p><p>b</p>" + "</div>" * MAX_DEPTH + "c")

    innermost = list(walk(root))[MAX_DEPTH - 1].children
    assert [part if isinstance(part, str) else part.tag for part in innermost] == [
        "div",
        "a",
        "div",
        "div",
        "b",
        "div",
    ]
    assert root.children[-1] == "c"
