"""An editor writes an article, illustrates it, publishes it, edits it and withdraws it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, Image
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Site
from tests.journeys.desk import choose, put_caret, told
from tests.makers import make_article, make_author, make_category, make_image, picture_bytes

WORD = Path(__file__).parent / "editor" / "clipboards" / "word.html"


def read(browser: Browser, url: str) -> Page:
    """A page of somebody who is not signed in."""
    page = browser.new_context().new_page()
    page.goto(url)
    return page


def test_an_article_is_written_illustrated_published_edited_and_withdrawn(
    browser: Browser, staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    make_category("Europe")
    make_category("News")
    make_author("Ada Writer")
    make_author("Bo Second")
    page.goto(f"{live_site.url}/admin/articles/article/add/")

    page.locator("#id_title").fill("Khürelsükh in Moscow")
    page.get_by_label("Standfirst").fill("Two presidents met.")
    put_caret(page.locator(".editor-text"))
    page.keyboard.type("The first paragraph.")
    choose(page, "Byline", "ada", "Ada Writer")
    choose(page, "Byline", "bo", "Bo Second")
    choose(page, "Categories", "eur", "Europe")
    choose(page, "Categories", "new", "News")
    page.get_by_role("combobox", name="Tags").fill("Mongolia")
    page.keyboard.press("Enter")

    # A picture is uploaded where it is used, with caption and credit.
    put_caret(page.locator(".editor-text p").last)
    page.locator("[data-tool=picture]").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Upload a picture").click()
    file = {"name": "hall.png", "mimeType": "image/png", "buffer": picture_bytes()}
    dialog.get_by_label("Picture file").set_input_files(files=[file])
    dialog.get_by_label("Alternative text").fill("A hall")
    dialog.get_by_label("Caption", exact=True).fill("The hall of the talks")
    dialog.get_by_label("Photographer").fill("Sofya Sandurskaya")
    dialog.get_by_label("Agency").fill("TASS")
    dialog.get_by_role("button", name="Upload and use").click()
    expect(page.locator(".editor-text figure")).to_contain_text(
        "(Image Credit: Sofya Sandurskaya/TASS)"
    )

    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    address = f"{live_site.url}/articles/khurelsukh-in-moscow/"
    assert read(browser, address).title().startswith("404") or not Article.objects.public()

    page.get_by_role("button", name="Publish", exact=True).click()
    told(page, "Published.")
    expect(page.get_by_role("button", name="Copy address")).to_have_attribute("data-copy", address)
    page.get_by_role("link", name="View it").click()

    expect(page).to_have_url(address)
    expect(page.locator(".article-head .filed")).to_contain_text("Europe, News")
    expect(page.locator(".article-head .names")).to_have_text("By Ada Writer and Bo Second")
    caption = page.locator(".prose figcaption")
    expect(caption).to_have_text("The hall of the talks (Image Credit: Sofya Sandurskaya/TASS)")
    expect(page.locator(".prose img")).to_have_attribute("alt", "A hall")
    # It is loaded when it comes near the window, which may be after the page itself.
    page.locator(".prose img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.prose img').naturalWidth > 0")

    # An edit waits until it is published.
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator("#id_title").fill("Khürelsükh in the Kremlin")
    page.get_by_role("button", name="Save without publishing").click()
    expect(page.get_by_text("You are looking at the draft.")).to_be_visible()
    expect(read(browser, address).get_by_role("heading", level=1)).to_have_text(
        "Khürelsükh in Moscow"
    )
    page.get_by_role("button", name="Publish changes").click()
    told(page, "Published.")
    expect(read(browser, address).get_by_role("heading", level=1)).to_have_text(
        "Khürelsükh in the Kremlin"
    )

    page.locator(".save-bar").get_by_role("link", name="History").click()
    expect(page.get_by_role("link", name=re.compile("^Version "))).to_have_count(2)
    expect(page.locator(".versions .is-event")).to_have_count(2)
    page.go_back()

    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Reason").fill("The place was named wrongly.")
    page.get_by_role("button", name="Withdraw").click()
    told(page, "Withdrawn. Readers are told the reason.")
    expect(read(browser, address).get_by_text("The place was named wrongly.")).to_be_visible()
    expect(
        read(browser, live_site.url).get_by_text("Nothing has been published yet.")
    ).to_be_visible()


def test_text_from_a_word_processor_is_published_clean(staff_page: Page, live_site: Site) -> None:
    page = staff_page
    page.goto(f"{live_site.url}/admin/articles/article/add/")
    page.locator("#id_title").fill("From Word")
    put_caret(page.locator(".editor-text"))

    page.evaluate(
        """html => {
          const data = new DataTransfer()
          data.setData("text/html", html)
          const event = new ClipboardEvent(
            "paste", {clipboardData: data, bubbles: true, cancelable: true})
          document.activeElement.dispatchEvent(event)
        }""",
        WORD.read_text(),
    )
    page.get_by_role("button", name="Publish", exact=True).click()
    told(page, "Published.")

    body = Article.objects.get().body
    assert "<p>" in body
    assert not any(word in body for word in ("style=", "class=", "Mso", "<o:p"))


def test_what_was_typed_stands_when_something_is_refused(
    staff_page: Page, live_site: Site
) -> None:
    page = staff_page
    make_article("Taken")
    page.goto(f"{live_site.url}/admin/articles/article/add/")

    page.locator("#id_title").fill("Another")
    page.get_by_label("Standfirst").fill("Typed by hand.")
    put_caret(page.locator(".editor-text"))
    page.keyboard.type("A long text.")
    page.get_by_role("combobox", name="Tags").fill("New tag")
    page.keyboard.press("Enter")
    page.locator("#id_slug").fill("taken")
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.locator(".field-slug .errorlist")).to_contain_text(
        "Something else has or had this address."
    )
    expect(page.get_by_label("Standfirst")).to_have_value("Typed by hand.")
    expect(page.locator(".editor-text")).to_contain_text("A long text.")
    expect(page.locator(".choice-name")).to_have_text("New tag")
    assert Article.objects.count() == 1


def test_a_second_tab_is_told_of_the_first(staff_page: Page, live_site: Site) -> None:
    article = make_article("Both", published=False)
    url = f"{live_site.url}/admin/articles/article/{article.pk}/change/"
    first, second = staff_page, staff_page.context.new_page()
    for tab in (first, second):
        tab.goto(url)

    first.locator("#id_title").fill("By the first")
    first.get_by_role("button", name="Save draft").click()
    expect(first.get_by_text("Saved.")).to_be_visible()
    second.locator("#id_title").fill("By the second")
    second.get_by_role("button", name="Save draft").click()

    expect(second.get_by_text("Ed Itor saved this text")).to_be_visible()
    expect(second.locator("#id_title")).to_have_value("By the second")
    second.get_by_role("button", name="Save draft").click()
    expect(second.get_by_text("Saved.")).to_be_visible()
    titles = [revision.values["title"] for revision in article.revisions.all()]
    assert titles == ["By the second", "By the first", "Both"]


def test_the_save_bar_stays_in_sight(staff_page: Page, live_site: Site) -> None:
    article = make_article("Long", body="<p>A paragraph.</p>" * 120)

    for width, height in ((1280, 800), (360, 640)):
        staff_page.set_viewport_size({"width": width, "height": height})
        staff_page.goto(f"{live_site.url}/admin/articles/article/{article.pk}/change/")
        expect(staff_page.get_by_role("button", name="Publish changes")).to_be_in_viewport()
        staff_page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
        expect(staff_page.get_by_role("button", name="Publish changes")).to_be_in_viewport()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(
    browser: Browser, staff_page: Page, live_site: Site, staff: User, scheme: str
) -> None:
    article = make_article(
        lead_image=make_image(),
        lead_alt="Blue",
        categories=[make_category()],
        authors=[make_author()],
    )
    make_article("Draft", published=False)
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    context.add_cookies(staff_page.context.cookies())
    page = context.new_page()
    image = Image.objects.get()
    paths = ["", "articles/article/", f"articles/article/{article.pk}/change/"]
    paths += ["articles/article/add/", f"articles/article/{article.pk}/history/"]
    paths += [f"articles/article/{article.pk}/withdraw/", "articles/image/"]
    paths += [f"articles/image/{image.pk}/change/", "articles/credit/", "iria/institute/1/change/"]
    found = {}

    for path in paths:
        page.goto(f"{live_site.url}/admin/{path}")
        found[path] = violations(page)
    context.close()

    assert found == {path: [] for path in paths}
