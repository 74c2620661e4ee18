"""What the forms of the desk do for the person who types."""

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, MenuItem
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.journeys.desk import put_caret
from tests.makers import (
    make_article,
    make_author,
    make_category,
    make_credit,
    make_image,
    make_tag,
    picture_bytes,
)

ADD = "/admin/articles/article/add/"
SAVING = ("Save without publishing", "Publish changes")


def change_url(site: Site, article: Article) -> str:
    return f"{site.url}/admin/articles/article/{article.pk}/change/"


def pick_lead(page: Page, title: str) -> None:
    row = page.locator(".field-lead_image")
    row.get_by_role("button", name="Choose").or_(row.get_by_role("button", name="Replace")).click()
    page.locator(".picker-tile", has_text=title).click()


def test_a_lead_picture_brings_its_texts_unless_they_were_typed(
    staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    make_image(title="Hall", alt="A hall", caption="The <em>hall</em>")
    make_image(title="Quay", alt="A quay", caption="The quay")
    page.goto(live_site.url + ADD)
    alt, caption = page.locator("#id_lead_alt"), page.locator("#id_lead_caption")

    pick_lead(page, "Hall")
    expect(alt).to_have_value("A hall")
    expect(caption).to_have_value("The <em>hall</em>")
    caption.fill("By hand")
    pick_lead(page, "Quay")

    expect(alt).to_have_value("A quay")
    expect(caption).to_have_value("By hand")


def test_a_replaced_lead_picture_takes_its_texts_along(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    hall = make_image(title="Hall", alt="A hall", caption="The hall")
    make_image(title="Quay", alt="A quay", caption="The quay")
    article = make_article(lead_image=hall, lead_alt="A hall", lead_caption="The hall")
    page.goto(change_url(live_site, article))
    expect(page.locator(".picture-field img")).to_be_visible()

    pick_lead(page, "Quay")

    expect(page.locator("#id_lead_alt")).to_have_value("A quay")
    expect(page.locator("#id_lead_caption")).to_have_value("The quay")


def test_neither_saving_nor_leaving_with_changes_that_are_kept_is_asked_about(
    staff_page: Page, live_site: Site
) -> None:
    page, asked = staff_page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    article = make_article(published=False)
    page.goto(change_url(live_site, article))
    page.goto(change_url(live_site, article))
    assert asked == []

    page.locator("#id_title").fill("Another title")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert asked == []

    put_caret(page.locator(".editor-text"))
    page.keyboard.type("More")
    page.goto(f"{live_site.url}/admin/")
    assert asked == []
    page.goto(change_url(live_site, article))
    expect(page.locator(".kept-offer")).to_have_count(1)


def test_half_a_tag_is_taken_when_the_form_is_sent(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    make_tag("Treaties")
    page.goto(live_site.url + ADD)
    page.locator("#id_title").fill("With tags")

    page.get_by_role("combobox", name="Tags").fill("Mongolia, treaties")
    page.get_by_role("button", name="Save draft").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".field-tags .choice-name")).to_have_text(["Mongolia", "Treaties"])


def test_half_a_name_is_found_or_stays_with_a_word(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    make_author("Ada Writer")
    make_category("Europe")
    page.goto(live_site.url + ADD)
    page.locator("#id_title").fill("Half")
    page.get_by_role("combobox", name="Categories").fill("europe")
    byline = page.get_by_role("combobox", name="Byline")
    byline.fill("Ada Nobody")

    page.get_by_role("button", name="Save draft").click()

    expect(page.get_by_text("nothing here is called “Ada Nobody”")).to_be_visible()
    expect(byline).to_be_focused()
    expect(byline).to_have_value("Ada Nobody")
    assert not Article.objects.exists()

    byline.fill("ada writer")
    page.get_by_role("button", name="Save draft").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".choice-name")).to_have_text(["Ada Writer", "Europe"])


