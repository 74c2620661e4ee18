from articles.text.cleaning import clean
from articles.wordpress.markup import PictureUse, convert, rewrite_links
from tests.articles.wordpress.conversions import converted, figure, html

ARTICLE = """The ferries of Valmar were welcomed on May 3, defying a notice of the port (PA).

“We are pleased,” the pilot said.

<h2>Ferries and tides</h2>

The captains also met.

[caption id="attachment_12" align="aligncenter" width="1024"]<img class="size-large wp-image-12" \
src="https://valmar.test/wp-content/uploads/2024/05/quay-1024x683.jpg" \
alt="Two captains at the quay" width="1024" height="683" /> \
The captains Brandt and de Vries. (Image Credit: Ilse Brandt/TASS)[/caption]

Later they left.

<h2>Why the pilots waited</h2>

[caption id="attachment_13" align="aligncenter" width="1024"]<img class="size-large wp-image-13" \
src="https://valmar.test/wp-content/uploads/2024/05/hall.jpg" alt="A hall" width="1024" \
height="683" /> The hall at the palace. (Image Credit: Kremlin)[/caption]

It took 95% of the day &amp; the night."""


def test_an_article_of_the_classic_editor_comes_out_whole() -> None:
    found = converted(ARTICLE)

    assert found.html == (
        "<p>The ferries of Valmar were welcomed on May 3, defying a notice of the port (PA).</p>"
        "<p>“We are pleased,” the pilot said.</p>"
        "<h2>Ferries and tides</h2><p>The captains also met.</p>"
        + figure(1, alt="Two captains at the quay", caption="The captains Brandt and de Vries.")
        + "<p>Later they left.</p><h2>Why the pilots waited</h2>"
        + figure(2, alt="A hall", caption="The hall at the palace.")
        + "<p>It took 95% of the day &amp; the night.</p>"
    )
    assert found.losses == []


def test_caption_credit_and_alternative_text_of_a_picture_are_apart() -> None:
    first, second = converted(ARTICLE).pictures

    assert (first.attachment, first.key) == (12, "picture00001")
    assert first.src == "https://valmar.test/wp-content/uploads/2024/05/quay-1024x683.jpg"
    assert (first.alt, first.caption) == (
        "Two captains at the quay",
        "The captains Brandt and de Vries.",
    )
    assert first.credit is not None
    assert (first.credit.photographer, first.credit.agency) == ("Ilse Brandt", "TASS")
    assert second.credit is not None
    assert (second.credit.photographer, second.credit.agency) == ("", "Kremlin")
    assert not first.unclear
    assert not second.unclear


def test_cleaning_keeps_all_of_it() -> None:
    cleaned = clean(html(ARTICLE))

    assert cleaned.count("<p>") == 5
    assert cleaned.count("<h2") == 2
    assert cleaned.count("<figure data-image=") == 2
    assert clean(cleaned) == cleaned


def test_resolve_may_fill_in_the_alternative_text() -> None:
    def resolve(use: PictureUse) -> str:
        use.alt = use.alt or "From the library"
        return "picture00001"

    found = convert('<img src="a.jpg">', resolve=resolve)

    assert found.html == figure(1, alt="From the library")


def test_empty_lines_make_paragraphs_and_line_ends_breaks() -> None:
    text = "One\ntwo\r\n\r\nthree\n \nfour<br />\nfive<br><br>six"

    assert html(text) == "<p>One<br>two</p><p>three</p><p>four<br>five</p><p>six</p>"


def test_a_mark_over_two_paragraphs_is_set_in_both() -> None:
    text = "A <strong>b\n\nc</strong> d"

    assert html(text) == "<p>A <strong>b</strong></p><p><strong>c</strong> d</p>"


def test_texts_already_in_paragraphs_stay_so() -> None:
    text = (
        "<p>One</p>\n\n<p>two</p>\n<blockquote>\n\nthree\n\nfour</blockquote>\n<hr />\n"
        "<div>five</div>"
    )

    assert html(text) == (
        "<p>One</p><p>two</p><blockquote><p>three</p><p>four</p></blockquote><hr><p>five</p>"
    )


def test_preformatted_text_is_untouched() -> None:
    text = "a\n<pre>one\n\n  two <b>x</b> &lt;\n</pre>\nb"

    assert html(text) == "<p>a</p><pre>one\n\n  two x &lt;</pre><p>b</p>"


def test_a_link_in_preformatted_text_is_a_loss() -> None:
    found = converted('<pre>see <a href="https://valmar.test/">Valmar</a></pre>')

    assert found.html == "<pre>see Valmar</pre>"
    assert found.losses[0].snippet == '<a href="https://valmar.test/">Valmar</a>'


def test_what_an_abbreviation_stands_for_is_a_loss() -> None:
    found = converted('The <abbr title="Port Authority">PA</abbr> said')

    assert found.html == "<p>The PA said</p>"
    assert [loss.snippet for loss in found.losses] == ["PA: Port Authority"]


def test_lists_hold_paragraphs_and_nested_lists() -> None:
    text = '<ol start="3">\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n'

    assert html(text) == (
        '<ol start="3"><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ol>'
    )


def test_a_list_directly_in_a_list_belongs_to_the_entry_before() -> None:
    assert html("<ul><li>a</li><ul><li>b</li></ul></ul>") == (
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"
    )


