"""Staff bring a list of subscribers in, look one of them up, and take them off."""

from playwright.sync_api import Page, expect

from newsletter.admin import imports
from newsletter.models import Subscriber
from tests.journeys.conftest import Site
from tests.newsletter.making import add_subscriber


def test_a_list_is_imported_after_a_look_at_what_would_happen(
    staff_page: Page, live_site: Site, monkeypatch
) -> None:
    # In several requests, each of which the page sends by itself.
    monkeypatch.setattr(imports, "STEP", 2)
    add_subscriber("left@example.org", state="left")
    page = staff_page
    rows = [f"reader{n}@example.org,Reader {n}" for n in range(5)]
    text = "\n".join(["email,name", *rows, "left@example.org,Gone", "not an address,"])

    page.goto(f"{live_site.url}/admin/newsletter/subscriber/")
    page.get_by_role("link", name="Import").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.locator("[name=wording]").fill("Sign-up sheet of the June conference")
    page.locator("[name=agreed]").check()
    page.get_by_role("button").filter(has_text="Look").click()

    expect(page.get_by_role("heading", name="What would be imported")).to_be_visible()
    expect(page.locator("#content-main")).to_contain_text("Left before")
    assert Subscriber.objects.count() == 1
    page.get_by_role("button").filter(has_text="Import").click()
    expect(page.get_by_text("5 people are subscribed now. No mail was sent.")).to_be_visible()

    page.get_by_role("link", name="reader3@example.org").click()
    page.get_by_role("link", name="Unsubscribe").click()
    page.get_by_role("button", name="Unsubscribe").click()
    expect(page.get_by_text("Unsubscribed.")).to_be_visible()
    assert Subscriber.objects.get(address="reader3@example.org").state == "left"
    assert Subscriber.objects.get(address="left@example.org").state == "left"
