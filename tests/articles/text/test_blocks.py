import pytest

from articles.text.cleaning import clean

KEY = "abcdefghijkl"
OTHER_KEY = "123456789012"
FIGURE = f'<figure data-image="{KEY}" data-alt=""><figcaption></figcaption></figure>'


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<section><p>a</p>b</section>", "<p>a</p><p>b</p>"),
        ("<p>a</p><p> &nbsp; </p><p></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p align=center class=x style=y id=z>a</p>", "<p>a</p>"),
        ("<center>a</center><address>b</address>", "<p>a</p><p>b</p>"),
        ("<dl><dt>a<dd>b</dl>", "<p>a</p><p>b</p>"),
        ("<p>a<img src=x alt=hidden>b</p><img src=y>", "<p>ab</p>"),
        (
            "<b>a<p>b</p>c</b>",
            ("<p><strong>a</strong></p><p><strong>b</strong></p><p><strong>c</strong></p>"),
        ),
        ("<a href=/x><h2>a</h2>b</a>", '<h2><a href="/x">a</a></h2><p><a href="/x">b</a></p>'),
        ("<p>a<hr>b</p>", "<p>a</p><hr><p>b</p>"),
        ("<blockquote>a<hr>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ],
)
def test_blocks_become_paragraphs(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<h1>a</h1><h5>b</h5><h6>c</h6>", "<h2>a</h2><h4>b</h4><h4>c</h4>"),
        ("<h2> &nbsp; </h2><h3><br></h3>", ""),
        ("<h2>a<br>b</h2>", "<h2>a b</h2>"),
        ('<h2 id="a-b" class=x>a</h2>', '<h2 id="a-b">a</h2>'),
        ('<h2 id="a b">a</h2>', "<h2>a</h2>"),
        ('<h2 id="a">a</h2><h3 id="a">b</h3>', '<h2 id="a">a</h2><h3>b</h3>'),
        ("<h2>a<p>b</p></h2>", "<h2>a b</h2>"),
        ("<li><h2>a</h2></li>", "<h2>a</h2>"),
        ("<ul><li><h2 id=a>a</h2>b</ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<h2>a<span data-footnote>n</span></h2><p>b", "<h2>a</h2><p>n</p><p>b</p>"),
        (f"<h2>a<figure data-image={KEY}></figure></h2>", f"<h2>a</h2>{FIGURE}"),
    ],
)
def test_a_heading_is_one_line_at_the_top(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (f"<p>a<figure data-image={KEY}></figure>b</p>", f"<p>a</p>{FIGURE}<p>b</p>"),
        (
            f"<ul><li>a<figure data-image={KEY}></figure>b<li>c</ul>",
            f"<ul><li><p>a</p><p>b</p></li></ul>{FIGURE}<ul><li><p>c</p></li></ul>",
        ),
        (
            f"<ol start=4><li>a<ul><li>b<figure data-image={KEY}></figure></ul><li>c</ol>",
            (
                f'<ol start="4"><li><p>a</p><ul><li><p>b</p></li></ul></li></ol>{FIGURE}'
                '<ol start="5"><li><p>c</p></li></ol>'
            ),
        ),
        (
            f"<table><tr><td>a<figure data-image={KEY}></figure>b</table>c",
            f"<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table>{FIGURE}<p>c</p>",
        ),
        (
            f"<blockquote>a<figure data-image={KEY}></figure></blockquote>",
            f"<blockquote><p>a</p></blockquote>{FIGURE}",
        ),
        (f"<aside>a<figure data-image={KEY}></figure></aside>", f"<p>a</p>{FIGURE}"),
        (f"<pre>a<figure data-image={KEY}></figure></pre>", f"<p>a</p>{FIGURE}"),
        (
            f"<div>a<span data-footnote>n<figure data-image={KEY}></figure></span> b</div>",
            f'<p>a<span data-footnote="">n</span> b</p>{FIGURE}',
        ),
        (
            f"<figure data-image={OTHER_KEY}>a<figure data-image={KEY}></figure></figure>",
            (
                f'<figure data-image="{OTHER_KEY}" data-alt=""><figcaption>a</figcaption></figure>'
                f"{FIGURE}"
            ),
        ),
    ],
)
def test_a_figure_stands_between_the_blocks(html, cleaned):
    assert clean(html) == cleaned


def test_a_figure_keeps_its_caption_and_its_alternative_text():
    html = (
        f"<figure class=x data-alt=' A &quot;b&quot;\n c ' data-image={KEY}><img src=x alt=y>"
        "<figcaption><p>One <b>two</b></p><p>three<span data-footnote>n</span></p></figcaption>"
        "</figure>"
    )

    assert clean(html) == (
        f'<figure data-image="{KEY}" data-alt="A &quot;b&quot; c">'
        "<figcaption>One <strong>two</strong> three n</figcaption></figure>"
    )


@pytest.mark.parametrize(
    "attribute", ["", "data-image", "data-image=x", "data-image=ABCDEFGHIJKL"]
)
def test_of_a_figure_without_a_picture_the_caption_stays(attribute):
    html = f"<figure {attribute}><img src=x><figcaption>A <i>caption</i></figcaption></figure>"

    assert clean(html) == "<p>A <em>caption</em></p>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            f"<div data-gallery='{KEY} x {OTHER_KEY}'></div>",
            f'<div data-gallery="{KEY} {OTHER_KEY}"></div>',
        ),
        ("<div data-gallery='x'>a</div>", "<p>a</p>"),
        (
            f"a<div data-gallery='{KEY}'>b</div>",
            f'<p>a</p><div data-gallery="{KEY}"></div><p>b</p>',
        ),
        (
            "<div data-embed='https://x.org/?a&b'></div>",
            '<div data-embed="https://x.org/?a&amp;b"></div>',
        ),
        ("<div data-embed='http://x.org/'>a</div>", "<p>a</p>"),
        ("<div data-embed='javascript:alert(1)'></div>", ""),
        (
            "<ul><li>a<div data-embed='https://x.org/'></div></ul>",
            '<ul><li><p>a</p></li></ul><div data-embed="https://x.org/"></div>',
        ),
    ],
)
def test_galleries_and_embeds_are_empty_divisions(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<pre>\n\n a\n\tb  c\n</pre>", "<pre> a\n\tb  c</pre>"),
        ("<pre><code>a<b>b</b><br>c&nbsp;d</code></pre>", "<pre>ab\nc d</pre>"),
        ("<pre><div>a</div><div>b</div></pre>", "<pre>a\nb</pre>"),
        ("<pre> \n </pre>", ""),
        ("<pre>&lt;b&gt;</pre>", "<pre>&lt;b&gt;</pre>"),
    ],
)
def test_preformatted_text_is_text(html, cleaned):
    assert clean(html) == cleaned
