import json

import pytest

from tests.articles.wordpress.conversions import converted, figure, html


def block(name: str, inner: str, **attributes: object) -> str:
    given = f" {json.dumps(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{given} -->\n{inner}\n<!-- /wp:{name} -->\n\n"


def void(name: str, **attributes: object) -> str:
    given = f" {json.dumps(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{given} /-->\n"


def image(number: int, caption: str = "") -> str:
    said = f'<figcaption class="wp-element-caption">{caption}</figcaption>' if caption else ""
    picture = f'<img src="{number}.jpg" alt="A{number}" class="wp-image-{number}"/>'
    inner = f'<figure class="wp-block-image size-large">{picture}{said}</figure>'
    return block("image", inner, id=number, sizeSlug="large")


def paragraph(text: str) -> str:
    return block("paragraph", f"<p>{text}</p>")


def test_paragraphs_and_headings() -> None:
    text = (
        paragraph("One<br>two")
        + block("heading", '<h2 class="wp-block-heading" id="a">A</h2>')
        + block("heading", "<h5>B</h5>", level=5)
        + paragraph("")
    )

    assert html(text) == '<p>One<br>two</p><h2 id="a">A</h2><h4>B</h4>'


def test_line_ends_within_a_block_are_no_breaks() -> None:
    assert html(block("paragraph", "<p>one\ntwo\n\nthree</p>")) == "<p>one two three</p>"


def test_text_between_blocks_is_classic() -> None:
    text = "Old one\nline\n\nOld two\n\n" + paragraph("New") + "Last"

    assert html(text) == "<p>Old one<br>line</p><p>Old two</p><p>New</p><p>Last</p>"


def test_classic_text_within_a_group_has_its_paragraphs() -> None:
    text = block("group", f"<div>{block('freeform', 'a' + chr(10) * 2 + 'b')}</div>")

    assert html(text) == "<p>a</p><p>b</p>"


def test_a_picture_with_caption_and_credit() -> None:
    found = converted(image(7, "The quay. (Photo: Ilse Brandt/AFP)"))

    assert found.html == figure(1, alt="A7", caption="The quay.")
    assert found.pictures[0].attachment == 7
    assert found.pictures[0].credit is not None
    assert found.pictures[0].credit.agency == "AFP"


def test_an_aligned_and_linked_picture() -> None:
    inner = (
        '<div class="wp-block-image"><figure class="alignleft is-resized">'
        '<a href="https://valmar.test/a.jpg"><img src="a.jpg" alt=""/></a></figure></div>'
    )

    found = converted(block("image", inner, id=9, width=40))

    assert found.html == figure(1)
    assert found.pictures[0].attachment == 9


NESTED = (
    '<figure class="wp-block-gallery has-nested-images">'
    + image(1, "One. (Photo: Ilse Brandt)")
    + image(2)
    + '<figcaption class="blocks-gallery-caption">Both</figcaption></figure>'
)
ENTRIES = (
    '<li class="blocks-gallery-item"><figure><img src="1.jpg" alt="A1" data-id="1"/>'
    '<figcaption class="blocks-gallery-item__caption">One. (Photo: Ilse Brandt)</figcaption>'
    '</figure></li><li class="blocks-gallery-item"><figure><img src="2.jpg" alt="A2"'
    ' data-id="2"/></figure></li>'
)
LISTED = (
    f'<figure class="wp-block-gallery"><ul class="blocks-gallery-grid">{ENTRIES}</ul>'
    '<figcaption class="blocks-gallery-caption">Both</figcaption></figure>'
)
OLDEST = f'<ul class="wp-block-gallery">{ENTRIES}</ul><figcaption>Both</figcaption>'


@pytest.mark.parametrize("inner", [NESTED, LISTED, OLDEST])
def test_galleries_old_and_new(inner: str) -> None:
    found = converted(block("gallery", inner, ids=[1, 2]))

    assert found.html == '<div data-gallery="picture00001 picture00002"></div><p>Both</p>'
    first, second = found.pictures
    assert (first.attachment, first.alt, first.caption) == (1, "A1", "One.")
    assert first.credit is not None
    assert (second.attachment, second.caption, second.credit) == (2, "", None)
    assert found.losses == []


