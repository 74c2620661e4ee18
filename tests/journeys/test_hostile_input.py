"""What tries to run in a reader's or an editor's browser does not."""

import pytest
from playwright.sync_api import Page

from articles.models import Article
from iria.models import Institute
from tests.articles.text.hostile import HOSTILE
from tests.journeys.conftest import Site
from tests.makers import (
    make_article,
    make_author,
    make_category,
    make_credit,
    make_image,
    make_tag,
)

MARK = "<img src=x onerror=alert(1)>"
CLOSING = "</script></title></textarea></style>\"'>" + MARK


@pytest.fixture
def alerts(page: Page) -> list[str]:
    """What a page said in a dialog: nothing, if nothing ran."""
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    return said


@pytest.fixture
def hostile(live_site: Site) -> Article:
    """An article with markup in every field that somebody may type into."""
    credit = make_credit(f"P{CLOSING}", f"A{CLOSING}")
    image = make_image(alt=CLOSING, title=CLOSING, caption=CLOSING, credit=credit)
    figure = f'<figure data-image="{image.key}" data-alt=""><figcaption>{CLOSING}</figcaption>'
    Institute(pk=1, about=CLOSING, tagline=CLOSING, reports_text=CLOSING).save()
    return make_article(
        f"Title {CLOSING}",
        slug="hostile",
        standfirst=CLOSING,
        description=CLOSING,
        body=f"{figure}</figure>{''.join(HOSTILE)}",
        lead_image=image,
        lead_alt=CLOSING,
        lead_caption=CLOSING,
        authors=[make_author(f"N{CLOSING}", bio=CLOSING, role=CLOSING)],
        categories=[make_category(f"C{CLOSING}", description=CLOSING)],
        tags=[make_tag(f"T{CLOSING}")],
    )


def test_nothing_runs_for_readers(
    page: Page, live_site: Site, alerts: list[str], hostile: Article
) -> None:
    paths = ["/", hostile.get_absolute_url(), f"/search/?q={CLOSING}", "/search/?q=title"]
    paths += [filing.category.get_absolute_url() for filing in hostile.filings.all()]
    paths += [tagging.tag.get_absolute_url() for tagging in hostile.taggings.all()]
    paths += [byline.author.get_absolute_url() for byline in hostile.bylines.all()]

    for path in paths:
        page.goto(live_site.url + path, wait_until="load")
        assert page.locator("img[onerror], img[src=x], svg[onload]").count() == 0, path

    assert alerts == []


def test_nothing_runs_for_editors(staff_page: Page, live_site: Site, hostile: Article) -> None:
    said: list[str] = []
    staff_page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    paths = ["article/", f"article/{hostile.pk}/change/", f"article/{hostile.pk}/history/"]
    paths += ["image/", "credit/", "category/", "tag/", "author/"]
    paths += [f"image/{hostile.lead_image_id}/change/"]

    for path in paths:
        staff_page.goto(f"{live_site.url}/admin/articles/{path}", wait_until="load")
        assert staff_page.locator("img[onerror], img[src=x]").count() == 0, path

    assert said == []
