"""Links, footnotes, marks, quotes and lists."""

from playwright.sync_api import expect

from tests.journeys.editor.pen import Pen

NOTE = '<p>A claim<span data-footnote="">Its <em>source</em></span>.</p>'


def test_a_link_gets_address_and_title(pen: Pen) -> None:
    pen.open("<p>See the report.</p>")
    pen.select("the report")

    pen.press("Control+k")
    pen.dialog.get_by_label("Address").fill("example.org/a")
    pen.dialog.get_by_text("More", exact=True).click()
    pen.dialog.get_by_label("Title", exact=True).fill("The report")
    pen.press("Enter")

    link = '<a href="https://example.org/a" title="The report">the report</a>'
    assert pen.save() == f"<p>See {link}.</p>"


def test_a_script_is_no_address(pen: Pen) -> None:
    pen.open("<p>See the report.</p>")
    pen.select("the report")

    pen.tool("link").click()
    pen.dialog.get_by_label("Address").fill("javascript:alert(1)")
    pen.dialog.get_by_role("button", name="Save").click()

    expect(pen.dialog.get_by_text("An address such as")).to_be_visible()


def test_a_link_to_one_of_our_articles_holds_its_key(pen: Pen) -> None:
    pen.open("<p>See the report.</p>")
    pen.select("the report")

    pen.tool("link").click()
    pen.dialog.get_by_label("Or to one of our articles").fill("mongolia")
    pen.dialog.get_by_role("button", name="Mongolia’s third neighbours").click()
    pen.dialog.get_by_role("button", name="Save").click()

    assert pen.save() == '<p>See <a data-article="mongolia0001">the report</a>.</p>'


def test_a_link_to_an_article_shows_its_title_when_it_is_opened(pen: Pen) -> None:
    pen.open('<p>See <a data-article="mongolia0001">the report</a>.</p>')
    pen.cursor_after("the rep")

    pen.tool("link").click()

    expect(pen.dialog.get_by_text("Our article: Mongolia’s third neighbours")).to_be_visible()


def test_a_link_without_selected_words_brings_its_own(pen: Pen) -> None:
    pen.open("<p>See </p>")
    pen.cursor_after("See")

    pen.write(" ")
    pen.tool("link").click()
    pen.dialog.get_by_label("Or to one of our articles").fill("mongolia")
    pen.dialog.get_by_role("button", name="Mongolia’s third neighbours").click()
    pen.dialog.get_by_role("button", name="Save").click()

    link = '<a data-article="mongolia0001">Mongolia’s third neighbours</a>'
    assert pen.save() == f"<p>See {link}</p>"


def test_a_link_is_removed(pen: Pen) -> None:
    pen.open('<p>See <a href="https://example.org/">the report</a>.</p>')
    pen.cursor_after("the rep")

    pen.tool("link").click()
    pen.dialog.get_by_role("button", name="Remove the link").click()

    assert pen.save() == "<p>See the report.</p>"


def test_a_footnote_is_written_in_a_dialog_with_marks(pen: Pen) -> None:
    pen.open("<p>A claim.</p>")
    pen.cursor_after("A claim")

    pen.tool("footnote").click()
    pen.dialog.get_by_role("textbox").wait_for()
    pen.write("Its ")
    pen.press("Control+i")
    pen.write("source")
    pen.press("Control+Enter")

    assert pen.save() == NOTE


def test_a_footnote_is_opened_from_the_list_below_the_text_and_changed(pen: Pen) -> None:
    pen.open(NOTE)

    pen.page.get_by_role("button", name="Its source").click()
    pen.dialog.get_by_role("textbox").wait_for()
    pen.write(", p. 3")
    pen.dialog.get_by_role("button", name="Save").click()

    assert pen.save() == NOTE.replace("source</em>", "source, p. 3</em>")


def test_enter_opens_the_selected_footnote(pen: Pen) -> None:
    pen.open(NOTE)
    pen.cursor_after("A claim")

    pen.press("ArrowRight", "Enter")

    expect(pen.dialog.get_by_text("Its source")).to_be_visible()


def test_a_footnote_that_is_left_with_escape_stays_as_it_was(pen: Pen) -> None:
    pen.open(NOTE)

    pen.page.get_by_role("button", name="Its source").click()
    pen.dialog.get_by_role("textbox").wait_for()
    pen.write("x")
    pen.press("Escape")
    expect(pen.page.locator("dialog")).to_have_count(0)

    assert pen.save() == NOTE


