import pytest

from articles.text.cleaning import clean

WORD = """<div class=WordSection1>
<p class=MsoNormal>Text<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title="">
<span class=MsoFootnoteReference><sup>[1]</sup></span></a> goes on<a href="#_ftn2"
name="_ftnref2"><sup>[2]</sup></a>.</p></div>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1"
name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> First <i>note</i>.</p>
<p class=MsoFootnoteText>More of it.</p></div>
<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2"
name="_ftn2">[2]</a> Second.</p></div></div>"""

LIBRE_OFFICE = """<p>Text<a class="sdfootnoteanc" name="sdfootnote1anc"
href="#sdfootnote1sym"><sup>1</sup></a>.</p><div id="sdfootnote1"><p class="sdfootnote-western"><a
class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>A note.</p></div>"""

GOOGLE_DOCS = """<p>Text<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr class="c3"><div>
<p class="c1"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> A note.</span></p></div>"""


def test_footnotes_of_word_stand_in_the_text():
    assert clean(WORD) == (
        '<p>Text<span data-footnote="">First <em>note</em>. More of it.</span> goes on'
        '<span data-footnote="">Second.</span>.</p>'
    )


@pytest.mark.parametrize("html", [LIBRE_OFFICE, GOOGLE_DOCS])
def test_footnotes_of_others_stand_in_the_text(html):
    assert clean(html) == '<p>Text<span data-footnote="">A note.</span>.</p>'


def test_endnotes_are_footnotes():
    html = '<p>a<a href="#_edn1">[i]</a></p><p><a href="#_ednref1">[i]</a> b</p>'

    assert clean(html) == '<p>a<span data-footnote="">b</span></p>'


def test_links_of_a_pasted_file_are_followed():
    html = (
        '<p>a<a href="file:///C:/x.htm#_ftn1">[1]</a></p>'
        '<p><a href="file:///C:/x.htm#_ftnref1">[1]</a> b</p>'
    )

    assert clean(html) == '<p>a<span data-footnote="">b</span></p>'


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ('<p>a<a href="#_ftn1">[1]</a></p>', "<p>a[1]</p>"),
        ('<p><a href="#_ftnref1">[1]</a> b</p>', "<p>[1] b</p>"),
        (
            '<p>a<a href="#_ftn1">[1]</a> <a href="#_ftnref1">[1]</a> b</p>',
            "<p>a[1] [1] b</p>",
        ),
        (
            '<p>a<a href="#_ftn1">[1]</a></p><div>b<p>c</p><a href="#_ftnref1">[1]</a></div>',
            "<p>a[1]</p><p>b</p><p>c</p><p>[1]</p>",
        ),
        (
            (
                '<p>a<a href="#_ftn1">1</a><a href="#_ftn2">2</a></p>'
                '<p><a href="#_ftnref1">1</a>b <a href="#_ftnref2">2</a>c</p>'
            ),
            "<p>a12</p><p>1b 2c</p>",
        ),
    ],
)
def test_a_note_that_cannot_be_told_apart_stays_as_text(html, cleaned):
    assert clean(html) == cleaned


def test_a_note_is_used_once():
    html = (
        '<p>a<a href="#_ftn1">[1]</a> b<a href="#_ftn1">[1]</a></p>'
        '<p><a href="#_ftnref1">[1]</a> note</p>'
    )

    assert clean(html) == '<p>a<span data-footnote="">note</span> b[1]</p>'


def test_notes_that_name_each_other_end():
    html = (
        '<p>a<a href="#_ftn1">[1]</a><a href="#_ftn2">[2]</a></p>'
        '<p><a href="#_ftnref1">[1]</a> one <a href="#_ftn2">[2]</a></p>'
        '<p><a href="#_ftnref2">[2]</a> two <a href="#_ftn1">[1]</a></p>'
    )

    assert clean(html) == (
        '<p>a<span data-footnote="">one [2]</span><span data-footnote="">two [1]</span></p>'
    )


def test_notes_that_only_name_each_other_stay_as_text():
    html = (
        '<p><a href="#_ftnref1">[1]</a> one <a href="#_ftn2">[2]</a></p>'
        '<p><a href="#_ftnref2">[2]</a> two <a href="#_ftn1">[1]</a></p>'
    )

    assert clean(html) == "<p>one [2]</p><p>two [1]</p>"


def test_other_links_within_a_page_stay():
    html = '<p><a href="#ftn">a</a> <a href="https://example.org/#_ftn1">b</a></p>'

    assert clean(html) == html
