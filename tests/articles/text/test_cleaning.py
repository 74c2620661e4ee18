import sys
import threading

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import cleaning
from articles.text.cleaning import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, clean, clean_inline
from articles.text.tree import parse, walk
from tests.articles.text.hostile import HOSTILE
from tests.articles.text.markup import ANYTHING
from tests.articles.text.samples import BLOCKS, SAMPLE

# An HTML5 parser and serialiser with our allow-list: what a browser makes of the output.
AS_READ = nh3.Cleaner(
    tags=set(ALLOWED_TAGS), attributes=ALLOWED_ATTRIBUTES, link_rel=None, strip_comments=False
)


def test_the_sample_is_left_as_it_is():
    assert clean(SAMPLE) == SAMPLE


@pytest.mark.parametrize("block", BLOCKS)
def test_each_construct_is_left_as_it_is(block):
    assert clean(block) == block


def test_the_sample_uses_every_tag_and_attribute_of_the_list():
    nodes = list(walk(parse(SAMPLE)))

    assert {node.tag for node in nodes} == ALLOWED_TAGS
    used = {(node.tag, name) for node in nodes for name in node.attributes}
    assert used == {(tag, name) for tag, names in ALLOWED_ATTRIBUTES.items() for name in names}


@settings(deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), max_size=6, unique=True))
def test_canonical_blocks_in_any_order_are_left_as_they_are(blocks):
    html = "".join(blocks)

    assert clean(html) == html


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_cleaning_twice_equals_cleaning_once(html):
    once = clean(html)

    assert clean(once) == once


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_a_browser_reads_the_output_as_it_was_meant(html):
    once = clean(html)

    assert AS_READ.clean(once) == once


@settings(deadline=None)
@given(ANYTHING)
def test_cleaning_a_caption_twice_equals_cleaning_it_once(html):
    once = clean_inline(html)

    assert clean_inline(once) == once


@settings(deadline=None)
@given(ANYTHING)
def test_a_caption_keeps_nothing_but_inline_elements(html):
    found = {node.tag for node in walk(parse(clean_inline(html)))}

    assert found <= {"a", "span", "strong", "em", "s", "sub", "sup", "code"}


@settings(deadline=None)
@given(st.text())
def test_nothing_that_xml_or_postgresql_refuses_is_left(text):
    cleaned = clean(text) + clean_inline(text)

    assert not any(ord(one) < 32 and one not in "\t\n" for one in cleaned)
    cleaned.encode()


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_plain_words_come_through(text):
    assert clean(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("", ""),
        (" \n ", ""),
        ("Hello", "<p>Hello</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        (
            "One\nline\n\nAnother\n \n<b>third</b>\n",
            ("<p>One line</p><p>Another</p><p><strong>third</strong></p>"),
        ),
        ("a\x00b\x1bc\x7fd\ufeffe\uffff", "<p>abcde</p>"),
        ("a&#1;b&#x9d;c", "<p>abc</p>"),
        ("a\ud800b\udc00", "<p>ab</p>"),
        ("\ud83d\ude00", "<p>\U0001f600</p>"),
        ("<!-- a --><?php b ?><![CDATA[c]]>d", "<p>d</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (" A <b>bold</b> caption ", "A <strong>bold</strong> caption"),
        ("<p>One</p><p>Two<br>three</p>", "One Two three"),
        (
            "<a href='/x'>link</a> <span lang=mn>x</span>",
            ('<a href="/x">link</a> <span lang="mn">x</span>'),
        ),
        ("Text<span data-footnote>note</span>", "Text note"),
        ('<img src="x" alt="y">Text<script>x</script>', "Text"),
        ("<figure data-image=abcdefghijkl><figcaption>Text</figcaption></figure>", "Text"),
        ("<table><tr><td>a<td>b</table>", "a b"),
        ("&nbsp;", ""),
    ],
)
def test_a_caption_is_one_line_of_inline_elements(html, cleaned):
    assert clean_inline(html) == cleaned


LIVE = {"href", "cite", "data-embed"}


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<table><tr><td>{}", "<b><ul><li>{}<i>"])
def test_nothing_runs(html, around):
    cleaned = clean(around.format(html))

    assert clean(cleaned) == cleaned
    assert AS_READ.clean(cleaned) == cleaned
    nodes = list(walk(parse(cleaned)))
    assert {node.tag for node in nodes} <= ALLOWED_TAGS
    for node in nodes:
        assert node.attributes.keys() <= ALLOWED_ATTRIBUTES.get(node.tag, set())
        for name in node.attributes.keys() & LIVE:
            assert node.attributes[name].startswith(("https://", "/"))


@pytest.mark.parametrize(
    "tag",
    [
        "script",
        "style",
        "iframe",
        "object",
        "svg",
        "math",
        "template",
        "noscript",
        "textarea",
        "title",
    ],
)
def test_what_is_no_text_goes_with_its_content(tag):
    assert clean(f"<p>a<{tag}>hidden</{tag}>b</p>") == "<p>ab</p>"


