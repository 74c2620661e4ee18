"""What pictures lack stops a publication: it is named with a link to its place, mended, or passed
with a reason."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Image
from articles.writing import revisions
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, told
from tests.makers import make_article, make_image

WIDTHS = (360, 1280)


def figure(image: Image, alt: str, caption: str) -> str:
    return (
        f'<figure data-image="{image.key}" data-alt="{alt}">'
        f"<figcaption>{caption}</figcaption></figure><p>Words below.</p>"
    )


@pytest.fixture
def draft(live_site: Site) -> Article:
    """Of three pictures: one without a credit, one without an alternative text, and one whose
    text repeats its caption."""
    square = make_image(title="The square", credit=None)
    hall, quay = make_image(title="The hall"), make_image(title="The quay")
    body = (
        figure(square, "People on a square", "The square at noon")
        + figure(hall, "", "The hall of the talks")
        + figure(quay, "Ships at a quay", "Ships at a quay.")
    )
    return make_article("Three pictures", published=False, body=body)


def press(page: Page, link: str) -> None:
    """A link of the panel, by the keyboard."""
    page.locator("#gate").get_by_role("link", name=link).focus()
    page.keyboard.press("Enter")


def test_what_is_missing_is_mended_or_given_a_reason(
    staff_page: Page, live_site: Site, draft: Article
) -> None:
    page, gate = staff_page, staff_page.locator("#gate")
    page.goto(change_url(live_site, draft))
    page.locator("#id_title").fill("Three pictures of the talks")

    page.get_by_role("button", name="Publish", exact=True).click()

    told(page, "Saved as a draft, not published. 2 things are missing:")
    expect(page.locator("#id_title")).to_have_value("Three pictures of the talks")
    expect(gate.locator("li")).to_have_count(3)
    expect(gate.locator("ul").first).to_contain_text("“The square” has no credit.")
    expect(gate.locator("ul").first).to_contain_text("“The hall” has no alternative text.")
    expect(gate.locator("ul").last).to_contain_text("“The quay” repeats its caption.")
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("draft", "Three pictures of the talks")

    # To the figure, whose text is given there.
    gate.get_by_role("listitem").filter(has_text="The hall").get_by_role("link").focus()
    page.keyboard.press("Enter")
    button = page.locator(".editor-figure").nth(1).get_by_role("button", name="Alternative text")
    expect(button).to_be_focused()
    expect(button).to_be_in_viewport()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("Two people at a long table")
    dialog.get_by_role("button", name="Save").press("Enter")
    expect(dialog).to_have_count(0)

    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    told(page, "Something is missing: The picture “The square” has no credit.")
    form = reverse("admin:articles_image_change", args=[Image.objects.get(credit=None).pk])
    credit = gate.get_by_role("link", name="Give it a credit")
    expect(credit).to_have_attribute("href", f"{form}#id_credit")

    # Nobody knows who made the other one.
    press(page, "Publish all the same, with a reason…")
    page.get_by_label("Reason").fill("The archive has no name for it.")
    page.get_by_role("button", name="Publish all the same").press("Enter")

    told(page, "Published.")
    draft.refresh_from_db()
    assert draft.is_public()
    assert 'data-alt="Two people at a long table"' in revisions.content_of(draft).body
    log = page.locator(".text-log")
    expect(log).to_contain_text("The picture “The square” has no credit.")
    expect(log).to_contain_text("Reason: “The archive has no name for it.”")


def test_the_panel_of_a_lead_picture_leads_to_its_field(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    lead = make_image(title="Lead")
    page.goto(change_url(live_site, make_article(published=False, lead_image=lead)))

    press(page, "To its field")

    expect(page.locator("#id_lead_alt")).to_be_focused()
    expect(page.locator("#id_lead_alt")).to_be_in_viewport()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_panel_and_on_the_page_that_asks_why(
    open_browser: Open, live_site: Site, staff: User, draft: Article, scheme: str
) -> None:
    page = open_browser(staff, bypass_csp=True, color_scheme=scheme).new_page()
    found = {}
    for path in ("change", "publish-anyway", "schedule"):
        page.goto(f"{live_site.url}/admin/articles/article/{draft.pk}/{path}/")
        found[path] = violations(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            found[path] += [f"{wide} px wide"] * (wide > width)

    assert {path: lines for path, lines in found.items() if lines} == {}
