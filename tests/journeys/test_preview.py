"""A draft is looked at before it is published: at two widths, and by somebody outside."""

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, PreviewLink
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.journeys.desk import put_caret
from tests.makers import edit_article, make_article

PHONE, DESKTOP = "The draft on a phone", "The draft in a wide window"


def stranger(browser: Browser, **more: object) -> Page:
    """Somebody without an account, whose browser runs no script."""
    return browser.new_context(java_script_enabled=False, **more).new_page()


def test_a_draft_is_previewed_and_shown_to_a_reader_outside_until_it_is_revoked(
    browser: Browser, staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    page.goto(f"{live_site.url}/admin/articles/article/add/")
    page.locator("#id_title").fill("Talks in Ulaanbaatar")
    put_caret(page.locator(".editor-text"))
    page.keyboard.type("The first paragraph.")
    page.get_by_role("button", name="Save and preview").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Talks in Ulaanbaatar")
    for frame, width in ((PHONE, 390), (DESKTOP, 1280)):
        inside = page.frame_locator(f"iframe[title='{frame}']")
        expect(inside.locator(".prose")).to_have_text("The first paragraph.")
        expect(inside.locator(".preview-bar")).to_contain_text("Preview: not published.")
        assert inside.locator("html").evaluate("() => innerWidth") == width
    # The whole width shows, though the place is narrower.
    box = page.get_by_title(DESKTOP).bounding_box()
    assert box["x"] + box["width"] <= 1280
    assert violations(page) == []

    page.get_by_label("For whom").fill("Dr. Bat")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("Link made.")).to_be_visible()
    address = page.locator(".draft-address a").inner_text()
    assert violations(page) == []
    reader = stranger(browser)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Talks in Ulaanbaatar")
    assert reader.context.cookies() == []

    page.get_by_role("button", name="Revoke the link Dr. Bat").click()
    expect(page.get_by_text("The link shows nothing any more.")).to_be_visible()
    assert reader.reload().status == 404
    assert Article.objects.get().state == "draft"
    reader.context.close()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_outside_reader_s_page_is_accessible(
    page: Page, live_site: Site, staff: object, scheme: str
) -> None:
    article = make_article("Draft", published=False, user=staff)
    link = PreviewLink.objects.create(
        article=article, made_by=staff, made_at=article.created_at, expires_at="2100-01-01T00:00Z"
    )
    page.emulate_media(color_scheme=scheme)

    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_site.url}{link.get_absolute_url()}")

        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_in_a_frame_a_link_opens_a_window_and_a_note_is_found_in_place(
    staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    linked = make_article("Elsewhere")
    body = (
        f'<p>Words<span data-footnote>A note.</span> <a data-article="{linked.key}">there</a></p>'
    )
    article = edit_article(make_article("Live"), body=body)
    page.goto(f"{live_site.url}/admin/articles/article/{article.pk}/preview/")
    inside = page.frame_locator(f"iframe[title='{PHONE}']")

    inside.locator(".prose a[role=doc-noteref]").first.click()
    with page.context.expect_page() as opened:
        inside.get_by_role("link", name="there").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Elsewhere")
    assert "#" in inside.locator("html").evaluate("() => location.href")
    opened.value.close()


@pytest.mark.once
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_preview_fits_the_window(staff_page: Page, live_site: Site, width: int) -> None:
    page = staff_page
    article = make_article("Draft", published=False)
    page.set_viewport_size({"width": width, "height": 800})

    for query in ("", "?only=phone"):
        page.goto(f"{live_site.url}/admin/articles/article/{article.pk}/preview/{query}")

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
