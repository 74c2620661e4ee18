"""Staff mail an article; readers get it, leave by one click, and are passed by afterwards."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from iria import letters
from iria.models import User
from newsletter import campaigns, delivery
from newsletter.models import Campaign, Delivery, Subscriber
from tests.iria.smtp import counting_server
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import make_article
from tests.newsletter.making import add_delivery, add_subscriber, make_campaign


def work() -> None:
    while delivery.run_due(20):
        pass


def mail_it(page: Page, site: Site, article: object) -> None:
    """From the article's own page to the run of its campaign."""
    page.goto(f"{site.url}/admin/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Mail it").click()
    expect(page.get_by_label("Subject")).to_have_value(article.title)
    page.get_by_role("button", name="Save and look at it").click()
    page.get_by_role("link", name="Send…").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("It is on its way")).to_be_visible()


def test_an_article_is_mailed_and_who_leaves_by_one_click_is_passed_by(
    staff_page: Page, live_site: Site, staff: User, settings
) -> None:
    ada, ben = add_subscriber("ada@example.org"), add_subscriber("ben@example.org")
    article = make_article("A treaty")
    page = staff_page

    with counting_server(settings) as server:
        mail_it(page, live_site, article)
        work()
        # The page that is open says so by itself.
        expect(page.locator("#run")).to_contain_text("2 of 2 settled")
        expect(page.locator("#run .state-sent").first).to_be_visible()

        leave = re.search(rb"List-Unsubscribe:\s*<https?://[^/]+([^>]+)>", mail_to(server, ada))
        answer = Client().post(leave[1].decode(), {"List-Unsubscribe": "One-Click"})
        mail_it(page, live_site, article)
        work()

    assert (answer.status_code, answer.cookies) == (200, {})
    assert sorted(server.recipients) == [ada.address, ben.address, ben.address]
    page.get_by_label("Address or name").fill("ada@example.org")
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.get_by_text("Known here, but not subscribed")).to_be_visible()


def mail_to(server: object, person: Subscriber) -> bytes:
    to = f"To: {person.address}".encode()
    return next(message for message in server.messages if to in message)


def test_a_campaign_is_written_looked_at_and_tried_out(
    staff_page: Page, live_site: Site, staff: User, settings
) -> None:
    page = staff_page
    make_article("The law of straits")
    make_article("A river")

    page.goto(f"{live_site.url}/admin/newsletter/campaign/add/")
    page.get_by_label("Subject").fill("The week")
    for title in ("The law of straits", "A river"):
        page.get_by_role("combobox", name="Articles").fill(title)
        page.locator(".choices-search").get_by_role("option", name=title, selected=True).click()
    page.get_by_role("button", name="Move A river up").click()
    page.get_by_role("button", name="Save and look at it").click()

    frame = page.frame_locator("iframe.is-narrow")
    expect(frame.get_by_role("heading", name="A river")).to_be_visible()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text(f"A test is on its way to {staff.address}")).to_be_visible()
    with counting_server(settings) as server:
        letters.run_due(10)
    assert server.recipients == [staff.address]
    assert [choice.article.title for choice in Campaign.objects.get().choices.all()] == [
        "A river",
        "The law of straits",
    ]


def test_many_people_are_not_mailed_by_a_slip(
    staff_page: Page, live_site: Site, monkeypatch
) -> None:
    monkeypatch.setattr(campaigns, "TYPED_FROM", 1)
    page, campaign = staff_page, make_campaign(make_article())
    add_subscriber()

    page.goto(f"{live_site.url}/admin/newsletter/campaign/{campaign.pk}/send/")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Type that number to send it")
    page.get_by_label("Number of people").fill("1")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.get_by_role("button", name="Take back and edit")).to_be_visible()
    campaign.refresh_from_db()
    assert campaign.state == "scheduled"


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    browser: Browser, live_site: Site, staff: User, scheme: str
) -> None:
    campaign, sent = make_campaign(make_article()), add_delivery(add_subscriber(), "Sent")
    Delivery.objects.update(state="failed", error="550 5.1.1 No such user here, whoever asks")
    Campaign.objects.filter(pk=sent.campaign_id).update(state="sending", total=1)
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": 360, "height": 800}
    )
    client = Client()
    client.force_login(staff, backend="iria.rights.RightsBackend")
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_site.url}
            for name, morsel in client.cookies.items()
        ]
    )
    page, found, wide = context.new_page(), {}, []
    own = f"/admin/newsletter/campaign/{campaign.pk}"
    other = f"/admin/newsletter/campaign/{sent.campaign_id}"

    for path in (
        "/admin/newsletter/campaign/",
        f"{own}/change/",
        f"{own}/preview/",
        f"{own}/send/",
        f"{other}/change/",
        f"{other}/mails/",
        f"{other}/cancel/",
    ):
        page.goto(live_site.url + path)
        found[path] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    context.close()

    assert found == {path: [] for path in found}
    assert wide == []
