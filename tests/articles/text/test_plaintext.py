import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import plaintext
from articles.text.cleaning import clean
from articles.text.plaintext import excerpt, plain
from tests.articles.text.markup import HTML
from tests.articles.text.samples import SAMPLE


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<h2>A</h2><p>b</p><hr><p>c<br>d</p>", "A\n\nb\n\nc\nd"),
        ('<p>a <a href="/x">link</a> &amp; <em>x</em></p>', "a link & x"),
        ('<p>a<span data-footnote="">n <em>o</em></span>. b</p>', "a [n o]. b"),
        ('<p>a <span data-footnote="">n</span></p>', "a [n]"),
        ("CO<sub>2</sub>, the <em>Titanic</em><br>b<p>c</p>d", "CO2, the Titanic\nb\n\nc\n\nd"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"),
        ('<ol start="9"><li><p>a</p></li><li><p>b</p></li></ol>', "9. a\n10. b"),
        (
            "<ul><li><p>a</p><p>b</p><ol><li><p>c</p><p>d</p></li></ol></li></ul>",
            "- a\n  b\n  1. c\n     d",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote><aside><p>c</p></aside>", "a\n\nb\n\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        (
            (
                "<table><caption>C</caption><thead><tr><th><p>a</p></th><th><p>b</p></th></tr></thead>"
                "<tbody><tr><td><p>1</p><p>2</p></td><td><p>3</p></td></tr></tbody></table>"
            ),
            "C\na | b\n1 2 | 3",
        ),
        (
            (
                '<figure data-image="x" data-alt="not this"><figcaption>A <em>b</em></figcaption>'
                "</figure>"
            ),
            "A b",
        ),
        ('<figure data-image="x" data-alt="y"><figcaption></figcaption></figure>', ""),
        ('<div data-gallery="x"></div><div data-embed="https://x.org"></div>', ""),
        ("<p>e\u0301</p>", "é"),
    ],
)
def test_a_body_as_plain_text(html, text):
    assert plain(html) == text


def test_no_tag_of_the_sample_is_left():
    text = plain(SAMPLE)

    assert "</" not in text
    assert "data-" not in text
    assert "A note with stress and a link." in text


@settings(deadline=None)
@given(HTML)
def test_any_body_has_a_plain_text_in_nfc(html):
    text = plain(clean(html))

    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("html", "length", "text"),
    [
        ("<p>One two three</p>", 200, "One two three"),
        ("<p>One two three</p>", 13, "One two three"),
        ("<p>One two three</p>", 12, "One two…"),
        ("<p>One two, three</p>", 12, "One two…"),
        ("<p>One</p><p>two</p>", 200, "One two"),
        ("<p>a<br>b&nbsp;c</p>", 200, "a b c"),
        ("<p>" + "中" * 30 + "</p>", 10, "中" * 9 + "…"),
        ("<p>一 " + "中" * 30 + "</p>", 10, "一 " + "中" * 7 + "…"),
        ("<h2>A</h2><p>b</p>", 200, "b"),
        ('<p>a<span data-footnote="">n</span></p>', 200, "a"),
        ('<figure data-image="x"><figcaption>A</figcaption></figure><p>b</p>', 200, "b"),
        ('<figure data-image="x"><figcaption>A</figcaption></figure>', 200, "A"),
        ("<ul><li><p>a</p></li></ul>", 200, "- a"),
        ("", 200, ""),
    ],
)
def test_an_excerpt_is_the_beginning_of_the_prose(html, length, text):
    assert excerpt(html, length) == text


@settings(deadline=None)
@given(HTML, st.integers(min_value=1, max_value=50))
def test_an_excerpt_is_one_line_within_its_length(html, length):
    text = excerpt(clean(html), length)

    assert len(text) <= length
    assert text == " ".join(text.split())


def test_what_search_needs_is_here_too():
    assert plaintext.fold("Ü") == "u"
    assert plaintext.words("Ü") == ["u"]
