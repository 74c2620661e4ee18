"""Articles that staff pick to stand with another: from the form to the reader."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.writing import publishing
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, open_form, told
from tests.makers import make_article, make_tag


def pick(page: Page, typed: str, name: str, others: int) -> None:
    """By keyboard alone: words, down to the entry of this name, Enter."""
    box = page.get_by_role("combobox", name="Related articles")
    box.focus()
    page.keyboard.type(typed)
    options = page.locator(".field-picks").get_by_role("option")
    # Those of what was typed: the focus brought a list of its own.
    expect(options).to_have_count(others + 1)
    wanted = page.locator(".field-picks").get_by_role("option", name=name, selected=True)
    for _ in range(others):
        if wanted.count():
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_value("")


def test_two_are_picked_by_keyboard_read_in_order_and_one_falls_out(
    open_browser: Open, live_site: Site, staff: User, page: Page
) -> None:
    tag = make_tag()
    near = [make_article(f"Near {n}", tags=[tag]) for n in range(4)]
    long_ago = timezone.now() - timedelta(days=90)
    make_article("The ice of Spitsbergen", at=long_ago)
    make_article("The law of the sea", at=long_ago)
    make_article("The law of the land", published=False)
    article = make_article("Svalbard", tags=[tag], published=False)
    form = open_form(open_browser(staff), change_url(live_site, article))

    pick(form, "spitsbergen", "The ice of Spitsbergen", 0)
    pick(form, "the law", "The law of the sea", 1)
    form.get_by_role("button", name="Move The law of the sea up").press("Enter")
    chosen = form.locator(".field-picks .choice")
    expect(chosen.locator(".choice-name")).to_have_text(
        ["The law of the sea", "The ice of Spitsbergen"]
    )
    expect(chosen.first.locator(".choice-note")).to_contain_text("Published")
    form.get_by_role("button", name="Save draft").press("Enter")
    told(form, "Saved.")
    expect(chosen.locator(".choice-name")).to_have_text(
        ["The law of the sea", "The ice of Spitsbergen"]
    )
    form.get_by_role("button", name="Publish", exact=True).press("Enter")
    told(form, "Published.")

    page.goto(live_site.url + article.get_absolute_url())
    related = page.get_by_role("region", name="Related Articles").get_by_role("heading", level=3)
    first, second, *rest = related.all_inner_texts()
    assert (first, second) == ("The law of the sea", "The ice of Spitsbergen")
    assert len(rest) == 2
    assert set(rest) <= {other.title for other in near}

    publishing.withdraw(Article.objects.get(title="The law of the sea"), None)
    page.reload()

    titles = related.all_inner_texts()
    assert titles[0] == "The ice of Spitsbergen"
    assert len(titles) == 4
    assert "The law of the sea" not in titles


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_the_field_is_accessible_with_its_list_open(
    open_browser: Open, live_site: Site, staff: User, scheme: str, width: int
) -> None:
    other = make_article("A_title_without_any_blank" * 6, published=False)
    make_article("Another")
    article = make_article(picks=[other])
    page = open_browser(staff, bypass_csp=True, color_scheme=scheme).new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(change_url(live_site, article))

    page.get_by_role("combobox", name="Related articles").focus()

    expect(page.locator(".field-picks").get_by_role("option", name="Another")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
