import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.cleaning import clean
from articles.text.outline import Heading, headings, reading_minutes, with_ids
from tests.articles.text.markup import HTML
from tests.articles.text.samples import SAMPLE


def test_headings_are_listed_in_their_order():
    html = '<h2 id="a">One <em>two</em> &amp;&nbsp;three</h2><p>x</p><h4>Four</h4>'

    assert headings(html) == [Heading(2, "a", "One two & three"), Heading(4, "", "Four")]


def test_a_heading_without_an_id_gets_one_of_its_text():
    html = "<h2>What the <em>Treaty</em> says: 5 points</h2><p>x</p>"

    assert with_ids(html) == html.replace("<h2>", '<h2 id="what-the-treaty-says-5-points">')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Élysée", "elysee"),
        ("Улаанбаатар", "section"),
        ("中文", "section"),
        ("?!", "section"),
        ("Comments", "comments-2"),
    ],
)
def test_an_id_is_an_ascii_slug(text, found):
    assert with_ids(f"<h3>{text}</h3>") == f'<h3 id="{found}">{text}</h3>'


def test_a_long_heading_gets_a_short_id():
    html = with_ids(f"<h2>{'word ' * 100}</h2>")

    assert len(headings(html)[0].id) <= 180


def test_doubles_are_numbered():
    html = "<h2>A</h2><h2>A</h2><h3>A</h3><h2>Б</h2><h2>В</h2>"

    assert [heading.id for heading in headings(with_ids(html))] == [
        "a", "a-2", "a-3", "section", "section-2",
    ]  # fmt: skip


def test_present_ids_stay_and_their_doubles_change():
    html = '<h2>A</h2><h2 id="a">B</h2><h2 id="a">C</h2><h2 id="Ünï">D</h2><h2 id="a-2">E</h2>'

    assert [heading.id for heading in headings(with_ids(html))] == [
        "a-3", "a", "c", "Ünï", "a-2",
    ]  # fmt: skip


def test_nothing_but_ids_is_changed():
    html = with_ids(SAMPLE)

    assert html == SAMPLE.replace("<h4>", '<h4 id="no-id-yet">')
    assert clean(html) == html


@settings(deadline=None)
@given(HTML)
def test_each_heading_has_an_id_of_its_own(html):
    body = with_ids(clean(html))

    found = [heading.id for heading in headings(body)]
    assert all(found)
    assert len(set(found)) == len(found)
    assert with_ids(body) == body
    assert clean(body) == body


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (180, 1), (181, 2), (360, 2), (949, 6)]
)
def test_reading_takes_a_minute_for_180_words(words, minutes):
    assert reading_minutes(f"<p>{'word ' * words}</p>") == minutes


def test_headings_captions_lists_cells_and_footnotes_are_read():
    html = (
        f"<h2>{'a ' * 40}</h2><figure data-image='x'><figcaption>{'b ' * 40}</figcaption></figure>"
        f"<ul><li><p>{'c ' * 40}</p></li></ul><table><tbody><tr><td>{'d ' * 40}</td></tr></tbody>"
        f"</table><p>e<span data-footnote=''>{'f ' * 19}</span></p>"
    )

    assert reading_minutes(html.replace("'", '"')) == 1
    assert reading_minutes(html.replace("'", '"') + "<p>g</p>") == 2


def test_blocks_and_breaks_divide_words_and_marks_do_not():
    html = "<p>a<br>b</p>" * 89 + "<p>c<em>d</em></p>" + "<p>e</p>"

    assert reading_minutes(html) == 1
    assert reading_minutes(html + "<p>f</p>") == 2


def test_signs_alone_are_no_words():
    assert reading_minutes(f"<p>{'– ' * 300}</p>") == 1


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("中" * 500, "zh", 1),
        ("中" * 501, "zh-Hant", 2),
        ("あ" * 501, "ja", 2),
        ("中" * 501, "en", 2),
        ("한국어 " * 180, "en", 1),
        ("한국어 " * 180, "ko", 2),
        ("中" * 250 + " word" * 90, "zh", 1),
        ("中" * 250 + " word" * 91, "zh", 2),
    ],
)
def test_chinese_japanese_and_korean_are_read_by_the_character(text, language, minutes):
    assert reading_minutes(f"<p>{text}</p>", language) == minutes


@settings(deadline=None)
@given(st.text(), st.sampled_from(["en", "ko", "", "x-y"]))
def test_reading_takes_at_least_a_minute(text, language):
    assert reading_minutes(clean(text), language) >= 1
