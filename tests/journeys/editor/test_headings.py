from playwright.sync_api import expect

from tests.journeys.editor.pen import Pen

BODY = '<p>Begin.</p><h2 id="the-summit">The summit</h2><p>End.</p>'


def test_enter_within_a_heading_leaves_the_id_with_the_first_part(pen: Pen) -> None:
    pen.open(BODY)

    pen.cursor_after("The")
    pen.press("Enter")

    assert pen.save() == ('<p>Begin.</p><h2 id="the-summit">The</h2><h2>summit</h2><p>End.</p>')


def test_enter_at_the_start_of_a_heading_leaves_the_id_with_its_words(pen: Pen) -> None:
    pen.open(BODY)

    pen.cursor_before("The summit")
    pen.press("Enter")
    pen.text.locator("p").nth(1).click()
    pen.write("Between.")

    assert pen.save() == (
        '<p>Begin.</p><p>Between.</p><h2 id="the-summit">The summit</h2><p>End.</p>'
    )


def test_enter_at_the_end_of_a_heading_begins_a_paragraph(pen: Pen) -> None:
    pen.open(BODY)

    pen.cursor_after("The summit")
    pen.press("Enter")
    pen.write("Next.")

    assert '<h2 id="the-summit">The summit</h2><p>Next.</p>' in pen.save()


def test_a_pasted_copy_of_a_heading_has_no_id(pen: Pen) -> None:
    pen.open(BODY)

    pen.cursor_before("Begin.")
    pen.paste(html='<h2 id="the-summit" data-pm-slice="0 0 []">The summit</h2>')

    saved = pen.save()
    assert saved.count("the-summit") == 1
    assert saved.startswith("<h2>The summit</h2><p>Begin.</p>")


def test_a_heading_that_is_cut_and_pasted_keeps_its_id(pen: Pen) -> None:
    pen.open(BODY)

    pen.text.locator("h2").click(click_count=3)
    pen.press("Control+x")
    pen.cursor_after("End.")
    pen.press("Enter")
    pen.paste(html='<h2 id="the-summit" data-pm-slice="0 0 []">The summit</h2>')

    assert '<p>End.</p><h2 id="the-summit">The summit</h2>' in pen.save()


def test_a_change_of_level_keeps_the_id(pen: Pen) -> None:
    pen.open(BODY)

    pen.cursor_after("The summit")
    pen.tool("block").select_option("Subsection")

    assert '<h3 id="the-summit">The summit</h3>' in pen.save()


def test_headings_end_at_level_four(pen: Pen) -> None:
    pen.open("<p>x</p>")

    labels = pen.tool("block").locator("option").all_text_contents()

    assert labels == ["Paragraph", "Section", "Subsection", "Minor heading"]


def test_a_paragraph_with_a_footnote_does_not_become_a_heading(pen: Pen) -> None:
    body = '<p>A claim<span data-footnote="">Its source</span>.</p>'
    pen.open(body)

    pen.cursor_after("A claim")
    pen.press("Control+Alt+2")

    expect(pen.page.get_by_text("A heading cannot hold a footnote")).to_be_visible()
    assert pen.save() == body


def test_a_list_item_leaves_its_list_to_become_a_heading(pen: Pen) -> None:
    pen.open("<ul><li><p>one</p></li></ul>")

    pen.cursor_after("one")
    pen.tool("block").select_option("Section")

    assert pen.save() == "<h2>one</h2>"
