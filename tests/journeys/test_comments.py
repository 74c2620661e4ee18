"""A reader comments, a moderator lets it through, another reader answers."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.comments import moderation
from articles.models import Comment
from iria.models import Letter
from tests.articles.comments.test_moderation import link_in
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.makers import make_article, make_editor, make_page


def write(page: Page, text: str, name: str = "Ada Reader") -> None:
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_role("button", name="Send the comment").click()


def is_held(page: Page) -> None:
    """It is written once its own page says so."""
    expect(page.get_by_text("It is held until somebody has read it")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_comment_is_held_approved_out_of_a_letter_and_answered(
    browser: Browser, live_site: Site, scripts: bool
) -> None:
    make_editor(address="mod@example.org")
    article = make_article("A treaty")
    url = live_site.url + article.get_absolute_url()
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()

    page.goto(url)
    write(page, "The second clause matters more.")
    is_held(page)
    own = page.url

    page.goto(live_site.url + link_in(Letter.objects.get()))
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Done.")).to_be_visible()

    page.goto(url)
    expect(page.get_by_text("The second clause matters more.")).to_be_visible()
    expect(page.locator(".article-head .facts")).to_contain_text("1 Comment")
    page.get_by_role("link", name="Reply to Ada Reader").click()
    expect(page.get_by_role("heading", name="Reply to Ada Reader")).to_be_visible()
    write(page, "I doubt it.", name="Bo Reader")
    is_held(page)
    moderation.decide([Comment.objects.latest("id").pk], "approved", None)

    page.goto(url)
    expect(page.locator(".thread .thread")).to_contain_text("I doubt it.")
    expect(page.locator(".article-head .facts")).to_contain_text("2 Comments")
    page.goto(own)
    page.get_by_role("link", name="It is published.").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(url)}#comment-"))
    assert context.cookies() == []
    context.close()


def test_what_is_refused_stands_as_it_was_typed(page: Page, live_site: Site) -> None:
    article = make_article("A treaty")
    page.goto(live_site.url + article.get_absolute_url())

    write(page, "Typed with care.", name="")
    page.get_by_label("E-mail address").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Send the comment").click()

    expect(page.get_by_text("Under which name?")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Typed with care.")
    write(page, "Typed with care.")
    is_held(page)


def test_a_moderator_decides_on_many_at_the_desk(staff_page: Page, live_site: Site) -> None:
    article = make_article("A treaty")
    reader = staff_page.context.browser.new_context().new_page()
    for number in range(2):
        reader.goto(live_site.url + article.get_absolute_url())
        write(reader, f"Comment number {number}.")
        is_held(reader)

    staff_page.goto(f"{live_site.url}/admin/")
    staff_page.get_by_role("link", name="Waiting").first.click()
    staff_page.locator("#action-toggle").check()
    expect(staff_page.get_by_text("2 of 2 selected")).to_be_visible()
    staff_page.locator("select[name=action]").select_option("to_approved")
    staff_page.get_by_role("button", name="Apply").click()

    expect(staff_page.get_by_text("2 comments: Approved.")).to_be_visible()
    reader.goto(live_site.url + article.get_absolute_url())
    expect(reader.get_by_text("Comment number 1.")).to_be_visible()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, live_site: Site, scheme: str) -> None:
    make_page("Privacy")
    make_editor(address="mod@example.org")
    article = make_article("A treaty")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    url = live_site.url + article.get_absolute_url()
    page.goto(url)
    write(page, "A word.")
    is_held(page)
    paths = [page.url, live_site.url + link_in(Letter.objects.get()), f"{url}comments/", url]
    moderation.decide([Comment.objects.get().pk], "approved", None)
    found = {}

    for path in paths:
        page.goto(path)
        found[path] = violations(page)
    context.close()

    assert found == {path: [] for path in paths}