def test_quotes_and_pull_quotes() -> None:
    quote = (
        f'<blockquote class="wp-block-quote">{paragraph("Words")}<cite>Ilse</cite></blockquote>'
    )
    pulled = (
        '<figure class="wp-block-pullquote"><blockquote><p>Loud</p><cite>Jan</cite></blockquote>'
        "</figure>"
    )

    assert html(block("quote", quote) + block("pullquote", pulled)) == (
        "<blockquote><p>Words</p><p>— Ilse</p></blockquote><aside><p>Loud</p><p>— Jan</p></aside>"
    )


def test_lists_of_list_items() -> None:
    inner = block("list-item", "<li>b</li>")
    numbered = block("list", f'<ol start="2">{inner}</ol>')
    nested = block("list-item", f"<li>a{numbered}</li>")

    assert html(block("list", f"<ul>{nested}</ul>")) == (
        '<ul><li><p>a</p><ol start="2"><li><p>b</p></li></ol></li></ul>'
    )


def test_a_table_with_caption_head_and_foot() -> None:
    inner = (
        '<figure class="wp-block-table"><table><thead><tr><th>H</th></tr></thead>'
        "<tbody><tr><td>1</td></tr></tbody><tfoot><tr><td>F</td></tr></tfoot></table>"
        "<figcaption>Cap</figcaption></figure>"
    )

    assert html(block("table", inner)) == (
        '<table><caption>Cap</caption><thead><tr><th scope="col"><p>H</p></th></tr></thead>'
        "<tbody><tr><td><p>1</p></td></tr><tr><td><p>F</p></td></tr></tbody></table>"
    )


def test_code_preformatted_and_verse_keep_their_lines() -> None:
    text = (
        block("code", '<pre class="wp-block-code"><code>a\n  b &lt;</code></pre>')
        + block("preformatted", "<pre>c<br>d</pre>")
        + block("verse", '<pre class="wp-block-verse">e\nf</pre>')
    )

    assert html(text) == "<pre>a\n  b &lt;</pre><pre>c\nd</pre><pre>e\nf</pre>"


def test_separators_stay_and_spacers_and_dividers_go() -> None:
    text = (
        paragraph("a")
        + block("spacer", '<div style="height:9px"></div>')
        + block("more", "<!--more-->")
        + block("nextpage", "<!--nextpage-->")
        + block("separator", '<hr class="wp-block-separator"/>')
        + paragraph("b")
    )

    found = converted(text)

    assert found.html == "<p>a</p><hr><p>b</p>"
    assert found.losses == []


def test_columns_groups_and_media_texts_are_flattened() -> None:
    first = block("column", f"<div>{paragraph('a')}</div>")
    columns = f"<div>{first}{block('column', image(3))}</div>"
    media = (
        '<div class="wp-block-media-text"><figure class="wp-block-media-text__media">'
        f'<img src="4.jpg" alt=""/></figure><div>{paragraph("b")}</div></div>'
    )

    found = converted(block("columns", columns) + block("media-text", media, mediaId=4))

    assert found.html == "<p>a</p>" + figure(1, alt="A3") + figure(2) + "<p>b</p>"
    assert [use.attachment for use in found.pictures] == [3, 4]


@pytest.mark.parametrize(
    "background",
    [
        '<img class="wp-block-cover__image-background wp-image-8" alt="" src="c.jpg"/>',
        "<span></span>",
    ],
)
def test_a_cover_keeps_its_picture_and_its_text(background: str) -> None:
    inner = f'<div class="wp-block-cover">{background}<div>{paragraph("Over")}</div></div>'

    found = converted(block("cover", inner, url="c.jpg", id=8))

    assert found.html == figure(1) + "<p>Over</p>"
    assert [(use.attachment, use.src) for use in found.pictures] == [(8, "c.jpg")]


