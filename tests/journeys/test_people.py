"""A reader sees, takes and erases what is held; staff do so at the desk."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.comments import moderation
from articles.models import Article, Comment
from iria.models import Letter
from newsletter.models import Consent, Subscriber
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import make_article, make_page
from tests.newsletter.test_owndata import link_in, make_delivery

ADA = "ada@example.org"


def make_person() -> Article:
    """Somebody who commented, was answered, and gets the newsletter."""
    article = make_article("A treaty")
    fields = {"article": article, "created_at": timezone.now(), "network": "192.0.2.1"}
    above = Comment.objects.create(
        name="Ada Reader", address=ADA, address_key=ADA, text="The second clause.", **fields
    )
    answer = Comment.objects.create(
        name="Bo",
        address_key="bo@example.org",
        text="I doubt it.",
        parent=above,
        depth=1,
        **fields,
    )
    moderation.decide([above.pk, answer.pk], "approved", None)
    now = timezone.now()
    subscriber = Subscriber.objects.create(
        address=ADA, address_key=ADA, state="subscribed", subscribed_at=now
    )
    Consent.objects.create(
        subscriber=subscriber,
        source="form",
        address=ADA,
        address_key=ADA,
        wording="Subscribe to IRIA News.",
        asked_at=now,
        asked_network="192.0.2.1",
        handled_at=now,
        confirmed_at=now,
    )
    make_delivery(subscriber, "Autumn news", state="sent", settled_at=now)
    return article


def ask(page: Page, site: Site, address: str = ADA) -> str:
    """The address of the page that the letter leads to."""
    page.goto(f"{site.url}/newsletter/data/")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    return site.url + link_in(Letter.objects.filter(kind="own-data").latest("id"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_sees_takes_and_erases_it(
    browser: Browser, live_site: Site, scripts: bool
) -> None:
    article = make_person()
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()

    page.goto(ask(page, live_site))
    expect(page.get_by_text("The second clause.")).to_be_visible()
    expect(page.get_by_text("Autumn news")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    data = json.loads(Path(download.value.path()).read_text())
    page.get_by_role("link", name="Erase all of it").click()
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Erase all of it").click()
    expect(page.get_by_role("heading", name="Your data is erased")).to_be_visible()
    page.goto(live_site.url + article.get_absolute_url())

    expect(page.get_by_text("I doubt it.")).to_be_visible()
    expect(page.get_by_text("The second clause.")).to_have_count(0)
    assert download.value.suggested_filename == "your-data.json"
    assert data["comments"][0]["text"] == "The second clause."
    assert Subscriber.objects.get().address_key is None
    assert context.cookies() == []
    context.close()


def test_staff_find_give_out_and_erase_it(staff_page: Page, live_site: Site) -> None:
    make_person()
    staff_page.goto(f"{live_site.url}/admin/")
    staff_page.get_by_role("link", name="People’s data").first.click()
    staff_page.get_by_label("E-mail address").fill("Ada@example.org")
    staff_page.get_by_role("button", name="Show what is held").click()

    expect(staff_page.get_by_text("The second clause.")).to_be_visible()
    with staff_page.expect_download() as download:
        staff_page.get_by_role("button", name="Download").click()
    staff_page.get_by_label("The address once more").fill("ada@example.com")
    staff_page.get_by_role("button", name="Erase").click()
    expect(staff_page.get_by_text("Nothing was erased.")).to_be_visible()
    staff_page.get_by_label("The address once more").fill(ADA)
    staff_page.get_by_role("button", name="Erase").click()

    expect(staff_page.get_by_text("Erased: Subscription to the newsletter: 1")).to_be_visible()
    assert json.loads(Path(download.value.path()).read_text())["address"] == "Ada@example.org"
    assert Comment.objects.get(parent=None).text == ""


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_readers_pages(
    browser: Browser, live_site: Site, scheme: str
) -> None:
    make_page("Privacy")
    make_person()
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    link = ask(page, live_site)
    found = {}

    for path in ("/newsletter/data/", "/newsletter/data/asked/", "/newsletter/data/made-up/"):
        page.goto(live_site.url + path)
        found[path] = violations(page)
    for name in ("", "erase/"):
        page.goto(link + name)
        found[name] = violations(page)
    page.get_by_role("button", name="Erase all of it").click()
    expect(page.get_by_role("heading", name="Your data is erased")).to_be_visible()
    found["erased"] = violations(page)
    context.close()

    assert found == {name: [] for name in found}
    assert len(found) == 6


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(
    browser: Browser, live_site: Site, staff_page: Page, scheme: str
) -> None:
    make_person()
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, storage_state=staff_page.context.storage_state()
    )
    page = context.new_page()
    found = {}

    page.goto(f"{live_site.url}/admin/people/")
    found["ask"] = violations(page)
    for address in ("nobody@example.org", ADA):
        page.goto(f"{live_site.url}/admin/people/")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_role("button", name="Show what is held").click()
        expect(page.get_by_role("heading", name="What is held about somebody")).to_be_visible()
        found[address] = violations(page)
    page.get_by_role("button", name="Erase").click()
    expect(page.get_by_text("Nothing was erased.")).to_be_visible()
    found["refused"] = violations(page)
    page.goto(f"{live_site.url}/admin/iria/letter/")
    found["letters"] = violations(page)
    context.close()

    assert found == {name: [] for name in found}
