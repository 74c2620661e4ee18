"""A reader subscribes, confirms, gets an article by mail, and leaves."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from iria.models import Letter
from newsletter import campaigns, delivery, subscribing
from newsletter.models import Campaign, CampaignArticle, Subscriber
from tests.iria.smtp import counting_server
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import make_article, make_editor, make_page
from tests.newsletter.making import link_in


def mail_out(article: object) -> Campaign:
    campaign = Campaign.objects.create(subject="The week")
    CampaignArticle.objects.create(campaign=campaign, article=article)
    campaigns.schedule(campaign, timezone.now(), make_editor())
    while delivery.run_due(20):
        pass
    return campaign


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_subscribes_is_mailed_an_article_and_leaves(
    browser: Browser, live_site: Site, settings, scripts: bool
) -> None:
    article = make_article("A treaty")
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(live_site.url + article.get_absolute_url())

    page.get_by_label("Enter your email address").fill("ada@example.org")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    subscribing.run_due(20)
    page.goto(live_site.url + link_in(Letter.objects.get()))
    page.get_by_role("button", name="Yes, subscribe me").click()
    expect(page.get_by_role("heading", name="You are subscribed")).to_be_visible()
    expect(page.get_by_role("link", name="A treaty")).to_be_visible()

    with counting_server(settings) as server:
        mail_out(article)
        first = list(server.recipients)
        person = Subscriber.objects.get()
        page.goto(f"{live_site.url}/newsletter/leave/{person.key}/")
        page.get_by_role("button", name="Leave", exact=True).click()
        expect(page.get_by_role("heading", name="You have left")).to_be_visible()
        mail_out(article)

    assert first == server.recipients == ["ada@example.org"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="You are subscribed again")).to_be_visible()
    assert context.cookies() == []
    context.close()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, live_site: Site, scheme: str) -> None:
    make_page("Privacy")
    make_article("A treaty")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{live_site.url}/newsletter/")
    page.locator("main").get_by_label("Enter your email address").fill("ada@example.org")
    page.locator("main").get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    subscribing.run_due(20)
    key = Subscriber.objects.get().key
    links = ["/", "/newsletter/", "/newsletter/asked/", link_in(Letter.objects.get())]
    links += ["/newsletter/confirm/wrong/", "/newsletter/welcome/", f"/newsletter/leave/{key}/"]
    found = {}

    for path in links:
        page.goto(live_site.url + path)
        found[path] = violations(page)
    page.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("heading", name="You have left")).to_be_visible()
    found["left"] = violations(page)
    context.close()

    assert found == {path: [] for path in [*links, "left"]}