def test_a_heading_of_level_one_moves_all_down() -> None:
    assert html("<h1>A</h1><h2 id='b'>B</h2><h3>C</h3><h6>D</h6>") == (
        '<h2>A</h2><h3 id="b">B</h3><h4>C</h4><h4>D</h4>'
    )


def test_without_level_one_headings_keep_theirs_down_to_four() -> None:
    assert html("<h2>A</h2><h4>B</h4><h5>C</h5>") == "<h2>A</h2><h4>B</h4><h4>C</h4>"


def test_inline_marks() -> None:
    text = (
        "<b>a</b> <i>b</i> <del>c</del> <sub>d</sub><sup>e</sup> <tt>f</tt> <u>g</u> <q>h</q>"
        ' <font color="red">i</font> <span style="x">j</span> <b> </b>'
    )

    assert html(text) == (
        "<p><strong>a</strong> <em>b</em> <s>c</s> <sub>d</sub><sup>e</sup> <code>f</code> g “h”"
        " i j</p>"
    )


def test_foreign_words_keep_their_language_and_the_sites_own_is_dropped() -> None:
    text = (
        '<p lang="mn">Сайн</p>'
        '<p><span lang="en-GB">a</span> <span dir="rtl" lang="ar">ب</span></p>'
    )

    assert html(text, language="en-US") == (
        '<p><span lang="mn">Сайн</span></p><p>a <span lang="ar" dir="rtl">ب</span></p>'
    )


def test_links_are_collected_once_each_and_left_as_they_are() -> None:
    old = '<a href="/old/?a=1&amp;b=2">x</a>'
    text = f'{old} <a href="http://valmar.test/y" title="T">y</a> {old}'

    found = converted(text)

    assert found.links == ["/old/?a=1&b=2", "http://valmar.test/y"]
    assert '<a href="/old/?a=1&amp;b=2">x</a>' in found.html
    assert '<a href="http://valmar.test/y" title="T">y</a>' in found.html


def test_a_link_to_a_place_that_is_gone_is_a_loss() -> None:
    links = '<a href="#here">a</a> <a href="#gone">b</a>'

    found = converted(f'<h2 id="here">H</h2><p id="gone">x</p>{links}')

    assert [loss.snippet for loss in found.losses] == ["#gone"]


def test_scripts_never_come_through() -> None:
    text = (
        '<a href="javascript:x()">a</a><script>x()</script><p onclick="x()">b</p>'
        "<img src=x onerror=x()>"
    )

    found = converted(text)

    assert found.html == "<p>a</p><p>b</p>" + figure(1)
    assert [loss.what for loss in found.losses] == ["A script was left out."]


def test_text_after_a_comment_that_never_ends_is_kept_and_reported() -> None:
    found = converted("a\n\n<!-- b <em>c</em>")

    assert found.html == "<p>a</p><p>b <em>c</em></p>"
    assert "never closed" in found.losses[0].what


def test_dividers_are_dropped() -> None:
    text = "a<!--more Read on-->b\n\n<!--nextpage-->\n\nc<!-- note -->d"

    found = converted(text)

    assert found.html == "<p>a</p><p>b</p><p>cd</p>"
    assert found.losses == []


def test_control_characters_are_dropped() -> None:
    assert html("a\x00b\x08c\ud800&#0;") == "<p>abc\ufffd</p>"


def test_empty_text_is_empty() -> None:
    assert html("") == html("\n\n<p>&nbsp;</p>\n<p><br></p>") == ""


def test_definition_lists_and_folded_sections_become_paragraphs() -> None:
    found = converted("<dl><dt>T</dt><dd>D</dd></dl><details><summary>S</summary>x</details>")

    assert found.html == "<p><strong>T</strong></p><p>D</p><p><strong>S</strong></p><p>x</p>"
    assert [loss.what for loss in found.losses] == ["A section that folds open is shown open."]


def test_forms_lose_their_fields_aloud() -> None:
    found = converted('<form><label>Name <input name="n"></label></form>')

    assert found.html == "<p>Name</p>"
    assert len(found.losses) == 2


def test_who_is_quoted_stands_after_the_quote() -> None:
    assert html('<blockquote cite="https://v.test">Words <cite>Ilse</cite></blockquote>') == (
        '<blockquote cite="https://v.test"><p>Words</p><p>— Ilse</p></blockquote>'
    )


def test_very_deep_nesting_loses_no_text_and_no_picture() -> None:
    found = converted("<div><b><ul><li>" * 400 + 'deep<img src="a.jpg">')

    assert "deep" in found.html
    assert len(found.pictures) == 1


def test_links_to_our_articles_are_rewritten() -> None:
    text = (
        '<p><a href="https://valmar.test/a/?x=1&amp;y=2" title="T">a</a> <a href="/b">b</a>'
        ' <a href="/c" title="C">c</a></p>'
    )
    targets = {"https://valmar.test/a/?x=1&y=2": "article:abcdefghij12", "/c": "/d?e&f"}

    assert rewrite_links(text, targets.get) == (
        '<p><a data-article="abcdefghij12">a</a> <a href="/b">b</a>'
        ' <a href="/d?e&amp;f" title="C">c</a></p>'
    )