@pytest.fixture
def shallow_stack():
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(600)
    yield
    sys.setrecursionlimit(limit)


def _in_fresh_stack(html: str) -> list[str]:
    """Cleaned in a thread, where the depth of the test runner's own calls does not count."""
    result: list[str] = []
    thread = threading.Thread(target=lambda: result.append(clean(html)))
    thread.start()
    thread.join()
    return result


@pytest.mark.parametrize(
    ("tag", "is_closed"),
    [
        *[(tag, True) for tag in ("div", "span lang=mn", "blockquote", "figure data-image=x")],
        *[(tag, False) for tag in ("ul><li", "b", "table><tr><td", "span data-footnote", "aside")],
        ("blockquote><span dir=rtl", True),
        ("a href=/x", True),
        ("figure data-image=abcdefghijkl", False),
    ],
)
def test_five_thousand_levels_are_read(shallow_stack, tag, is_closed):
    end = "".join(f"</{part.split()[0]}>" for part in reversed(tag.split("><")))
    html = f"<{tag}>" * 5000 + "text" + (end * 5000 if is_closed else "")

    cleaned = _in_fresh_stack(html)

    assert cleaned
    assert "text" in cleaned[0]
    assert clean(cleaned[0]) == cleaned[0]


class Recorder:
    """A reader that remembers the length of the longest HTML it wrote."""

    def __init__(self, reader: nh3.Cleaner) -> None:
        self.reader = reader
        self.longest = 0

    def clean(self, html: str) -> str:
        read = self.reader.clean(html)
        self.longest = max(self.longest, len(read))
        return read


@pytest.mark.parametrize(
    "start",
    [
        "".join(f"<b id={number}>" for number in range(2000)),
        f"<a href='/{'x' * 20_000}'>",
        f"<i style='{'x' * 20_000}'>",
    ],
)
def test_unclosed_formatting_is_not_repeated_without_end(monkeypatch, start):
    reader = Recorder(cleaning.READER)
    monkeypatch.setattr(cleaning, "READER", reader)

    cleaned = clean(f"<p>{start}" + "<p>y" * 4000)

    assert cleaned.count("y") == 4000
    assert reader.longest < 20_000_000


def test_formatting_that_would_swell_the_text_is_dropped():
    start = "".join(f"<{tag}>" * 3 for tag in ("b", "code", "em", "i", "s", "strike", "strong"))

    cleaned = clean(f"<p>{start}" + "<p>y" * 2000)

    assert cleaned == "<p>y</p>" * 2000


def test_few_styles_and_long_links_are_read():
    html = f"<b style='font-weight:normal'><p>a</p><a href='/{'x' * 5000}'>b</a></b>" + "<p>c" * 9

    assert clean(html) == f'<p>a</p><p><a href="/{"x" * 5000}">b</a></p>' + "<p>c</p>" * 9


def test_text_over_the_limit_of_depth_stays_in_paragraphs():
    html = "<div>" * 200 + "<p>one</p><p>two</p>" + "</div>" * 200

    assert clean(html) == "<p>one</p><p>two</p>"


def test_google_docs_wrapper_is_not_bold():
    html = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
        '<p dir="ltr" style="line-height:1.38"><span style="font-weight:400;font-style:normal">'
        'Plain </span><span style="font-weight:700">bold</span><span style="font-style:italic">'
        ' italic</span><span style="vertical-align:super">1</span></p><br><h2 dir="ltr"><span>'
        "Heading</span></h2></b>"
    )

    assert clean(html) == (
        "<p>Plain <strong>bold</strong> <em>italic</em><sup>1</sup></p><h2>Heading</h2>"
    )


def test_wordpress_blocks_become_blocks_of_ours():
    html = """<!-- wp:heading -->
<h2 class="wp-block-heading" id="h-why">Why</h2><!-- /wp:heading -->
<!-- wp:paragraph {"align":"left"} -->
<p class="has-text-align-left">Text &#8211; <del>old</del> <a href="https://example.org"
target="_blank" rel="noopener">link</a></p>
<!-- wp:image --><figure class="wp-block-image"><img src="/x.jpg" alt="y"/>
<figcaption class="wp-element-caption">Caption (Image Credit: X)</figcaption></figure>
<!-- wp:table --><figure class="wp-block-table"><table class="has-fixed-layout"><tbody>
<tr><td>a</td><td>b</td></tr></tbody></table></figure>
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Q</p><cite>Who</cite>
</blockquote></figure>"""

    assert clean(html) == (
        '<h2 id="h-why">Why</h2><p>Text – <s>old</s> <a href="https://example.org">link</a></p>'
        "<p>Caption (Image Credit: X)</p><table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr>"
        "</tbody></table><blockquote><p>Q</p><p>Who</p></blockquote>"
    )
