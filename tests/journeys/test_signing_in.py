"""Somebody new is invited, chooses a password and signs in; later forgets it."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from iria import letters, transports
from iria.models import Letter, User
from tests.iria.test_accounts import link_in
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.makers import make_credit

PASSWORD = "a sentence of five words"


def choose_password(page: Page, site: Site, password: str) -> None:
    page.goto(site.url + link_in(Letter.objects.latest("id")))
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same again").fill(password)
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_role("heading", name="Your password is saved")).to_be_visible()


def sign_in(page: Page, site: Site, password: str) -> None:
    page.goto(f"{site.url}/admin/")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_who_is_invited_signs_in_and_gets_a_new_password_when_it_is_forgotten(
    browser: Browser, staff_page: Page, live_site: Site, settings, tmp_path
) -> None:
    settings.EMAIL_BACKEND = transports.FILES
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    staff_page.goto(f"{live_site.url}/admin/iria/user/add/")
    staff_page.get_by_label("E-mail address").fill("new@example.org")
    staff_page.get_by_label("Name").fill("New Person")
    staff_page.get_by_role("button", name="Save", exact=True).click()
    expect(staff_page.get_by_text("An invitation to choose a password")).to_be_visible()

    page = browser.new_context().new_page()
    choose_password(page, live_site, PASSWORD)
    sign_in(page, live_site, PASSWORD)
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()

    page = browser.new_context().new_page()
    page.goto(f"{live_site.url}/admin/")
    page.get_by_role("link", name="Password forgotten?").click()
    page.get_by_label("E-mail address").fill("NEW@example.org")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    choose_password(page, live_site, f"{PASSWORD} more")
    sign_in(page, live_site, f"{PASSWORD} more")
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()

    # The local installation shows both letters.
    letters.run_due(10)
    staff_page.goto(f"{live_site.url}/admin/outbox/")
    expect(staff_page.locator("tbody tr")).to_have_count(2)
    staff_page.get_by_role("link", name="A new password for the desk of IRIA").click()
    frame = staff_page.frame_locator("iframe")
    expect(frame.get_by_role("link", name="Choose a new password")).to_be_visible()


@pytest.mark.once
def test_axe_finds_nothing_before_the_desk(browser: Browser, live_site: Site) -> None:
    page = browser.new_context(bypass_csp=True).new_page()
    paths = ["/admin/login/", "/admin/password/forgotten/", "/admin/password/sent/"]
    paths += ["/admin/password/MQ/no-token/", "/admin/password/chosen/"]
    found = {}

    for path in paths:
        page.goto(live_site.url + path)
        found[path] = violations(page)

    assert found == {path: [] for path in paths}


def test_what_was_typed_into_a_form_outlives_the_login(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    staff.set_password(PASSWORD)
    staff.save()
    credit = make_credit()
    context = open_browser(staff)
    page = context.new_page()
    page.goto(f"{live_site.url}/admin/articles/credit/{credit.pk}/change/")
    page.get_by_label("Photographer").fill("Ada Long")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()

    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("What you typed is still here")
    expect(notice.get_by_role("link")).to_be_focused()
    with context.expect_page() as opened:
        page.keyboard.press("Enter")
    login = opened.value
    login.get_by_label("E-mail address").fill(staff.address)
    login.get_by_label("Password").fill(PASSWORD)
    login.get_by_role("button", name="Sign in").click()
    expect(login.get_by_role("heading", name="Desk")).to_be_visible()

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    credit.refresh_from_db()
    assert credit.photographer == "Ada Long"
