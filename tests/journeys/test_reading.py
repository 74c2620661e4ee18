"""Readers: every page by keyboard, without scripts, in both schemes, at any width."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_page,
    make_tag,
    make_views,
    picture_file,
)

TABLE = (
    "<table><caption>Parties</caption><thead><tr><th scope='col'><p>State</p></th>"
    "<th scope='col'><p>Since</p></th></tr></thead><tbody><tr><td><p>Mongolia</p></td>"
    "<td><p>2002</p></td></tr></tbody></table>"
)
PATHS = [
    "/",
    "/articles/a-treaty-is-signed/",
    "/categories/europe/",
    "/tags/treaties/",
    "/authors/ada-writer/",
    "/archive/",
    "/credits/",
    "/search/?q=treaty",
    "/search/?q=nothing-of-that-name",
    "/about/",
    "/nowhere/",
]


@pytest.fixture
def published(live_site: Site) -> Site:
    image = make_image(caption="A field")
    figure = (
        f'<figure data-image="{image.key}" data-alt="A field">'
        "<figcaption>The field at noon</figcaption></figure>"
    )
    sections = "".join(f"<h2>Part {n}</h2><p>{'A treaty binds. ' * 40}</p>" for n in range(4))
    note = "<p>A claim<span data-footnote>Its source</span>.</p>"
    filed = {
        "categories": [make_category()],
        "tags": [make_tag()],
        "authors": [make_author(bio="Writes.", role="Fellow")],
    }
    make_article(body=sections + figure + TABLE + note, lead_image=image, lead_alt="Blue", **filed)
    for n in range(5):
        make_views(make_article(f"Treaty {n}", standfirst="Of a treaty.", **filed), n + 1)
    make_page()
    return live_site


@pytest.fixture
def audited(browser: Browser, published: Site) -> Iterator[Page]:
    """Without the content security policy: axe writes styles into the page that it looks at."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(audited: Page, published: Site, scheme: str) -> None:
    audited.emulate_media(color_scheme=scheme)
    found = {}

    for path in PATHS:
        audited.goto(published.url + path)
        found[path] = violations(audited)

    assert found == {path: [] for path in PATHS}


@pytest.mark.once
@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_nothing_is_wider_than_the_window(page: Page, published: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = {}

    for path in PATHS[:-1]:
        page.goto(published.url + path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth") > width

    assert wide == dict.fromkeys(PATHS[:-1], False)


def test_the_keyboard_skips_to_the_text_and_goes_back_to_the_top(
    page: Page, published: Site
) -> None:
    page.goto(f"{published.url}/articles/a-treaty-is-signed/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name="Back to Top").press("Enter")

    expect(page.locator("#top")).to_be_focused()
    page.wait_for_function("window.scrollY === 0")


def test_a_note_leads_to_its_text_and_back(page: Page, published: Site) -> None:
    page.goto(f"{published.url}/articles/a-treaty-is-signed/")

    page.locator("[role=doc-noteref]").click()
    expect(page).to_have_url(re.compile("#note-1$"))
    page.locator("[role=doc-backlink]").click()

    expect(page).to_have_url(re.compile("#note-ref-1$"))


def test_a_reader_without_scripts_opens_the_menu_reads_and_searches(
    browser: Browser, published: Site
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    page.goto(published.url)

    page.get_by_role("link", name="A treaty is signed").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A treaty is signed")
    expect(page.get_by_text("(Image Credit: Sofia Sand/TASK)").first).to_be_visible()
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Words to look for").fill("treaty")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_text("6 articles with “treaty”")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_nothing_moves_while_a_page_loads(page: Page, published: Site) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        " for (const e of list.getEntries()) window.moved += e.value"
        "}).observe({type: 'layout-shift', buffered: true})"
    )

    page.goto(f"{published.url}/articles/a-treaty-is-signed/", wait_until="networkidle")

    assert page.evaluate("window.moved") < 0.01


def test_no_picture_is_heavy_and_nothing_moves_when_pictures_come(
    page: Page, live_site: Site
) -> None:
    """Noise is the heaviest of photographs."""
    grain = [Pillow.effect_noise((1800, 1200), sigma) for sigma in (40, 50, 60)]
    out = BytesIO()
    Pillow.merge("RGB", grain).save(out, "JPEG", quality=90)
    image = make_image(picture_file("noise.jpg", out.getvalue()), all_renditions=True)
    figure = f'<figure data-image="{image.key}" data-alt="Noise"></figure>'
    make_article(body=f"{figure}<p>Text</p>", lead_image=image, lead_alt="Noise")
    pictures: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda r: (
            pictures.update({r.url: r.sizes()["responseBodySize"]}) if "/media/" in r.url else None
        ),
    )
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        " for (const e of list.getEntries()) window.moved += e.value"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    page.set_viewport_size({"width": 1280, "height": 800})

    page.goto(f"{live_site.url}/articles/a-treaty-is-signed/", wait_until="networkidle")
    page.locator(".prose img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.prose img').naturalWidth > 0")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.moved") == 0
    # For the second one the browser may take the larger file, which it has already.
    names = {url.split("-", 2)[2] for url in pictures}
    assert {"whole-1200.avif"} <= names <= {"whole-1200.avif", "whole-800.avif"}
    assert max(pictures.values()) <= 200_000


def test_a_page_takes_at_most_six_requests_and_sixty_thousand_bytes(
    page: Page, published: Site
) -> None:
    """Without the bytes of pictures, which the text decides."""
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda r: (
            sizes.update({r.url: r.sizes()["responseBodySize"]})
            if r.resource_type != "image"
            else None
        ),
    )

    page.goto(f"{published.url}/articles/a-treaty-is-signed/", wait_until="networkidle")

    assert len(sizes) <= 6
    assert sum(sizes.values()) <= 60_000
