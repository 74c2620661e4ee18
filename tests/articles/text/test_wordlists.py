import pytest

from articles.text.cleaning import clean


def item(level: int, marker: str, text: str) -> str:
    return (
        f"<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level{level} lfo1'>"
        "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{marker}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
        f"<![endif]>{text}<o:p></o:p></p>\n"
    )


def test_paragraphs_with_bullets_become_a_list():
    html = item(1, "·", "One") + item(1, "·", "<b>Two</b>") + "<p class=MsoNormal>Text</p>"

    assert clean(html) == (
        "<ul><li><p>One</p></li><li><p><strong>Two</strong></p></li></ul><p>Text</p>"
    )


@pytest.mark.parametrize("marker", ["1.", "1)", "(1)", "a.", "iv."])
def test_paragraphs_with_numbers_become_an_ordered_list(marker):
    assert clean(item(1, marker, "One")) == "<ol><li><p>One</p></li></ol>"


def test_numbers_go_on_where_they_were():
    assert clean(item(1, "4.", "Four")) == '<ol start="4"><li><p>Four</p></li></ol>'


def test_levels_are_nested():
    html = (
        item(1, "1.", "a")
        + item(2, "o", "b")
        + item(3, "§", "c")
        + item(2, "o", "d")
        + item(1, "2.", "e")
    )

    assert clean(html) == (
        "<ol><li><p>a</p><ul><li><p>b</p><ul><li><p>c</p></li></ul></li><li><p>d</p></li></ul>"
        "</li><li><p>e</p></li></ol>"
    )


def test_another_kind_of_marker_begins_another_list():
    html = item(1, "·", "a") + item(1, "1.", "b")

    assert clean(html) == "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>"


def test_text_between_ends_a_list():
    html = item(1, "·", "a") + "text" + item(1, "·", "b")

    assert clean(html) == "<ul><li><p>a</p></li></ul><p>text</p><ul><li><p>b</p></li></ul>"


def test_a_list_paragraph_without_marker_is_a_paragraph():
    html = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>a</p>"

    assert clean(html) == "<p>a</p>"


def test_languages_of_the_spelling_check_are_dropped():
    html = "<p class=MsoNormal><span lang=EN-US style='mso-ansi-language:EN-US'>a</span></p>"

    assert clean(html) == "<p>a</p>"


def test_languages_stay_where_word_wrote_nothing():
    html = '<p><span lang="en-US">MsoNormal mso-list:l0 level1</span></p>'

    assert clean(html) == html


def test_a_page_of_word_comes_out_without_its_styles():
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator>'
        "<style><!-- p.MsoNormal {mso-style-unhide:no} --></style><!--[if gte mso 9]><xml><w:X>"
        "</w:X></xml><![endif]--></head><body lang=EN-GB style='tab-interval:36.0pt'>"
        "<h1>Title<o:p></o:p></h1><p class=MsoNormal align=center style='margin:0'><b"
        " style='mso-bidi-font-weight:normal'>Bold</b>\n<st1:place>place</st1:place><o:p>&nbsp;"
        "</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><table class=MsoTableGrid border=1>"
        "<tr><td width=10 valign=top style='border:solid'><p class=MsoNormal>cell</p></td></tr>"
        "</table></body></html>"
    )

    assert clean(html) == (
        "<h2>Title</h2><p><strong>Bold</strong> place</p>"
        "<table><tbody><tr><td><p>cell</p></td></tr></tbody></table>"
    )
