import pytest

from articles.text.cleaning import clean


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>"),
        ("<strike>a</strike><del>b</del>", "<s>ab</s>"),
        ("<kbd>a</kbd> <tt>b</tt>", "<code>a</code> <code>b</code>"),
        ("<u>a</u><font color=red>b</font><mark>c</mark><q>d</q><bdi>e</bdi>", "abcde"),
        ("<em><em>a</em></em>", "<em>a</em>"),
        ("<em></em><strong> </strong>a", "a"),
        ("<span>a</span><span class=x style='color:red'>b</span>", "ab"),
        ("<i lang=fr>a</i>", '<span lang="fr"><em>a</em></span>'),
        ("<bdo dir=RTL>a</bdo>", '<span dir="rtl">a</span>'),
        ("<span lang='x y'>a</span>", "a"),
        (
            "<span dir=rtl>a<span lang=ar>b</span></span>",
            '<span dir="rtl">a</span><span lang="ar" dir="rtl">b</span>',
        ),
        ("<b style='mso-bidi-font-weight:normal'>a</b>", "<strong>a</strong>"),
        ("<em style='font-style: normal'>a</em>", "a"),
    ],
)
def test_marks_are_those_of_format_1(html, cleaned):
    assert clean(f"<p>{html}</p>") == f"<p>{cleaned}</p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<em>a</em><em>b</em>", "<em>ab</em>"),
        ("<em>a</em> <em>b</em>", "<em>a</em> <em>b</em>"),
        ("<em><strong>a</strong></em>", "<strong><em>a</em></strong>"),
        ("<strong>a </strong><strong><em>b</em></strong>", "<strong>a <em>b</em></strong>"),
        ("<em>a <strong>b</strong></em>", "<em>a <strong>b</strong></em>"),
        ("<b>a<i>b</b>c</i>", "<strong>a<em>b</em></strong><em>c</em>"),
        ("<b>a <a href=/x>b</a> c</b>", '<strong>a <a href="/x">b</a> c</strong>'),
        ("<a href=/x>a <b>b</b></a>", '<a href="/x">a <strong>b</strong></a>'),
        ("<a href=/x>a</a><a href=/y>b</a>", '<a href="/x">a</a><a href="/y">b</a>'),
    ],
)
def test_what_reaches_furthest_is_outside(html, cleaned):
    assert clean(f"<p>{html}</p>") == f"<p>{cleaned}</p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<em>a </em>b", "<em>a</em> b"),
        ("a<em> b</em>", "a <em>b</em>"),
        ("<em>a </em> b", "<em>a</em> b"),
        ("<a href=/x> a </a>", '<a href="/x">a</a>'),
        ("a<em> </em>b", "a b"),
        ("<em>a<b> </b>b</em>", "<em>a b</em>"),
        ("10&nbsp;<em>km</em>", "10&nbsp;<em>km</em>"),
        ("a&nbsp;</em> <em>b", "a <em>b</em>"),
        ("&nbsp; a &nbsp;", "a"),
    ],
)
def test_blanks_stand_outside_marks_and_alone(html, cleaned):
    assert clean(f"<p>{html}</p>") == f"<p>{cleaned}</p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("a<br>b", "<p>a<br>b</p>"),
        ("a <br> b", "<p>a<br>b</p>"),
        ("<br>a<br>", "<p>a</p>"),
        ("a<br><br>b", "<p>a</p><p>b</p>"),
        ("a<br> &nbsp; <br><br>b<br>c", "<p>a</p><p>b<br>c</p>"),
        ("<em>a<br>b</em>", "<p><em>a<br>b</em></p>"),
        ("<em>a<br></em>b", "<p><em>a</em><br>b</p>"),
    ],
)
def test_breaks_divide_lines_and_two_of_them_paragraphs(html, cleaned):
    assert clean(f"<p>{html}</p>") == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<a>x</a>", "x"),
        ("<a name=y>x</a>", "x"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<a href='&#106;avascript&colon;alert(1)'>x</a>", "x"),
        ("<a href='java&Tab;script:alert(1)'>x</a>", "x"),
        ("<a href='file:///c:/x.doc'>x</a>", "x"),
        ("<a href='//x.org/a'>x</a>", '<a href="https://x.org/a">x</a>'),
        ("<a href=/a target=_blank rel=nofollow class=b style=c id=d>x</a>", '<a href="/a">x</a>'),
        ("<a title=' a\nb ' href=/a>x</a>", '<a href="/a" title="a b">x</a>'),
        ("<a title='' href=/a>x</a>", '<a href="/a">x</a>'),
        (
            "<a href=/a title=b data-article=abcdefghijkl>x</a>",
            '<a data-article="abcdefghijkl">x</a>',
        ),
        ("<a href=/a data-article=short>x</a>", '<a href="/a">x</a>'),
        ("<a data-article=short>x</a>", "x"),
    ],
)
def test_a_link_leads_somewhere(html, cleaned):
    assert clean(f"<p>{html}</p>") == f"<p>{cleaned}</p>"


def test_a_link_without_text_is_dropped():
    assert clean("<p>y<a href=/a><img src=x> </a></p>") == "<p>y</p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            "a<span data-footnote> <i>n</i><br>o</span>",
            '<p>a<span data-footnote=""><em>n</em> o</span></p>',
        ),
        ("a<span data-footnote> </span>", "<p>a</p>"),
        ("<span data-footnote>n</span>", '<p><span data-footnote="">n</span></p>'),
        (
            "<a href=/x>a<span data-footnote>n</span> b</a> c",
            '<p><a href="/x">a b</a><span data-footnote="">n</span> c</p>',
        ),
        (
            "a<sup><span data-footnote>n</span></sup>",
            '<p>a<span data-footnote="">n</span></p>',
        ),
        (
            "<b>a<span data-footnote>n</span> b</b>",
            '<p><strong>a<span data-footnote="">n</span> b</strong></p>',
        ),
        (
            "a<span data-footnote>n <span data-footnote>o</span></span>",
            '<p>a<span data-footnote="">n o</span></p>',
        ),
    ],
)
def test_a_footnote_stands_in_the_text_alone(html, cleaned):
    assert clean(f"<p>{html}</p>") == cleaned