def test_buttons_and_files_become_links() -> None:
    button = block("button", '<div><a class="wp-block-button__link" href="/join">Join</a></div>')
    file = (
        '<div class="wp-block-file"><object data="/r.pdf"></object><a href="/r.pdf">Report</a>'
        '<a href="/r.pdf" class="wp-block-file__button" download>Download</a></div>'
    )

    found = converted(block("buttons", f"<div>{button}</div>") + block("file", file))

    assert found.html == '<p><a href="/join">Join</a></p><p><a href="/r.pdf">Report</a></p>'
    assert found.losses == []


@pytest.mark.parametrize("name", ["embed", "core-embed/youtube"])
def test_embeds_by_their_address(name: str) -> None:
    inner = (
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
        "https://youtu.be/abcdefghijk\n</div><figcaption>Seen</figcaption></figure>"
    )

    found = converted(block(name, inner, url="https://youtu.be/abcdefghijk"))

    assert found.html == (
        '<div data-embed="https://www.youtube.com/watch?v=abcdefghijk"></div><p>Seen</p>'
    )


def test_a_shortcode_block_is_understood() -> None:
    assert html(block("shortcode", '[gallery ids="1"]')) == (
        '<div data-gallery="picture00001"></div>'
    )


def test_footnotes_come_from_their_meta_value() -> None:
    notes = json.dumps([{"id": "n-1", "content": "See <em>Tides</em> &amp; more"}])
    text = paragraph(
        'Claim<sup data-fn="n-1" class="fn"><a href="#n-1" id="n-1-link">1</a></sup>.'
        '<sup data-fn="n-2" class="fn"><a href="#n-2">2</a></sup>'
    ) + void("footnotes")

    found = converted(text, footnotes=notes)

    assert found.html == (
        '<p>Claim<span data-footnote="">See <em>Tides</em> &amp; more</span>.</p>'
    )
    assert [loss.what for loss in found.losses] == ["The text of a footnote is not in the file."]


def test_a_footnote_never_stands_in_a_link_or_a_heading() -> None:
    text = block("html", '<p><a href="/x">a[mfn]N[/mfn]</a></p><h2>H[mfn]M[/mfn]</h2>')

    found = converted(text)

    assert found.html == (
        '<p><a href="/x">a</a><span data-footnote="">N</span></p><h2>H</h2><p>M</p>'
    )
    assert [loss.snippet for loss in found.losses] == ["M"]


def test_reusable_blocks_are_put_in_where_they_are_known() -> None:
    patterns = {5: paragraph("Reused") + void("block", ref=5)}

    found = converted(void("block", ref=5) + void("block", ref=6), patterns=patterns)

    assert found.html == "<p>Reused</p>"
    assert [loss.snippet for loss in found.losses] == [
        '<!-- wp:block {"ref": 5} /-->',
        '<!-- wp:block {"ref": 6} /-->',
    ]


def test_blocks_that_wordpress_fills_in_are_losses() -> None:
    query = block("query", f"<div>{void('post-title')}<p>None found</p></div>")

    found = converted(void("latest-posts") + query + paragraph("End"))

    assert found.html == "<p>End</p>"
    assert [loss.what.split("”")[0] for loss in found.losses] == [
        "The block “latest-posts",
        "The block “query",
    ]
    assert found.losses[1].snippet == "None found"


def test_the_text_of_an_unknown_block_is_kept() -> None:
    found = converted(block("acme/notice", '<div class="acme">Mind the <b>tide</b></div>'))

    assert found.html == "<p>Mind the <strong>tide</strong></p>"
    assert "“acme/notice” is not known here; its text was kept." in found.losses[0].what


@pytest.mark.parametrize(
    "text",
    [
        "<!-- wp:group --><div><!-- wp:paragraph --><p>a</p></div>",
        "<!-- /wp:group --><p>a</p><!-- wp:paragraph --><!-- /wp:paragraph -->",
        '<!-- wp:paragraph {"broken": -->\n<p>a</p>\n<!-- /wp:paragraph -->',
        "<!-- wp:core/paragraph --><p>a</p><!-- /wp:core/paragraph -->",
    ],
)
def test_blocks_that_do_not_match_lose_no_text(text: str) -> None:
    assert html(text) == "<p>a</p>"
