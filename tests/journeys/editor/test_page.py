"""The toolbar, the page around the editor, accessibility, the field for one picture."""

import pytest
from playwright.sync_api import Browser, expect

from tests.articles.text.samples import SAMPLE
from tests.journeys.accessibility import violations
from tests.journeys.editor.desk import Desk
from tests.journeys.editor.pen import Pen


def test_each_tool_has_a_name_and_a_tooltip(pen: Pen) -> None:
    pen.open("<p>x</p>")

    tools = pen.page.locator(".editor__head [data-tool]").all()

    assert len(tools) > 20
    assert all(tool.get_attribute("aria-label") and tool.get_attribute("title") for tool in tools)


def test_the_toolbar_is_one_stop_with_arrow_keys_inside(pen: Pen) -> None:
    pen.open("<p>x</p>")
    pen.text.click()

    pen.press("Alt+F10", "ArrowRight", "ArrowRight")
    expect(pen.tool("italic")).to_be_focused()
    pen.press("End")
    expect(pen.tool("help")).to_be_focused()
    pen.press("Escape")

    expect(pen.text).to_be_focused()
    assert pen.page.locator(".editor-toolbar").first.locator("[tabindex='0']").count() == 1


def test_a_pressed_tool_says_so(pen: Pen) -> None:
    pen.open("<p>plain <strong>bold</strong></p>")

    pen.cursor_after("bol")
    expect(pen.tool("bold")).to_have_attribute("aria-pressed", "true")
    pen.cursor_after("pla")
    expect(pen.tool("bold")).to_have_attribute("aria-pressed", "false")


SHORTCUTS = {
    "Control+b": "<p><strong>{}</strong></p>",
    "Control+i": "<p><em>{}</em></p>",
    "Control+Shift+S": "<p><s>{}</s></p>",
    "Control+,": "<p><sub>{}</sub></p>",
    "Control+.": "<p><sup>{}</sup></p>",
    "Control+Alt+3": "<h3>{}</h3>",
    "Control+Shift+Digit8": "<ul><li><p>{}</p></li></ul>",
    "Control+Shift+Digit7": "<ol><li><p>{}</p></li></ol>",
    "Control+Shift+B": "<blockquote><p>{}</p></blockquote>",
    "Control+Alt+q": "<aside><p>{}</p></aside>",
}


def test_shortcuts(pen: Pen) -> None:
    words = [f"words{number}" for number in range(len(SHORTCUTS))]
    pen.open("".join(f"<p>{word}</p>" for word in words))

    for word, keys in zip(words, SHORTCUTS, strict=True):
        pen.select(word)
        pen.press(keys)

    forms = zip(words, SHORTCUTS.values(), strict=True)
    assert pen.save() == "".join(form.format(word) for word, form in forms)


def test_the_shortcuts_are_listed(pen: Pen) -> None:
    pen.open("<p>x</p>")

    pen.tool("help").click()

    expect(pen.dialog.get_by_text("Ctrl+Alt+F", exact=True)).to_be_visible()


def test_the_toolbar_stays_in_sight_in_a_long_text(pen: Pen) -> None:
    pen.open("<p>line</p>" * 200)

    pen.page.mouse.wheel(0, 6000)

    expect(pen.tool("bold")).to_be_in_viewport()


def test_the_cursor_is_not_hidden_by_the_toolbar(pen: Pen) -> None:
    pen.open("<p>line</p>" * 100 + "<p>last</p>")
    pen.cursor_after("last")

    for _ in range(60):
        pen.press("ArrowUp")

    bottom = pen.page.locator(".editor__head").bounding_box()
    top = pen.page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().top")
    assert top > bottom["y"] + bottom["height"]


def test_typing_tells_the_form_that_something_changed(pen: Pen) -> None:
    pen.open("<p>x</p>")
    pen.page.evaluate(
        "document.querySelector('form').addEventListener('input',"
        " ({target}) => { window.heard = target.value })"
    )

    pen.cursor_after("x")
    pen.write("y")

    pen.page.wait_for_function("() => window.heard === '<p>xy</p>'")


def test_a_script_that_submits_the_form_sends_the_newest_text(pen: Pen, served: Desk) -> None:
    pen.open("<p>x</p>")
    pen.cursor_after("x")

    pen.write("y")
    pen.page.evaluate("document.querySelector('form').submit()")
    pen.page.get_by_text("Saved").wait_for()

    assert served.cleaned == "<p>xy</p>"


def test_an_emptied_text_is_empty(pen: Pen) -> None:
    pen.open("<p>x</p>")
    pen.text.click()

    pen.press("Control+a", "Delete")

    assert pen.save() == ""


def test_the_label_leads_into_the_text(pen: Pen) -> None:
    pen.open("<p>x</p>")

    pen.page.locator("label", has_text="Text").click()

    expect(pen.text).to_be_focused()
    expect(pen.page.get_by_role("textbox", name="Text")).to_be_visible()
    expect(pen.text).to_have_accessible_description("What readers read.")


