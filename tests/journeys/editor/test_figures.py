import pytest
from playwright.sync_api import expect

from tests.journeys.editor.desk import Desk
from tests.journeys.editor.library import png
from tests.journeys.editor.pen import Pen

CAPTION = "The <em>caption</em> of picture 1."
FIGURE = (
    '<figure data-image="harbour00001" data-alt="Scene number 1">'
    f"<figcaption>{CAPTION}</figcaption></figure>"
)
BARE = '<figure data-image="harbour00001" data-alt=""><figcaption></figcaption></figure>'


def choose(pen: Pen, title: str) -> None:
    pen.dialog.locator(".picker-tile", has_text=title).first.click()


def button(pen: Pen, name: str) -> None:
    pen.text.locator("figure").first.hover()
    pen.text.get_by_role("button", name=name).first.click()


def test_a_picked_picture_comes_with_its_caption_and_alternative_text(pen: Pen) -> None:
    pen.open("<p>Before</p><p>After</p>")
    pen.cursor_after("Before")

    pen.tool("picture").click()
    choose(pen, "Picture 1")

    assert pen.save() == f"<p>Before</p>{FIGURE}<p>After</p>"


def test_picture_and_credit_are_shown_as_readers_see_them(pen: Pen) -> None:
    pen.open(FIGURE)

    figure = pen.text.locator("figure")

    expect(figure.locator("img")).to_have_attribute("src", "/picture/harbour00001.png")
    expect(figure.get_by_text("(Image Credit: Sofya Sandurskaya/TASS)")).to_be_visible()


def test_the_credit_cannot_be_edited_in_the_text(pen: Pen) -> None:
    pen.open(FIGURE)

    credit = pen.text.locator(".editor-figure__credit")

    assert credit.evaluate("(element) => element.isContentEditable") is False


def test_the_caption_takes_formatting_and_enter_goes_on_after_the_figure(pen: Pen) -> None:
    pen.open(FIGURE)
    pen.cursor_after("of picture 1.")

    pen.press("Control+b")
    pen.write("Bold")
    pen.press("Enter")
    pen.write("Next")

    changed = FIGURE.replace(CAPTION, f"{CAPTION}<strong>Bold</strong>")
    assert pen.save() == f"{changed}<p>Next</p>"


def test_replacing_keeps_caption_and_alternative_text(pen: Pen) -> None:
    pen.open(FIGURE)

    button(pen, "Replace")
    choose(pen, "Picture 2")

    assert pen.save() == FIGURE.replace("harbour00001", "bridge000002")


def test_replacing_offers_the_new_picture_s_own_where_they_were_empty(pen: Pen) -> None:
    pen.open(BARE)

    button(pen, "Replace")
    choose(pen, "Picture 2")

    assert pen.save() == (
        '<figure data-image="bridge000002" data-alt="Scene number 2">'
        "<figcaption>The <em>caption</em> of picture 2.</figcaption></figure>"
    )


def test_undo_brings_the_replaced_picture_back(pen: Pen) -> None:
    pen.open(FIGURE)
    button(pen, "Replace")
    choose(pen, "Picture 2")

    pen.tool("undo").click()

    assert pen.save() == FIGURE


def test_the_alternative_text_is_written_in_a_dialog(pen: Pen) -> None:
    pen.open(BARE)
    expect(pen.text.get_by_text("No alternative text yet")).to_be_visible()

    button(pen, "Alternative text")
    pen.dialog.get_by_label("What is to be seen").fill('Boats  at\n"rest"')
    pen.dialog.get_by_role("button", name="Save").click()

    expect(pen.text.get_by_text("No alternative text yet")).to_be_hidden()
    assert 'data-alt="Boats at &quot;rest&quot;"' in pen.save()


def test_an_alternative_text_that_equals_the_caption_is_remarked(pen: Pen) -> None:
    pen.open(
        '<figure data-image="harbour00001" data-alt="The harbour">'
        "<figcaption>The harbour</figcaption></figure>"
    )

    expect(pen.text.get_by_text("The alternative text equals the caption")).to_be_visible()


def test_a_missing_credit_is_remarked(pen: Pen, served: Desk) -> None:
    page_of_picture = "/admin/articles/image/7/change/"
    nothing = {"credit": "", "credit_line": "", "edit_url": page_of_picture}
    served.library.pictures["harbour00001"] |= nothing

    pen.open(FIGURE)

    expect(pen.text.get_by_text("No credit yet")).to_be_visible()
    link = pen.text.get_by_role("link", name="Open it")
    expect(link).to_have_attribute("href", page_of_picture)


def test_a_credit_given_elsewhere_shows_when_the_page_is_looked_at_again(
    pen: Pen, served: Desk
) -> None:
    served.library.pictures["harbour00001"] |= {"credit": "", "credit_line": ""}
    pen.open(FIGURE)
    expect(pen.text.get_by_text("No credit yet")).to_be_visible()

    given = {"credit": "A/B", "credit_line": "(Image Credit: A/B)"}
    served.library.pictures["harbour00001"] |= given
    pen.page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(pen.text.get_by_text("(Image Credit: A/B)")).to_be_visible()
    expect(pen.text.get_by_text("No credit yet")).to_be_hidden()


def test_a_click_below_a_figure_at_the_end_goes_on_with_a_paragraph(pen: Pen) -> None:
    pen.open(FIGURE)
    pen.text.locator("figure img").wait_for()

    pen.page.locator(".editor-footer").scroll_into_view_if_needed()
    box = pen.page.locator(".editor__page").bounding_box()
    pen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 10)
    pen.write("On")

    assert pen.save() == f"{FIGURE}<p>On</p>"


