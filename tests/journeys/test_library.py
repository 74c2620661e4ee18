"""The picture library in a browser: six tasks without a mouse, and many files at once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Image
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, draft_of, told
from tests.makers import make_article, make_image, picture_bytes

MOST_TABS = 80
# Width, colours, and the rules of axe: all of them once, then what the looks change.
LOOKS = [
    (1280, "light", ()),
    (1280, "dark", ("color-contrast",)),
    (360, "light", ("color-contrast",)),
    (360, "dark", ("color-contrast",)),
]
DROP = """(files) => {
  const data = new DataTransfer()
  for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name))
  const options = { dataTransfer: data, bubbles: true, cancelable: true }
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, options))
}"""


def tab_to(page: Page, place: Locator) -> None:
    """Only by the Tab key, from where the focus is."""
    place.wait_for()
    page.wait_for_load_state()
    for _press in range(MOST_TABS):
        if place.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The Tab key does not come to {place}")


def press(page: Page, place: Locator, key: str = "Enter") -> None:
    tab_to(page, place)
    page.keyboard.press(key)
    page.wait_for_load_state()


def choose_file(page: Page, place: Locator, name: str, colour: str) -> None:
    tab_to(page, place)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    data = picture_bytes(colour=colour)
    chooser.value.set_files([{"name": name, "mimeType": "image/png", "buffer": data}])


def seen_in_all_looks(page: Page) -> list[str]:
    """What axe finds, and what is wider than the window."""
    found = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width} px")
        found += [f"{width} {scheme} {line}" for line in violations(page, *rules)]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    return found


def test_six_tasks_by_the_keyboard_alone(open_browser: Open, live_site: Site, staff: User) -> None:
    make_image(title="Another")
    article = make_article(published=False, user=staff, body="<p>Words.</p>")
    page = open_browser(staff, bypass_csp=True).new_page()
    # Choosers are caught from here on: asked for with the key, the first may open before that.
    page.on("filechooser", lambda chooser: None)
    found = []

    # Upload.
    page.goto(f"{live_site.url}/admin/articles/image/")
    choose_file(page, page.get_by_label("Upload pictures"), "quay.png", "red")
    expect(page.get_by_text("1 of 1 in the library.")).to_be_visible()
    found += seen_in_all_looks(page)
    press(page, page.get_by_role("link", name="Show them in the library"))

    # Find.
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("quay")
    page.keyboard.press("Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)

    # Credit.
    press(page, page.locator("input.action-select"), "Space")
    tab_to(page, page.locator("select[name=action]"))
    page.keyboard.type("Set")
    press(page, page.get_by_role("button", name="Apply"))
    expect(page.get_by_text("1 picture gets this credit:")).to_be_visible()
    tab_to(page, page.get_by_label("Photographer"))
    page.keyboard.type("Ann Lens")
    press(page, page.get_by_role("button", name="Set the credit"))
    told(page, "1 picture has the credit “Ann Lens” now.")

    # Focal point.
    press(page, page.get_by_role("link", name="quay.png"))
    tab_to(page, page.get_by_role("button", name="Focal point"))
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp", "Shift+ArrowUp"):
        page.keyboard.press(key)
    expect(page.get_by_text("52 % from the left, 30 % from the top")).to_be_attached()
    found += seen_in_all_looks(page)
    press(page, page.get_by_role("button", name="Save", exact=True))
    told(page, "quay.png")
    image = Image.objects.get(title="quay.png")
    assert (image.focal_x, image.focal_y, image.credit.line) == (0.52, 0.3, "Ann Lens")

    # Replace.
    press(page, page.get_by_role("link", name="quay.png").first)
    choose_file(page, page.get_by_label("Replace the file"), "pier.png", "tan")
    press(page, page.get_by_role("button", name="Save", exact=True))
    told(page, "quay.png")
    image.refresh_from_db()
    assert (image.file_name, image.focal_x) == ("pier.png", 0.52)

    # Place.
    page.goto(change_url(live_site, article))
    tab_to(page, page.locator(".editor-text"))
    page.keyboard.press("Control+Alt+p")
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("quay")
    expect(dialog.locator(".picker-tile")).to_have_count(1)
    press(page, dialog.get_by_role("button", name="quay.png"))
    expect(page.locator(".editor-figure")).to_contain_text("(Image Credit: Ann Lens)")
    page.keyboard.press("Control+s")
    told(page, "Saved")
    assert f'data-image="{image.key}"' in draft_of(Article.objects.get())
    assert found == []


def test_of_fifty_files_that_are_dropped_three_are_named_and_none_is_lost(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    page = open_browser(staff).new_page()
    page.goto(f"{live_site.url}/admin/articles/image/")
    good = [(f"{n}.png", picture_bytes(8, 8, colour=(n, 0, 0))) for n in range(47)]
    bad = [("words.jpg", b"words"), ("empty.png", b""), ("cut.png", picture_bytes()[:200])]
    files = [*good[:20], *bad, *good[20:]]

    page.evaluate(DROP, [[name, list(data)] for name, data in files])

    status = page.locator(".upload-status")
    expect(status).to_have_text("47 of 50 in the library. 3 refused.", timeout=60_000)
    assert Image.objects.count() == 47
    refused = page.locator(".upload-line[data-state=refused]")
    expect(refused).to_have_count(3)
    expect(refused.nth(0)).to_contain_text(re.compile("words.jpg.*not a picture that can be read"))
    expect(refused.nth(1)).to_contain_text(re.compile("empty.png.*This file is empty"))
    expect(refused.nth(2)).to_contain_text("cut.png")


def test_what_is_there_already_is_asked_about_file_by_file(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    first, second = picture_bytes(8, 8, colour="red"), picture_bytes(8, 8, colour="tan")
    page = open_browser(staff).new_page()
    page.goto(f"{live_site.url}/admin/articles/image/")
    page.evaluate(DROP, [["one.png", list(first)], ["two.png", list(second)]])
    expect(page.locator(".upload-status")).to_have_text("2 of 2 in the library.")

    page.reload()
    page.evaluate(DROP, [["again.png", list(first)], ["more.png", list(second)]])
    lines = page.locator(".upload-line")
    expect(lines.nth(0)).to_contain_text("in the library already: “one.png”")
    page.get_by_role("button", name="Use that one: again.png").click()
    page.get_by_role("button", name="Keep both: more.png").click()

    expect(page.locator(".upload-status")).to_have_text("2 of 2 in the library.")
    titles = Image.objects.values_list("title", flat=True)
    assert sorted(titles) == ["more.png", "one.png", "two.png"]


def test_a_click_sets_the_focal_point_and_the_shapes_follow(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    image = make_image()
    page = open_browser(staff).new_page()
    page.goto(f"{live_site.url}/admin/articles/image/{image.pk}/change/")
    picture = page.get_by_role("img", name="A blue field")
    box = picture.bounding_box()

    picture.click(position={"x": box["width"] / 4, "y": 1})

    expect(page.get_by_label("From the left, %")).to_have_value(re.compile("^(24.9|25|25.1)$"))
    square = page.locator(".focal-shapes figure", has_text="1:1").locator("img")
    # 640 × 400: the square of 400 px begins at the left, since its middle would be at 160 px.
    assert square.evaluate("one => one.style.objectPosition").startswith("0% ")
    page.get_by_label("From the left, %").fill("50")
    assert square.evaluate("one => one.style.objectPosition").startswith("50% ")
    page.get_by_role("button", name="Save", exact=True).click()
    told(page, "Field")
    assert Image.objects.get().focal_x == 0.5


def test_without_scripts_many_files_go_by_the_form(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    page = open_browser(staff, java_script_enabled=False).new_page()
    page.goto(f"{live_site.url}/admin/articles/image/")
    files = [
        {"name": "one.png", "mimeType": "image/png", "buffer": picture_bytes(8, 8)},
        {"name": "words.jpg", "mimeType": "image/jpeg", "buffer": b"words"},
    ]

    page.get_by_label("Upload pictures").set_input_files(files=files)
    page.get_by_role("button", name="Upload", exact=True).click()

    expect(page.get_by_text("1 of 2 files are in the library now.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="words.jpg")).to_contain_text(
        "not a picture that can be read"
    )
    assert Image.objects.get().title == "one.png"