def test_remarks_lead_to_their_place(pen: Pen) -> None:
    pen.open(
        '<p>Begin</p><h4 id="a">Deep</h4><p>Click <a href="https://example.org/">here</a></p>'
    )

    pen.page.get_by_text("2 remarks").click()
    pen.page.get_by_role("button", name="“Deep” is a heading 4").click()
    pen.write("x")

    expect(pen.page.get_by_text("The link “here” does not say where it leads.")).to_be_visible()
    assert '<h4 id="a">xDeep</h4>' in pen.save()


def test_without_scripts_the_textarea_is_there(browser: Browser, served: Desk) -> None:
    served.body = "<p>x</p>"
    served.lead = "harbour00001"
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address)

    page.locator("textarea").fill("<p>y</p>")
    page.locator("input[name=_save]").click()
    page.get_by_text("Saved").wait_for()
    context.close()

    assert served.cleaned == "<p>y</p>"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(audited: Pen, served: Desk, theme: str) -> None:
    served.theme = theme
    audited.page.emulate_media(color_scheme=theme)
    audited.open(SAMPLE)
    audited.text.locator("figure").first.wait_for()
    audited.page.locator(".editor-footer summary").click()

    assert violations(audited.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialogs(audited: Pen, served: Desk, theme: str) -> None:
    served.theme = theme
    audited.page.emulate_media(color_scheme=theme)
    audited.open("<p>Words</p>")
    audited.cursor_after("Words")

    found = [
        violations_in(audited, tool)
        for tool in ("picture", "link", "footnote", "table", "embed", "help")
    ]

    assert found == [[]] * 6


def violations_in(pen: Pen, tool: str) -> list[str]:
    pen.tool(tool).click()
    pen.dialog.wait_for()
    if tool == "picture":
        pen.dialog.locator(".picker-tile").first.wait_for()
    found = violations(pen.page)
    pen.dialog.get_by_role("button", name="Close").click()
    return found


def test_nothing_is_wider_than_a_phone(pen: Pen) -> None:
    pen.open(SAMPLE)
    pen.text.locator("figure").first.wait_for()

    widths = {}
    for width in (320, 360, 768):
        pen.page.set_viewport_size({"width": width, "height": 700})
        widths[width] = pen.page.evaluate("document.documentElement.scrollWidth")

    assert widths == {320: 320, 360: 360, 768: 768}


def test_a_picture_field_shows_picture_and_credit(pen: Pen, served: Desk) -> None:
    served.lead = "harbour00001"

    pen.open()

    field = pen.page.locator("[data-picture-field]")
    expect(field.locator("img")).to_have_attribute("src", "/picture/harbour00001.png")
    expect(field.get_by_text("(Image Credit: Sofya Sandurskaya/TASS)")).to_be_visible()


def test_a_picture_field_takes_another_picture_and_gives_it_back(pen: Pen, served: Desk) -> None:
    served.lead = "harbour00001"
    pen.open()
    field = pen.page.locator("[data-picture-field]")

    field.get_by_role("button", name="Replace").click()
    pen.dialog.locator(".picker-tile", has_text="Picture 2").click()
    expect(field.locator("input")).to_have_value("bridge000002")
    field.get_by_role("button", name="Remove").click()

    expect(field.locator("input")).to_have_value("")
    expect(field.get_by_role("button", name="Choose a picture")).to_be_focused()


def test_a_picture_field_marks_a_key_that_is_not_known(pen: Pen, served: Desk) -> None:
    served.lead = "unknown00001"

    pen.open()

    expect(pen.page.get_by_text("This picture is no longer in the library.")).to_be_visible()


def test_a_dialog_begins_with_its_first_field(pen: Pen) -> None:
    pen.open("<p>x</p>")
    pen.cursor_after("x")

    pen.tool("table").click()
    expect(pen.dialog.get_by_label("Rows")).to_be_focused()
    pen.write("1")
    pen.press("Enter")
    expect(pen.text.locator("table tr")).to_have_count(1)

    pen.select("x")
    pen.press("Control+k")
    expect(pen.dialog.get_by_label("Address")).to_be_focused()


def test_no_row_of_the_toolbar_begins_with_a_line(pen: Pen) -> None:
    pen.page.set_viewport_size({"width": 700, "height": 800})
    pen.open("<p>x</p>")

    bar = pen.page.locator(".editor-toolbar").first.bounding_box()
    groups = pen.page.locator(".editor__head .editor-toolbar__group").all()
    boxes = [group.bounding_box() for group in groups if group.is_visible()]
    firsts = [
        box for box, before in zip(boxes[1:], boxes, strict=False) if box["y"] > before["y"] + 9
    ]

    # The line is the first pixel of a group, and outside the bar where a row begins.
    assert firsts
    assert all(box["x"] < bar["x"] for box in firsts)


def test_a_toolbar_with_more_than_fits_shows_it(pen: Pen) -> None:
    pen.page.set_viewport_size({"width": 360, "height": 640})
    pen.open("<p>x</p>")

    bar = pen.page.locator(".editor-toolbar").first

    assert bar.evaluate("e => e.scrollWidth > e.clientWidth")
    assert "linear-gradient" in bar.evaluate("e => getComputedStyle(e).backgroundImage")
