"""The editor of those who may write and not see the library, or not add to it."""

from django.contrib.auth.models import Permission
from playwright.sync_api import Page, expect

from iria import roles
from iria.models import User
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, open_form, put_caret
from tests.journeys.editor.pen import DROP
from tests.makers import make_article, make_image, make_user, picture_bytes

MAY_WRITE = ("view_article", "change_article", "add_article")


def writer(*more: str) -> User:
    roles.install()
    user = make_user(name="Wri Ter")
    user.user_permissions.set(Permission.objects.filter(codename__in=[*MAY_WRITE, *more]))
    return user


def drop(page: Page) -> None:
    page.evaluate(DROP, [".editor-text p", ["map.png", "image/png", list(picture_bytes(8, 8))]])


def test_who_may_not_see_the_library_writes_without_its_buttons(
    open_browser: Open, live_site: Site
) -> None:
    user, image = writer(), make_image()
    body = (
        f'<p>Words.</p><figure data-image="{image.key}" data-alt="x"></figure>'
        f'<div data-gallery="{image.key}"></div>'
    )
    article = make_article(published=False, user=user, body=body)

    page = open_form(open_browser(user), change_url(live_site, article))

    figure = page.locator(".editor-figure")
    expect(figure).to_contain_text("Your account may not see the library.")
    expect(page.locator(".editor-gallery")).to_contain_text("Your account may not see the library")
    expect(page.get_by_role("button", name="Table", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Picture", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Gallery", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Replace")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a picture")).to_have_count(0)
    put_caret(page.locator(".editor-text p").first)
    page.keyboard.press("Control+Alt+p")
    expect(page.get_by_role("dialog")).to_have_count(0)
    drop(page)
    expect(page.locator(".editor")).to_contain_text("Your account may not add pictures.")


def test_who_may_not_add_pictures_chooses_among_those_that_are_there(
    open_browser: Open, live_site: Site
) -> None:
    user, image = writer("view_image"), make_image(title="A field")
    article = make_article(published=False, user=user, body="<p>Words.</p>")

    page = open_form(open_browser(user), change_url(live_site, article))
    page.get_by_role("button", name="Lead picture: Choose a picture").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_role("button", name="Upload a picture")).to_have_count(0)
    dialog.get_by_role("button", name="A field").click()
    expect(page.locator("#id_lead_image")).to_have_value(image.key)
    drop(page)
    expect(page.locator(".editor")).to_contain_text("Your account may not add pictures.")