def test_an_emptied_footnote_is_removed(pen: Pen) -> None:
    pen.open(NOTE)

    pen.page.get_by_role("button", name="Its source").click()
    pen.dialog.get_by_role("textbox").wait_for()
    pen.press("Control+a", "Delete")
    pen.dialog.get_by_role("button", name="Save").click()

    assert pen.save() == "<p>A claim.</p>"


def test_marks_over_a_sentence_do_not_reach_into_its_footnotes(pen: Pen) -> None:
    pen.open(NOTE)

    pen.text.click()
    pen.press("Control+a", "Control+b")

    note = '<span data-footnote="">Its <em>source</em></span>'
    assert pen.save() == f"<p><strong>A claim{note}.</strong></p>"


def test_a_link_over_a_footnote_leaves_it_outside(pen: Pen) -> None:
    pen.open(NOTE)

    pen.text.click()
    pen.press("Control+a", "Control+k")
    pen.dialog.get_by_label("Address").fill("https://example.org/")
    pen.press("Enter")

    assert "A claim</a><span data-footnote" in pen.save()


def test_headings_and_captions_take_no_footnote(pen: Pen) -> None:
    pen.open('<h2 id="a">Heading</h2><p>Text</p>')

    pen.cursor_after("Heading")
    expect(pen.tool("footnote")).to_have_attribute("aria-disabled", "true")
    pen.cursor_after("Text")
    expect(pen.tool("footnote")).to_have_attribute("aria-disabled", "false")


def test_formatting_is_cleared_and_the_link_stays(pen: Pen) -> None:
    pen.open('<p><strong>a <em>b</em></strong> <a href="https://example.org/">c</a></p>')

    pen.text.click()
    pen.press("Control+a")
    pen.tool("clear").click()

    assert pen.save() == '<p>a b <a href="https://example.org/">c</a></p>'


def test_words_get_a_language(pen: Pen) -> None:
    pen.open("<p>the mot juste of it</p>")
    pen.select("mot juste")

    pen.tool("language").click()
    pen.dialog.get_by_label("Language code").fill("fr")
    pen.dialog.get_by_role("button", name="Save").click()

    assert pen.save() == '<p>the <span lang="fr">mot juste</span> of it</p>'


def test_a_paragraph_becomes_a_pull_quote_and_again_a_paragraph(pen: Pen) -> None:
    pen.open("<p>Words</p>")
    pen.cursor_after("Words")

    pen.tool("pullquote").click()
    quoted = pen.text.locator("aside p").count()
    pen.tool("pullquote").click()

    assert quoted == 1
    assert pen.save() == "<p>Words</p>"


def test_a_quote_names_its_source(pen: Pen) -> None:
    pen.open("<p>Words</p>")
    pen.cursor_after("Words")

    pen.tool("quote").click()
    pen.page.locator("[data-tool=source]").click()
    pen.dialog.get_by_label("Address of the source").fill("https://example.org/speech")
    pen.press("Enter")

    assert pen.save() == '<blockquote cite="https://example.org/speech"><p>Words</p></blockquote>'


def test_a_numbered_list_begins_where_it_should(pen: Pen) -> None:
    pen.open("<p></p>")
    pen.text.click()

    pen.write("1. One")
    pen.press("Enter")
    pen.write("Two")
    pen.page.locator("[data-tool=start]").click()
    pen.dialog.get_by_label("Begin with number").fill("7")
    pen.press("Enter")

    assert pen.save() == '<ol start="7"><li><p>One</p></li><li><p>Two</p></li></ol>'


def test_a_year_at_the_start_of_a_line_is_no_list(pen: Pen) -> None:
    pen.open("<p></p>")
    pen.text.click()

    pen.write("1990. And *stars* stay # stars")

    assert pen.save() == "<p>1990. And *stars* stay # stars</p>"


def test_a_rule_goes_between_paragraphs(pen: Pen) -> None:
    pen.open("<p>One</p><p>Two</p>")
    pen.cursor_after("One")

    pen.tool("rule").click()
    pen.write("x")

    assert pen.save() == "<p>One</p><hr><p>xTwo</p>"
