"""Several files at once, and files that the library has already."""

from threading import Event

import pytest
from playwright.sync_api import expect

from tests.journeys.editor.desk import Desk
from tests.journeys.editor.library import png
from tests.journeys.editor.pen import Pen

FIRST = "harbour00001"


def titles(pen: Pen, served: Desk) -> list[str]:
    """Of the pictures of the text, in its order."""
    saved = pen.save()
    found = [(saved.find(key), one["title"]) for key, one in served.library.pictures.items()]
    return [title for place, title in sorted(found) if place != -1]


def test_several_files_stand_in_their_order_whichever_comes_first(pen: Pen, served: Desk) -> None:
    served.library.held["a.png"] = Event()
    pen.open("<p>Before</p><p>After</p>")

    pen.drop_pictures(".editor-text p", "a.png", "b.png", "c.png")
    lines = pen.text.locator(".editor-uploading")
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text("Uploading a.png")
    expect(pen.text.get_by_role("progressbar", name="Uploading a.png")).to_be_visible()
    expect(pen.text.get_by_role("progressbar").nth(2)).to_have_js_property("value", 1)
    served.library.held["a.png"].set()

    expect(pen.text.locator("figure")).to_have_count(3)
    expect(lines).to_have_count(0)
    assert titles(pen, served) == ["a.png", "b.png", "c.png"]


def test_one_file_that_is_refused_stops_no_other(pen: Pen, served: Desk) -> None:
    served.library.refused = {"words.png"}
    pen.open("<p>Before</p>")

    pen.drop_pictures(".editor-text p", "a.png", "words.png", "b.png")

    message = "words.png was not uploaded. This file is not a picture."
    expect(pen.page.get_by_text(message)).to_be_visible()
    expect(pen.text.locator("figure")).to_have_count(2)
    assert titles(pen, served) == ["a.png", "b.png"]


def test_a_file_that_is_no_picture_is_named_and_the_page_stays(pen: Pen, served: Desk) -> None:
    served.library.refused = {"list.pdf"}
    pen.open("<p>Before</p>")

    pen.drop(".editor-text p", "list.pdf", "application/pdf", b"%PDF")

    expect(pen.page.get_by_text("list.pdf was not uploaded.")).to_be_visible()
    assert pen.save() == "<p>Before</p>"


@pytest.mark.parametrize(
    ("answer", "uploaded", "shown"),
    [("Use that one", 0, [FIRST]), ("Keep both", 1, ["upload000001"]), ("Cancel", 0, [])],
)
def test_a_file_that_is_there_already_is_asked_about(
    pen: Pen, served: Desk, answer: str, uploaded: int, shown: list[str]
) -> None:
    served.library.twins = {"quay.png": FIRST}
    pen.open("<p>Before</p>")

    pen.drop_pictures(".editor-text p", "quay.png")
    expect(pen.dialog).to_contain_text("This picture is in the library already: “Picture 1”.")
    pen.dialog.get_by_role("button", name=answer).click()
    expect(pen.text.locator(".editor-uploading")).to_have_count(0)
    expect(pen.text.locator("figure")).to_have_count(len(shown))

    saved = pen.save()
    assert [key for key in (FIRST, "upload000001") if key in saved] == shown
    assert len(served.library.uploads) == uploaded


def test_the_picker_s_form_asks_too_and_keeps_what_was_typed(pen: Pen, served: Desk) -> None:
    served.library.twins = {"quay.png": FIRST}
    pen.open("<p>Text</p>")
    pen.cursor_after("Text")
    pen.tool("picture").click()
    pen.dialog.get_by_role("button", name="Upload a picture").click()
    file = {"name": "quay.png", "mimeType": "image/png", "buffer": png("quay")}
    pen.dialog.get_by_label("Picture file").set_input_files(files=[file])
    pen.dialog.get_by_label("Alternative text").fill("A quay")
    pen.dialog.get_by_role("button", name="Upload and use").click()
    pen.dialog.get_by_role("button", name="Cancel").click()
    expect(pen.dialog.get_by_label("Alternative text")).to_have_value("A quay")

    pen.dialog.get_by_role("button", name="Upload and use").click()
    pen.dialog.get_by_role("button", name="Keep both").click()

    expect(pen.text.locator("figure img")).to_be_visible()
    assert 'data-image="upload000001" data-alt="A quay"' in pen.save()
