"""The mail of a campaign in windows of mail programs: narrow and wide, light and dark, with
pictures and without."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from newsletter import composing
from newsletter.models import Campaign, CampaignArticle
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import make_article, make_author, make_category, make_image
from tests.newsletter.test_composing import figure

# Success criteria; what axe advises besides is about pages with landmarks.
CRITERIA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WINDOWS = [
    (width, scheme, pictures)
    for width in (320, 640)
    for scheme in ("light", "dark")
    for pictures in (True, False)
]
HEAD = "".join(f"<th scope='col'><p>Heading number {n}</p></th>" for n in range(9))
CELLS = "".join("<td><p>Nagorno-Karabakh</p></td>" for n in range(9))


def body_of(image: object) -> str:
    return (
        "<h2>Part one</h2><p>A treaty binds <a href='https://example.org/'>its parties</a>"
        "<span data-footnote>Its source</span>.</p><h3>Smaller</h3>"
        "<ul><li><p>One</p></li></ul><blockquote><p>Peace.</p></blockquote>"
        f"<aside><p>Pull this.</p></aside><hr><pre>{'code ' * 40}</pre>"
        f"<p>https://example.org/{'a-long-way' * 20}</p>{figure(image)}"
        f"<table><caption>Wide</caption><thead><tr>{HEAD}</tr></thead>"
        f"<tbody><tr>{CELLS}</tr></tbody></table>"
    )


def campaigns() -> dict[str, Campaign]:
    image = make_image()
    fields = {
        "standfirst": "Of a treaty.",
        "body": body_of(image),
        "lead_image": image,
        "lead_alt": "A blue field, described at some length for those who do not see it",
        "authors": [make_author()],
        "categories": [make_category()],
    }
    english = make_article("A treaty is signed", **fields)
    arabic = make_article("اتفاق جديد", language="ar", **fields)
    return {
        "whole": campaign(english),
        "list": campaign(english, arabic, introduction="Dear reader"),
        "arabic": campaign(arabic, language="ar", introduction="أعزاءنا القراء"),
        "introduction": campaign(introduction="We are closed."),
    }


def campaign(*articles: object, **fields: str) -> Campaign:
    row = Campaign.objects.create(subject="The week", **fields)
    for position, article in enumerate(articles):
        CampaignArticle.objects.create(campaign=row, article=article, position=position)
    return row


@pytest.fixture
def mails(live_site: Site) -> dict[str, str]:
    return {name: composing.compose(row).html for name, row in campaigns().items()}


@pytest.fixture
def window(browser: Browser, live_site: Site) -> Iterator[Page]:
    """A page of the site's, so that pictures are asked of it; a mail has no policy of its own."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{live_site.url}/healthz")
    yield page
    context.close()


@pytest.mark.once
@pytest.mark.parametrize(("width", "scheme", "pictures"), WINDOWS)
def test_it_fits_and_axe_finds_nothing(
    window: Page, mails: dict[str, str], width: int, scheme: str, pictures: bool
) -> None:
    window.set_viewport_size({"width": width, "height": 800})
    window.emulate_media(color_scheme=scheme)
    if not pictures:
        window.route("**/*.jpg", lambda route: route.abort())
    found = {}

    for name, html in mails.items():
        window.set_content(html, wait_until="load")
        shown = window.evaluate("[...document.images].every(i => i.naturalWidth > 0)")
        assert shown == (pictures or name == "introduction")
        wide = window.evaluate("document.documentElement.scrollWidth") > width
        audit = Axe().run(window, options={"runOnly": CRITERIA}).response["violations"]
        found[name] = (wide, [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in audit])

    assert found == dict.fromkeys(mails, (False, []))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_where_grounds_are_left_out(
    window: Page, mails: dict[str, str], scheme: str
) -> None:
    """On the plain ground of a program: white, or a dark grey."""
    window.emulate_media(color_scheme=scheme)
    ground = "#fff" if scheme == "light" else "#1f1f1f"

    for html in mails.values():
        window.set_content(html)
        window.add_style_tag(
            content="* { background: none !important }"
            f"html {{ background: {ground} !important }}"
        )
        audit = Axe().run(window, options={"runOnly": ["color-contrast"]}).response
        assert [one["nodes"][0]["html"] for one in audit["violations"]] == []
        assert audit["passes"]


def test_without_styles_the_order_is_that_of_reading(window: Page, mails: dict[str, str]) -> None:
    window.set_content(mails["whole"])
    window.evaluate(
        "document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'));"
        "document.querySelectorAll('style').forEach(e => e.remove())"
    )

    lines = [line for line in window.inner_text("body").split("\n") if line.strip()]

    marks = ["Unsubscribe", "A treaty is signed", "By Ada Writer", "Part one", "Peace.", "Notes"]
    places = [next(n for n, line in enumerate(lines) if mark in line) for mark in marks]
    assert places == sorted(places)


def test_hostile_words_run_no_script(window: Page, live_site: Site) -> None:
    hostile = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>\"'>"
    row = campaign(make_article(f"A {hostile}"), make_article("B"), introduction=hostile)
    Campaign.objects.update(subject=hostile, preheader=hostile)
    row.refresh_from_db()

    window.set_content(composing.compose(row).html, wait_until="load")

    assert window.evaluate("window.ran") is None
    assert window.locator("h1").inner_text() == hostile
    assert window.locator("img, script").count() == 0


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_archive_fits_and_axe_finds_nothing(
    window: Page, live_site: Site, scheme: str
) -> None:
    rows = campaigns()
    Campaign.objects.update(planned_at=timezone.now())
    paths = ["/newsletter/", "/newsletter/archive/"]
    paths += [f"/newsletter/archive/{row.key}/" for row in rows.values()]
    window.emulate_media(color_scheme=scheme)
    found = {}

    for path in paths:
        window.set_viewport_size({"width": 320, "height": 800})
        window.goto(live_site.url + path)
        wide = window.evaluate("document.documentElement.scrollWidth") > 320
        found[path] = (wide, violations(window))

    assert found == dict.fromkeys(paths, (False, []))