def test_choices_open_on_focus(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    make_author("Ada Writer")
    page.goto(live_site.url + ADD)

    page.get_by_role("combobox", name="Byline").focus()

    expect(page.get_by_role("option", name="Ada Writer")).to_be_visible()


def test_what_was_refused_is_named_and_leads_to_its_field(
    staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    make_article("Taken")
    page.goto(live_site.url + ADD)
    page.locator("#id_title").fill("Another")
    page.locator("#id_slug").fill("taken")

    page.get_by_role("button", name="Save draft").click()

    note = page.locator(".errornote")
    expect(note).to_be_focused()
    expect(note).to_contain_text("Address: Something else has or had this address.")
    field, error = page.locator("#id_slug"), page.locator(".field-slug .errorlist")
    assert 0 <= error.bounding_box()["y"] - field.bounding_box()["y"] < 60
    note.get_by_role("link", name="Address").click()
    expect(field).to_be_focused()


def test_a_save_returns_to_the_place_and_says_so_there(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    article = make_article(published=False, body="<p>A paragraph.</p>" * 120)
    page.goto(change_url(live_site, article))
    put_caret(page.locator(".editor-text p").nth(60))
    page.keyboard.type("Changed. ")
    before = page.evaluate("scrollY")

    page.keyboard.press("Control+s")

    # A key that is not given to an element waits for no page.
    expect(page.get_by_text("Saved.")).to_be_in_viewport()
    page.wait_for_load_state("load")
    assert before > 1000
    page.wait_for_function("before => Math.abs(scrollY - before) < 100", arg=before)
    assert "Changed." in article.revisions.first().body
    page.locator(".messages-close").click()
    expect(page.get_by_text("Saved.")).not_to_be_in_viewport()


def test_nothing_moves_under_the_hand_when_what_floated_goes_back(
    staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    article = make_article(published=False, body="<p>A paragraph.</p>" * 120)
    page.goto(change_url(live_site, article))
    put_caret(page.locator(".editor-text p").nth(60))
    page.keyboard.type("Changed. ")
    page.keyboard.press("Control+s")
    messages = page.locator(".messagelist")
    expect(messages).to_contain_class("is-afloat")
    top = "document.querySelector('form[data-keep-typed]').getBoundingClientRect().top"

    before = page.evaluate(f"scrollTo(0, 40), {top}")

    expect(messages).not_to_contain_class("is-afloat")
    assert page.evaluate(top) == pytest.approx(before, abs=1)
    page.evaluate("scrollTo(0, 0)")
    expect(messages).to_be_in_viewport()


def test_what_was_done_stands_before_the_remarks(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    article = make_article(published=False)  # without a category
    page.goto(change_url(live_site, article))

    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.locator(".messagelist li").first).to_contain_text("Published.")


def test_enter_in_the_title_goes_on_to_the_standfirst(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    page.goto(live_site.url + ADD)

    page.locator("#id_title").fill("A title")
    page.locator("#id_title").press("Enter")

    expect(page.locator("#id_standfirst")).to_be_focused()
    expect(page.locator("#id_title")).to_have_value("A title")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_account_menu_can_be_read(
    staff_page: Page, live_site: Site, scheme: str, width: int
) -> None:
    page = staff_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{live_site.url}/admin/")

    page.locator(".desk-account-button").click()

    look = "e => [getComputedStyle(e).color, getComputedStyle(e).textTransform]"
    ground = page.locator("#desk-account").evaluate("e => getComputedStyle(e).backgroundColor")
    for entry in page.locator("#desk-account :is(a, button)").all():
        color, transform = entry.evaluate(look)
        assert transform == "none"
        assert _contrast(color, ground) > 7
        expect(entry).to_be_in_viewport()


def _contrast(*colors: str) -> float:
    lights = []
    for color in colors:
        parts = [int(n) / 255 for n in color[color.index("(") + 1 : -1].split(",")[:3]]
        linear = [p / 12.92 if p <= 0.04 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return max(lights) / min(lights)


@pytest.mark.parametrize("width", [768, 1280])
def test_the_list_of_articles_cuts_nothing_off(
    staff_page: Page, live_site: Site, width: int
) -> None:
    page = staff_page
    title = "A rather long title about the law of the sea and those who keep it"
    names = ("Europe", "International Law", "Backgrounders")
    make_article(title, categories=[make_category(name) for name in names])
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_site.url}/admin/articles/article/")

    view = page.locator("#result_list").get_by_role("link", name="View", exact=True)

    box = view.bounding_box()
    assert box["x"] + box["width"] <= width
    results = page.locator(".results")
    assert results.evaluate("e => e.scrollWidth - e.clientWidth") <= 0


@pytest.mark.parametrize("name", ["menuitem", "category", "credit", "author", "tag"])
def test_lists_are_cards_on_a_phone(staff_page: Page, live_site: Site, name: str) -> None:
    page = staff_page
    make_category("Parliamentary assemblies")
    make_author("Temuulen Altaibayar")
    make_credit()
    make_tag()
    make_image()
    _menu_entry()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_site.url}/admin/articles/{name}/")

    assert page.locator("#result_list tbody tr").count()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".results").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    for cell in page.locator("#result_list tbody :is(th, .field-name)").all():
        assert cell.bounding_box()["width"] > 150


def _menu_entry() -> None:
    MenuItem.objects.create(menu="main", label="Reports of the institute", address="/reports/")


def test_the_order_of_menus_is_saved_from_where_one_is(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    for _number in range(15):
        _menu_entry()
    page.set_viewport_size({"width": 360, "height": 640})

    page.goto(f"{live_site.url}/admin/articles/menuitem/")

    expect(page.get_by_role("button", name="Save")).to_be_in_viewport()
    expect(page.get_by_label("Position: Reports of the institute").first).to_be_visible()


def test_a_live_article_has_a_short_save_bar_on_a_phone(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(change_url(live_site, make_article()))

    tops = [page.get_by_role("button", name=name).bounding_box()["y"] for name in SAVING]

    assert tops[0] == tops[1]
    assert page.locator(".save-bar").bounding_box()["height"] < 110


def test_a_menu_entry_is_taken_out_after_one_question(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    _menu_entry()
    entry = MenuItem.objects.get()
    page.goto(f"{live_site.url}/admin/articles/menuitem/{entry.pk}/change/")

    page.get_by_role("link", name="Take out…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Take “Reports of the institute” out of the menu?"
    )
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("link", name="Take out…").click()
    page.get_by_role("button", name="Take it out").click()

    expect(page.locator(".messagelist li")).to_be_visible()
    assert not MenuItem.objects.exists()


def test_enter_saves_though_the_main_button_stands_last(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    page.goto(f"{live_site.url}/admin/articles/tag/add/")

    page.locator("#id_name").fill("Treaties")
    page.locator("#id_name").press("Enter")

    page.wait_for_url("**/admin/articles/tag/")
    page.goto(f"{live_site.url}/admin/articles/tag/add/")
    assert page.locator(".save-bar input").last.get_attribute("name") == "_save"


def test_a_wrong_password_is_told_in_plain_words(page: Page, live_site: Site) -> None:
    page.goto(f"{live_site.url}/admin/login/")
    page.locator("#id_username").fill("nobody@example.org")
    page.locator("#id_password").fill("wrong")

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("Address or password is wrong.")).to_be_visible()


def test_a_dragged_upload_names_its_file_once(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    page.goto(live_site.url + ADD)
    page.get_by_role("button", name="Choose a picture").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Upload a picture").click()

    file = {"name": "hall.png", "mimeType": "image/png", "buffer": picture_bytes()}
    dialog.get_by_label("Picture file").set_input_files(files=[file])

    expect(dialog.get_by_text("hall.png")).to_have_count(1)
    form, panel = dialog.locator(".upload-drop"), dialog.locator(".picker-body")
    assert panel.bounding_box()["width"] - form.bounding_box()["width"] < 60


@pytest.mark.once
def test_axe_finds_nothing_on_the_smaller_forms(
    browser: Browser, staff_page: Page, live_site: Site, staff: User
) -> None:
    image, category = make_image(), make_category()
    _menu_entry()
    context = browser.new_context(bypass_csp=True)
    context.add_cookies(staff_page.context.cookies())
    page = context.new_page()
    paths = ["articles/menuitem/", "articles/menuitem/add/", "articles/image/add/"]
    paths += [f"articles/image/{image.pk}/change/", f"articles/category/{category.pk}/change/"]
    paths += [f"articles/category/{category.pk}/history/", f"iria/user/{staff.pk}/change/"]
    paths += [f"iria/user/{staff.pk}/password/", "auth/group/add/", "articles/category/"]
    found = {}

    for path in paths:
        answer = page.goto(f"{live_site.url}/admin/{path}", wait_until="networkidle")
        assert answer is not None
        assert answer.ok, path
        found[path] = violations(page)
    context.close()

    assert found == {path: [] for path in paths}


def test_the_staff_bar_has_gutters(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    make_article()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(live_site.url)
        bar, brand = page.locator(".staff-bar a").first, page.locator(".brand").first
        assert bar.bounding_box()["x"] == brand.bounding_box()["x"] >= 16


def test_the_help_of_a_field_that_was_refused_stays(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    page.goto(f"{live_site.url}/admin/articles/category/add/")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".errornote").get_by_role("link", name="Name")).to_be_visible()
    expect(page.locator(".errornote")).not_to_contain_text("below")
    expect(page.locator(".field-slug .help")).to_be_visible()
