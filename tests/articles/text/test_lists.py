import pytest

from articles.text.cleaning import clean
from articles.text.flow import MAX_LEVEL


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<ul><li>a<li><p>b</p>c</ul>", "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>"),
        ("<ul> <li> </li>\n<li>a</li> </ul>", "<ul><li><p>a</p></li></ul>"),
        ("<ul></ul><ol><li></ol>", ""),
        ("<menu><li>a</menu>", "<ul><li><p>a</p></li></ul>"),
        ("<ul>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        (
            "<ul><p>a</p><div>b</div><li>c</ul>",
            "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>",
        ),
        ("<ol start=3 type=a reversed><li value=9>a</ol>", '<ol start="3"><li><p>a</p></li></ol>'),
        ("<ol start=1><li>a</ol>", "<ol><li><p>a</p></li></ol>"),
        ("<ul start=3><li>a</ul>", "<ul><li><p>a</p></li></ul>"),
        ("<b><ul><li>a</ul></b>", "<ul><li><p><strong>a</strong></p></li></ul>"),
    ],
)
def test_items_hold_paragraphs(html, cleaned):
    assert clean(html) == cleaned


def test_a_nested_list_stays_in_its_item():
    html = "<ul><li>a<ul><li>b</li></ul>c</li></ul>"

    assert clean(html) == "<ul><li><p>a</p><ul><li><p>b</p></li></ul><p>c</p></li></ul>"


def test_a_list_beside_the_items_goes_into_the_one_before():
    html = "<ul><li>a</li><ol><li>b</li></ol><li>c</li></ul>"

    assert clean(html) == ("<ul><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p></li></ul>")


def test_lists_that_are_too_deep_become_paragraphs():
    html = "<ul><li>" * (MAX_LEVEL + 3) + "text"

    assert clean(html) == ("<ul><li>" * MAX_LEVEL + "<p>text</p>" + "</li></ul>" * MAX_LEVEL)


def test_a_table_in_an_item_comes_after_the_list():
    html = "<ol><li>a<table><tr><td>x</table>b<li>c</ol>"

    assert clean(html) == (
        "<ol><li><p>a</p><p>b</p></li></ol>"
        "<table><tbody><tr><td><p>x</p></td></tr></tbody></table>"
        '<ol start="2"><li><p>c</p></li></ol>'
    )


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<blockquote><h2>a</h2></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<blockquote> </blockquote>", ""),
        (
            "<blockquote cite=//x.org class=y>a</blockquote>",
            '<blockquote cite="https://x.org"><p>a</p></blockquote>',
        ),
        ("<blockquote cite='javascript:x'>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    ],
)
def test_a_quotation_holds_paragraphs(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<aside>a<div>b</div></aside>", "<aside><p>a</p><p>b</p></aside>"),
        ("<aside><h3>a</h3><p>b</p></aside>", "<h3>a</h3><p>b</p>"),
        ("<aside><aside>a</aside>b</aside>", "<aside><p>a</p></aside><p>b</p>"),
        ("<aside></aside>", ""),
        ("<ul><li><aside>a</aside></ul>", "<ul><li><p>a</p></li></ul>"),
    ],
)
def test_a_pull_quote_holds_paragraphs_or_is_none(html, cleaned):
    assert clean(html) == cleaned
