"""What a stored body becomes for readers. Nothing that was text becomes markup on the way."""

import pytest
from lxml import html as lxml_html

from articles.images import figures
from articles.images.models import Credit, Image
from articles.text.cleaning import clean


def shown(html: str, pictures=None, links=None, address=str) -> str:
    return figures.render(clean(html), pictures or {}, links or {}, address)


def picture(**fields) -> Image:
    fields = {
        "key": "abcdefghijkm",
        "rendition_hash": "f" * 16,
        "width": 1000,
        "height": 500,
    } | fields
    return Image(**fields)


def figure(caption: str = "", alt: str = "") -> str:
    return (
        f'<figure data-image="abcdefghijkm" data-alt="{alt}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


@pytest.mark.parametrize("field", ["photographer", "agency"], ids=["photographer", "agency"])
def test_a_credit_is_text_whatever_it_holds(field):
    hostile = '<img src=x onerror="alert(1)">&amp;'
    image = picture(credit=Credit(**{field: hostile}))

    html = shown(figure("Caption"), {image.key: image})

    page = lxml_html.fromstring(html)
    assert page.xpath("//span[@class='credit']")[0].text == f"(Image Credit: {hostile})"
    assert not page.xpath("//img[@onerror]")


def test_alternative_text_is_text_whatever_it_holds():
    image = picture()

    html = shown(figure(alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), {image.key: image})

    assert "<script" not in html
    assert lxml_html.fromstring(html).xpath("//img/@alt") == ['"><script>alert(1)</script>']


@pytest.mark.parametrize(
    ("caption", "shown_as"),
    [
        ("", "(Image Credit: TASK)"),
        ("A hall", "A hall (Image Credit: TASK)"),
        ("A <em>hall</em>", "A hall (Image Credit: TASK)"),
        ("<em>A</em> hall ", "A hall (Image Credit: TASK)"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7 (Image Credit: TASK)"),
    ],
)
def test_the_credit_follows_the_caption(caption, shown_as):
    image = picture(credit=Credit(agency="TASK"))

    page = lxml_html.fromstring(shown(figure(caption), {image.key: image}))

    assert page.xpath("string(//figcaption)") == shown_as


def test_a_picture_that_is_not_known_leaves_a_marked_place():
    html = shown(figure("Caption", "A hall"))

    assert "<img" not in html
    assert "Picture not available." in html
    assert "Caption" in html


def test_pictures_have_sizes_so_that_nothing_jumps():
    image = picture()

    (img,) = lxml_html.fromstring(shown(figure(), {image.key: image})).xpath("//img")

    assert (img.get("width"), img.get("height")) == ("1000", "500")
    assert "480w" in img.get("srcset")
    assert img.get("loading") == "lazy"


def test_notes_are_numbered_with_links_both_ways():
    html = shown(
        "<p>One<span data-footnote>First <em>note</em></span> two"
        "<span data-footnote>Second &lt;note&gt;</span>.</p>"
    )

    page = lxml_html.fromstring(html)
    assert page.xpath("//sup/a/text()") == ["1", "2"]
    assert page.xpath("//sup/a/@href") == ["#note-1", "#note-2"]
    notes = page.xpath("//section[@role='doc-endnotes']//li")
    assert [n.text_content() for n in notes] == ["First note ↩", "Second <note> ↩"]
    assert page.xpath("//li/a/@href") == ["#note-ref-1", "#note-ref-2"]


def test_an_embed_is_a_link_and_asks_nobody():
    html = shown('<div data-embed="https://www.youtube.com/watch?v=x"></div>')

    assert html.count("http") == 1
    assert "Open on youtube.com" in html
    assert "<iframe" not in html


def test_wide_tables_scroll_in_a_frame_with_a_name():
    html = shown("<table><caption>Members</caption><tbody><tr><td>1</td></tr></tbody></table>")

    (frame,) = lxml_html.fromstring(html).xpath("//div[@class='table']")
    assert (frame.get("tabindex"), frame.get("aria-label")) == ("0", "Members")


def test_paths_become_full_addresses_elsewhere():
    image = picture()
    html = shown(
        figure() + '<p><a href="/about/">a</a> <a data-article="abcdefghijkn">b</a></p>',
        {image.key: image},
        {"abcdefghijkn": "/articles/b/"},
        lambda path: f"https://iria.example{path}",
    )

    page = lxml_html.fromstring(html)
    assert page.xpath("//a/@href") == [
        "https://iria.example/about/",
        "https://iria.example/articles/b/",
    ]
    assert all(
        part.strip().startswith("https://iria.example/media/")
        for part in page.xpath("//img/@srcset")[0].split(",")
    )


def test_what_follows_a_removed_element_stays():
    html = shown('<p>Before <a data-article="abcdefghijkn">link</a> after.</p>')

    assert html == "<p>Before link after.</p>"


def test_an_empty_body_is_empty():
    assert shown("") == ""