def test_arrow_keys_reach_the_place_before_a_figure(pen: Pen) -> None:
    pen.open(FIGURE)

    pen.cursor_before("The ")
    pen.press("ArrowLeft")
    pen.write("Before")

    assert pen.save() == f"<p>Before</p>{FIGURE}"


def test_a_figure_is_removed_by_keyboard_and_undo_brings_it_back(pen: Pen) -> None:
    pen.open(f"<p>Before</p>{FIGURE}")
    remove = pen.text.get_by_role("button", name="Remove")

    remove.focus()
    expect(remove).to_be_in_viewport()
    pen.press("Enter")
    expect(pen.text.locator("figure")).to_have_count(0)
    pen.press("Control+z")

    assert pen.save() == f"<p>Before</p>{FIGURE}"


def test_the_buttons_show_when_one_of_them_has_the_focus(pen: Pen) -> None:
    pen.open(FIGURE)
    tools = pen.text.locator(".editor-figure .editor-tools")
    pen.page.mouse.move(0, 0)
    expect(tools).to_have_css("opacity", "0")

    tools.get_by_role("button", name="Replace").focus()

    expect(tools).to_have_css("opacity", "1")


def test_a_key_that_the_library_does_not_know_shows_a_marked_box(pen: Pen) -> None:
    body = '<figure data-image="unknown00001" data-alt="x"><figcaption>Kept</figcaption></figure>'

    pen.open(body)

    expect(pen.text.get_by_text("not in the library (unknown00001)")).to_be_visible()
    assert pen.save() == body


def test_a_picture_without_a_file_shows_a_marked_box(pen: Pen, served: Desk) -> None:
    served.library.pictures["harbour00001"] |= {"missing": True}

    pen.open(FIGURE)

    expect(pen.text.get_by_text("This picture has no file to show.")).to_be_visible()
    assert pen.save() == FIGURE


@pytest.mark.parametrize(
    "block",
    [
        "<ul><li><p>Here</p></li><li><p>There</p></li></ul>",
        "<blockquote><p>Here</p><p>There</p></blockquote>",
        "<aside><p>Here</p></aside>",
        "<table><tbody><tr><td><p>Here</p></td><td><p>There</p></td></tr></tbody></table>",
    ],
)
def test_a_figure_goes_after_the_block_that_holds_the_cursor(pen: Pen, block: str) -> None:
    pen.open(f"{block}<p>End</p>")
    pen.cursor_after("Here")

    pen.tool("picture").click()
    choose(pen, "Picture 1")

    assert pen.save() == f"{block}{FIGURE}<p>End</p>"


def test_a_pasted_figure_goes_after_the_list(pen: Pen) -> None:
    block = "<ul><li><p>Here</p></li></ul>"
    pen.open(f"{block}<p>End</p>")
    pen.cursor_after("Here")

    pen.paste(html=f"<p>Words</p>{FIGURE}<p>More</p>")

    saved = "<ul><li><p>HereWords</p></li></ul>"
    assert pen.save() == f"{saved}{FIGURE}<p>More</p><p>End</p>"


def test_a_dropped_file_is_uploaded_and_shown_where_it_fell(pen: Pen, served: Desk) -> None:
    pen.open("<p>Before</p><p>After</p>")

    pen.drop(".editor-text p", "quay.png", "image/png", png("quay"))
    pen.text.locator("figure img").wait_for()

    assert [upload["file"] for upload in served.library.uploads] == ["quay.png"]
    assert pen.save() == f"<p>Before</p>{BARE}<p>After</p>".replace("harbour00001", "upload000001")


def test_a_pasted_picture_file_is_uploaded(pen: Pen, served: Desk) -> None:
    pen.open("<p>Before</p>")
    pen.cursor_after("Before")

    copied = '<meta charset="utf-8"><img src="https://elsewhere.example/a.png">'
    pen.paste(html=copied, files=[("image.png", "image/png", png("pasted"))])
    pen.text.locator("figure img").wait_for()

    assert len(served.library.uploads) == 1
    assert 'data-image="upload000001"' in pen.save()


def test_a_refused_upload_says_why_and_leaves_the_text_alone(pen: Pen, served: Desk) -> None:
    served.library.refusal = {"file": ["This file is not a picture."]}
    pen.open("<p>Before</p>")

    pen.drop(".editor-text p", "quay.png", "image/png", png("quay"))

    message = "quay.png was not uploaded. This file is not a picture."
    expect(pen.page.get_by_text(message)).to_be_visible()
    assert pen.save() == "<p>Before</p>"


def test_a_gallery_grows_turns_and_shrinks(pen: Pen) -> None:
    pen.open("<p>Before</p>")
    pen.cursor_after("Before")

    pen.tool("gallery").click()
    choose(pen, "Picture 1")
    pen.text.get_by_role("button", name="Add a picture").click()
    choose(pen, "Picture 2")
    pen.text.get_by_role("button", name="Add a picture").click()
    choose(pen, "Picture 3")
    pen.text.get_by_role("button", name="Move Picture 2 earlier").click()
    pen.text.get_by_role("button", name="Take Picture 1 out").click()

    assert pen.save() == '<p>Before</p><div data-gallery="bridge000002 market000003"></div>'


def test_an_embed_is_an_https_address(pen: Pen) -> None:
    pen.open("<p>Before</p>")
    pen.cursor_after("Before")

    pen.tool("embed").click()
    pen.dialog.get_by_label("Address").fill("http://video.example/1")
    pen.dialog.get_by_role("button", name="Insert").click()
    expect(pen.dialog.get_by_text("begins with https://")).to_be_visible()
    pen.dialog.get_by_label("Address").fill("video.example/1")
    pen.dialog.get_by_role("button", name="Insert").click()

    assert pen.save() == '<p>Before</p><div data-embed="https://video.example/1"></div>'
