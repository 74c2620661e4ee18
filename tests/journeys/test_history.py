"""An editor changes a live article, looks at what changed, and brings the old version back."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from iria.models import User
from tests.articles.text.samples import SAMPLE
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import edit_article, make_article, make_author, make_category, make_image

ADMIN = "/admin/articles/article"


def everything(staff: User) -> Article:
    """An article whose newest version differs from what readers see in all that can differ."""
    one, two = make_image(title="Hall"), make_image(title="Quay")
    news, europe = make_category("News"), make_category("Europe")
    article = make_article(
        "A treaty is signed", user=staff, body=SAMPLE, categories=[news], lead_image=one
    )
    body = SAMPLE.replace("Plain text", "<strong>Plain</strong> words").replace("ol>", "ul>")
    body = body.replace("Background", "Before").replace("2023", "2024").replace("hills", "hill")
    fields = {"kind": "analysis", "language": "de", "standfirst": "In short.", "slug": "signed"}
    edit_article(
        article,
        staff,
        title="A treaty was signed",
        body=body,
        categories=[europe.pk],
        byline=[[make_author("Ada").pk, "maps"]],
        lead_image=two.pk,
        **fields,
    )
    return edit_article(article, staff, title="A treaty was signed at last")


def test_a_live_article_is_edited_compared_and_brought_back(
    browser: Browser, staff_page: Page, live_site: Site, staff: User, client: Client
) -> None:
    page = staff_page
    article = make_article(
        "A treaty is signed", user=staff, body="<p>Talks in Geneva ended on Monday.</p>"
    )
    before = client.get(article.get_absolute_url()).content
    page.goto(f"{live_site.url}{ADMIN}/{article.pk}/change/")
    page.locator("#id_title").fill("A treaty was signed")
    page.get_by_role("button", name="Save without publishing").click()
    expect(page.get_by_text("You are looking at the draft.")).to_be_visible()

    # From the form to what differs from what readers see.
    page.locator(".which").get_by_role("link", name="Compare").click()
    title = page.locator(".comparison-part.is-title")
    expect(title.locator("del")).to_contain_text("is")
    expect(title.locator("ins")).to_contain_text("was")
    expect(page.locator(".comparison-part")).to_have_count(1)

    # By the history, with the keyboard alone: the two that are ticked, then the version before.
    page.get_by_role("link", name="Back to the history").click()
    expect(page.get_by_role("radio", checked=True)).to_have_count(2)
    page.get_by_role("button", name="Compare the two chosen").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name(re.compile(r"^Later\s?: \d"))
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Two versions of")).to_be_visible()
    page.get_by_role("button", name="Restore the earlier version").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("is the newest again, as a draft.")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("A treaty is signed")
    assert client.get(article.get_absolute_url()).content == before
    page.locator(".save-bar").get_by_role("link", name="History").click()
    expect(page.locator(".versions")).to_contain_text("Restored: version of")
    expect(page.locator(".versions")).to_contain_text("Restored the version of")


def test_a_colleague_who_saves_meanwhile_loses_nothing(
    staff_page: Page, live_site: Site, staff: User
) -> None:
    page = staff_page
    article = make_article("One", user=staff, published=False)
    first = article.latest_revision
    edit_article(article, staff, title="Two")
    page.goto(f"{live_site.url}{ADMIN}/{article.pk}/versions/{first.pk}/")
    edit_article(article, None, title="Three, by a colleague")

    page.get_by_role("button", name="Restore this version").click()

    expect(page.get_by_text("Nothing was restored.")).to_be_visible()
    expect(page.locator(".comparison-part.is-title")).to_contain_text("Three, by a colleague")
    article.refresh_from_db()
    assert article.title == "Three, by a colleague"


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_history_and_comparison_are_accessible_and_fit(
    staff_page: Page, live_site: Site, staff: User, scheme: str
) -> None:
    page = staff_page
    article = everything(staff)
    addresses = [
        f"{ADMIN}/{article.pk}/history/",
        f"{ADMIN}/{article.pk}/compare/?before={article.live_revision_id}",
        f"{ADMIN}/{article.pk}/versions/{article.live_revision_id}/",
    ]
    page.emulate_media(color_scheme=scheme)

    for address in addresses:
        page.goto(live_site.url + address)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (address, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (address, width)


def test_what_changed_is_seen_without_colour_and_unchanged_text_opens(
    staff_page: Page, live_site: Site, staff: User
) -> None:
    page = staff_page
    lines = [f"<p>Paragraph {n} stays as it is.</p>" for n in range(12)]
    article = make_article(user=staff, body="".join(lines))
    edit_article(article, body="".join(lines).replace("11 stays as", "11 goes as"))
    page.goto(f"{live_site.url}{ADMIN}/{article.pk}/compare/")

    lines = [
        page.locator(f".comparison-what {tag}").evaluate(
            "one => getComputedStyle(one).textDecorationLine"
        )
        for tag in ("ins", "del")
    ]
    assert lines == ["underline", "line-through"]
    expect(page.get_by_text("Paragraph 3 stays as it is.")).to_be_hidden()
    page.locator("summary").filter(has_text="unchanged words").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paragraph 3 stays as it is.")).to_be_visible()
