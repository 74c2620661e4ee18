from playwright.sync_api import expect

from tests.journeys.editor.desk import Desk
from tests.journeys.editor.library import Library, png
from tests.journeys.editor.pen import Pen


def open_picker(pen: Pen, served: Desk, pictures: int = 3) -> None:
    served.library = Library.of([f"many{number:08d}" for number in range(pictures)])
    pen.open("<p>Text</p>")
    pen.cursor_after("Text")
    pen.tool("picture").click()


def tiles(pen: Pen) -> int:
    return pen.dialog.locator(".picker-tile").count()


def test_each_picture_shows_its_credit(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)

    first = pen.dialog.locator(".picker-tile").first

    expect(first.get_by_text("Sofya Sandurskaya/TASS")).to_be_visible()
    assert first.locator("img").get_attribute("src") == "/picture/many00000000.png"


def test_searching_narrows_the_pictures(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)

    pen.write("xinhua")

    expect(pen.dialog.get_by_text("1 picture", exact=True)).to_be_visible()
    assert tiles(pen) == 1


def test_more_adds_the_next_page_and_moves_on_to_it(pen: Pen, served: Desk) -> None:
    open_picker(pen, served, pictures=15)
    expect(pen.dialog.locator(".picker-tile")).to_have_count(12)

    pen.dialog.get_by_role("button", name="More").click()

    expect(pen.dialog.locator(".picker-tile")).to_have_count(15)
    expect(pen.dialog.locator(".picker-tile").nth(12)).to_be_focused()
    expect(pen.dialog.get_by_role("button", name="More")).to_be_hidden()


def test_a_picture_is_chosen_by_keyboard(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)
    pen.dialog.locator(".picker-tile").nth(1).wait_for()

    pen.press("Tab", "Tab", "Enter")

    assert 'data-image="many00000001"' in pen.save()


def test_escape_leaves_the_text_as_it_was_with_the_focus_in_it(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)

    pen.press("Escape")
    expect(pen.page.locator("dialog")).to_have_count(0)
    pen.write("!")

    assert pen.save() == "<p>Text!</p>"


def test_an_upload_takes_what_is_known_of_the_picture(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)
    pen.dialog.get_by_role("button", name="Upload a picture").click()

    file = {"name": "quay.png", "mimeType": "image/png", "buffer": png("quay")}
    pen.dialog.get_by_label("Picture file").set_input_files(files=[file])
    pen.dialog.get_by_label("Alternative text").fill("A quay")
    pen.dialog.get_by_label("Caption", exact=True).fill("The quay of Nakhodka")
    pen.dialog.get_by_label("Photographer").fill("Bat Erdene")
    pen.dialog.get_by_label("Agency").fill("Montsame")
    pen.dialog.get_by_label("Licence").fill("CC BY 4.0")
    pen.dialog.get_by_role("button", name="Upload and use").click()
    pen.text.locator("figure img").wait_for()

    assert served.library.uploads == [
        {
            "token": "token-of-the-form",
            "file": "quay.png",
            "alt": "A quay",
            "caption": "The quay of Nakhodka",
            "photographer": "Bat Erdene",
            "agency": "Montsame",
            "licence": "CC BY 4.0",
        }
    ]
    expect(pen.text.get_by_text("(Image Credit: Bat Erdene/Montsame)")).to_be_visible()
    figure = '<figure data-image="upload000001" data-alt="A quay">'
    assert f"{figure}<figcaption>The quay of Nakhodka</figcaption>" in pen.save()


def test_the_token_of_the_cookie_goes_before_the_form_s(pen: Pen, served: Desk) -> None:
    pen.page.context.add_cookies(
        [{"name": "csrftoken", "value": "after-new-login", "url": served.address}]
    )
    pen.open("<p>Text</p>")

    pen.drop(".editor-text p", "quay.png", "image/png", png("quay"))
    pen.text.locator("figure img").wait_for()

    assert served.library.uploads[0]["token"] == "after-new-login"


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)
    served.library.refusal = {
        "file": ["The file is 0 bytes long."],
        "__all__": ["You may not upload pictures."],
    }

    pen.dialog.get_by_role("button", name="Upload a picture").click()
    pen.dialog.get_by_label("Photographer").fill("Bat Erdene")
    pen.dialog.get_by_role("button", name="Upload and use").click()
    expect(pen.dialog.get_by_text("Choose a picture file.")).to_be_visible()
    file = {"name": "quay.png", "mimeType": "image/png", "buffer": b""}
    pen.dialog.get_by_label("Picture file").set_input_files(files=[file])
    pen.dialog.get_by_role("button", name="Upload and use").click()

    expect(pen.dialog.get_by_text("The file is 0 bytes long.")).to_be_visible()
    expect(pen.dialog.get_by_text("You may not upload pictures.")).to_be_visible()
    expect(pen.dialog.get_by_label("Picture file")).to_have_attribute("aria-invalid", "true")
    expect(pen.dialog.get_by_label("Photographer")).to_have_value("Bat Erdene")


def test_a_file_dropped_on_the_picker_opens_the_upload(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)

    pen.drop("dialog[open]", "quay.png", "image/png", png("quay"))
    expect(pen.dialog.get_by_text("quay.png (")).to_be_visible()
    pen.dialog.get_by_role("button", name="Upload and use").click()
    pen.text.locator("figure img").wait_for()

    assert served.library.uploads[0]["file"] == "quay.png"


def test_who_is_signed_out_is_told_and_can_go_on_after_signing_in(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)
    served.library.signed_out = True
    pen.dialog.get_by_role("button", name="Upload a picture").click()
    file = {"name": "quay.png", "mimeType": "image/png", "buffer": png("quay")}
    pen.dialog.get_by_label("Picture file").set_input_files(files=[file])
    pen.dialog.get_by_label("Caption", exact=True).fill("Kept")

    pen.dialog.get_by_role("button", name="Upload and use").click()
    expect(pen.dialog.get_by_role("alert")).to_contain_text("You are signed out.")
    served.library.signed_out = False
    pen.dialog.get_by_role("button", name="Upload and use").click()
    pen.text.locator("figure img").wait_for()

    assert served.library.uploads[0]["caption"] == "Kept"


def test_a_search_that_cannot_be_answered_says_so(pen: Pen, served: Desk) -> None:
    open_picker(pen, served)
    served.library.signed_out = True

    pen.write("quay")

    expect(pen.dialog.get_by_text("You are signed out.")).to_be_visible()
