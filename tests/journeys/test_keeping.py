"""Nothing that is typed into a text's form is lost: without network, without login, after a crash,
and when two work on one text."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Kept
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, draft_of, live_bytes, open_form, sign_in, type_on
from tests.makers import make_article, make_author, make_editor, make_tag

KEPT = "#kept-status"
# A browser that takes no texts.
FULL = """
  const set = Storage.prototype.setItem
  Storage.prototype.setItem = function (key, value) {
    if (key.includes("desk-kept")) throw new DOMException("full", "QuotaExceededError")
    return set.call(this, key, value)
  }
"""


@pytest.fixture
def staff(live_site: Site) -> User:
    return make_editor(address="desk@example.org")


@pytest.fixture
def bo(live_site: Site) -> User:
    user = make_editor(address="bo@example.org")
    User.objects.filter(pk=user.pk).update(name="Bo Editor")
    return User.objects.get(pk=user.pk)


def left_in(page: Page) -> list[str]:
    """What the browser holds of texts."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.includes('desk-kept'))")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save without publishing").click()


def test_the_network_goes_in_mid_sentence_and_comes_back(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article(body="<p>It was</p>")
    before = live_bytes(live_site, article)
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))

    type_on(page, " a dark")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    context.set_offline(True)
    page.keyboard.type(" and stormy")
    expect(page.locator(KEPT)).to_have_text("Not connected: kept in this browser")
    save(page)
    expect(page.locator("#kept-said")).to_have_text("Not connected: kept in this browser")
    page.keyboard.type("!")
    assert page.url == change_url(live_site, article)
    context.set_offline(False)
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    type_on(page, " night.")
    assert live_bytes(live_site, article) == before
    save(page)

    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>It was a dark and stormy night.</p>"
    assert live_bytes(live_site, article) == before
    assert not Kept.objects.filter(typed_at__isnull=False).exists()
    assert left_in(page) == []


def test_the_login_ends_in_mid_sentence_and_is_renewed_in_place(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article(body="<p>It was</p>")
    before = live_bytes(live_site, article)
    page = open_form(open_browser(staff), change_url(live_site, article))

    type_on(page, " a dark")
    Session.objects.all().delete()
    page.keyboard.type(" and stormy")
    expect(page.locator(KEPT)).to_contain_text("Signed out: kept in this browser")
    page.keyboard.type(" night")
    page.locator(KEPT).get_by_role("button", name="Sign in").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("E-mail address")).to_have_value("desk@example.org")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Address or password is wrong.")
    dialog.get_by_label("Password").fill("a long password")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    expect(page.locator(".editor-text")).to_contain_text("It was a dark and stormy night")
    type_on(page, ".")
    save(page)

    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>It was a dark and stormy night.</p>"
    assert live_bytes(live_site, article) == before


def test_a_press_of_save_after_the_login_has_ended_asks_for_it_and_then_saves(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article(body="<p>It was</p>")
    page = open_form(open_browser(staff), change_url(live_site, article))
    type_on(page, " night.")
    Session.objects.all().delete()

    save(page)
    page.get_by_label("Password").fill("a long password")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>It was night.</p>"


def test_what_is_too_long_to_be_kept_is_saved_all_the_same(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article(body="<p>It was</p>")
    page = open_form(open_browser(staff), change_url(live_site, article))
    page.route("**/keep/", lambda r: r.fulfill(status=413, json={"refused": "too large"}))
    type_on(page, " a long night.")
    expect(page.locator(KEPT)).to_have_text("The server does not take it: kept in this browser")

    save(page)

    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>It was a long night.</p>"


def test_a_login_that_was_renewed_in_another_tab_is_enough(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article(body="<p>It was</p>")
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))
    Session.objects.all().delete()
    other = context.new_page()
    other.goto(f"{live_site.url}/admin/")
    other.get_by_label("E-mail address").fill(staff.address)
    other.get_by_label("Password").fill("a long password")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", name="Desk")).to_be_visible()

    type_on(page, " night.")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    save(page)

    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>It was night.</p>"


def test_what_one_types_is_never_put_to_the_account_of_another(
    open_browser: Open, live_site: Site, staff: User, bo: User
) -> None:
    article = make_article(body="<p>It was</p>")
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))
    sign_in(context, live_site, bo)

    type_on(page, " night.")
    expect(page.locator(KEPT)).to_contain_text("Bo Editor is signed in now: kept in this browser")
    save(page)
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("E-mail address").fill(bo.address)
    dialog.get_by_label("Password").fill("a long password")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("This is the account of Bo Editor.")
    dialog.get_by_role("button", name="Later").click()
    assert not Kept.objects.filter(user=bo, typed_at__isnull=False).exists()

    # Bo finds nothing of it in the same browser, and Ed all of it.
    theirs = open_form(context, change_url(live_site, article))
    expect(theirs.locator(".kept-offer")).to_have_count(0)
    sign_in(context, live_site, staff)
    mine = open_form(context, change_url(live_site, article))
    expect(mine.locator(".kept-offer")).to_have_count(1)


def test_after_a_crash_all_comes_back_to_be_compared_and_put_in(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    author, tag = make_author("Ada Writer"), make_tag("Treaties")
    article = make_article("A storm", body="<p>It was</p>", tags=[tag], authors=[author])
    before = live_bytes(live_site, article)
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))
    page.locator("#id_title").fill("A dark storm")
    type_on(page, " a “dark” — and <stormy> 🌩 night.")
    page.get_by_role("combobox", name="Tags").fill("Weath")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    context.close()

    page = open_form(open_browser(staff), change_url(live_site, article))
    offer = page.locator(".kept-offer")
    expect(offer).to_contain_text("you typed something that is not saved")
    expect(page.locator("#id_title")).to_have_value("A storm")
    offer.get_by_role("link", name="Compare").click()
    expect(page.locator("#content-main")).to_contain_text("<stormy> 🌩 night.")
    page.get_by_role("link", name="Put it into the form").click()

    expect(page.locator("#id_title")).to_have_value("A dark storm")
    expect(page.locator(".editor-text")).to_have_text("It was a “dark” — and <stormy> 🌩 night.")
    expect(page.get_by_role("combobox", name="Tags")).to_have_value("Weath")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    assert live_bytes(live_site, article) == before
    page.get_by_role("combobox", name="Tags").fill("Weather")
    save(page)
    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    expect(page.locator(".kept-offer")).to_have_count(0)

    body = "<p>It was a “dark” — and &lt;stormy&gt; 🌩 night.</p>"
    assert draft_of(article) == body
    assert live_bytes(live_site, article) == before
    assert not Kept.objects.filter(typed_at__isnull=False).exists()


def test_what_was_typed_without_network_before_a_crash_comes_back_too(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article(body="<p>It was</p>")
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))
    context.set_offline(True)
    type_on(page, " night.")
    expect(page.locator(KEPT)).to_have_text("Not connected: kept in this browser")
    page.close()
    assert not Kept.objects.filter(typed_at__isnull=False).exists()
    context.set_offline(False)

    page = open_form(context, change_url(live_site, article))

    expect(page.locator(".kept-offer")).to_contain_text("you typed something")
    page.get_by_role("link", name="Put it into the form").click()
    expect(page.locator(".editor-text")).to_have_text("It was night.")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    assert left_in(page) == []


def test_a_new_article_comes_back_though_it_was_never_saved(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    context = open_browser(staff)
    page = open_form(context, f"{live_site.url}/admin/articles/article/add/")
    page.locator("#id_title").fill("A beginning")
    page.goto(f"{live_site.url}/admin/")

    page = open_form(context, f"{live_site.url}/admin/articles/article/add/")
    page.get_by_role("link", name="Put it into the form").click()
    expect(page.locator("#id_title")).to_have_value("A beginning")
    page.get_by_role("button", name="Save draft").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Article.objects.get().title == "A beginning"
    assert not Kept.objects.filter(typed_at__isnull=False).exists()


def test_an_offer_that_stands_is_not_replaced_by_the_same(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    """The browser still has what was sent as its page went, and sends it once more."""
    context, url = open_browser(staff), f"{live_site.url}/admin/articles/article/add/"
    page = open_form(context, url)
    page.locator("#id_title").fill("A beginning")
    page.goto(f"{live_site.url}/admin/")
    for _look in range(50):
        if Kept.objects.filter(typed_at__isnull=False).exists():
            break
        page.wait_for_timeout(100)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () =>"
        " document.getElementById('kept-offers').setAttribute('data-first', ''))"
    )

    with page.expect_response("**/add/?kept_tab=*"):
        page.goto(url)
    page.wait_for_load_state("networkidle")

    expect(page.locator("#kept-offers[data-first]")).to_contain_text("you typed something")


def test_what_is_not_wanted_is_thrown_away(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article()
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))
    page.locator("#id_title").fill("No good")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    page.goto(f"{live_site.url}/admin/")
    page = open_form(context, change_url(live_site, article))

    page.get_by_role("button", name="Throw away for good").click()

    expect(page.get_by_text("Thrown away.")).to_be_visible()
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_two_editors_of_one_article_know_of_each_other_and_lose_neither_text(
    open_browser: Open, live_site: Site, staff: User, bo: User
) -> None:
    article = make_article(body="<p>It was</p>")
    first = open_form(open_browser(staff), change_url(live_site, article))
    expect(first.locator("#kept-notices p")).to_have_count(0)

    second = open_browser(bo).new_page()
    second.goto(change_url(live_site, article))
    expect(second.locator("#kept-notices p")).to_contain_text("Ed Itor has this article open")
    expect(first.locator("#kept-notices p")).to_contain_text("Bo Editor has this article open")

    type_on(first, " a dark night.")
    save(first)
    expect(first.get_by_text("Saved. Readers see these changes")).to_be_visible()
    type_on(second, " a bright day.")
    expect(second.locator("#kept-notices")).to_contain_text("Ed Itor saved this article at")
    save(second)
    expect(second.locator(".errornote")).to_contain_text("Ed Itor saved this text at")
    both = second.locator(".kept-both")
    expect(both).to_contain_text("dark night")
    expect(both).to_contain_text("bright day")
    expect(second.locator(".editor-text")).to_have_text("It was a bright day.")
    assert draft_of(article) == "<p>It was a dark night.</p>"
    save(second)

    expect(second.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>It was a bright day.</p>"
    bodies = [revision.body for revision in article.revisions.all()]
    assert "<p>It was a dark night.</p>" in bodies


def test_a_second_tab_is_told_of_the_first_and_a_reload_of_nothing(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article()
    context = open_browser(staff)
    page = open_form(context, change_url(live_site, article))
    with page.expect_response("**/keep/"):
        page.reload()
    expect(page.locator("#kept-notices p")).to_have_count(0)

    second = context.new_page()
    second.goto(change_url(live_site, article))

    expect(second.locator("#kept-notices p")).to_contain_text("You have this article open in")


def test_a_page_that_nothing_takes_anything_of_asks_before_it_goes(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    asked: list[str] = []
    context = open_browser(staff)
    context.add_init_script(FULL)
    page = open_form(context, change_url(live_site, make_article()))
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_title").fill("Kept on the server")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    page.goto(f"{live_site.url}/admin/")
    assert asked == []

    page = open_form(context, change_url(live_site, Article.objects.get()))
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.route("**/keep/", lambda route: route.abort())
    page.locator("#id_title").fill("Nowhere but here")
    expect(page.locator(KEPT)).to_have_text("Not connected: kept nowhere but on this page")
    page.goto(f"{live_site.url}/admin/")
    assert asked == ["beforeunload"]


def test_without_scripts_an_offer_is_put_in_and_saved(
    open_browser: Open, live_site: Site, staff: User
) -> None:
    article = make_article("Live")
    words = '[["title", "Mine"], ["body", "<p>Work.</p>"], ["kind", "news"], ["language", "en"]]'
    Kept.objects.create(
        user=staff, tab="abcdefghijkm", kind="article", article=article,
        words=words, typed_at=timezone.now(), is_closed=True,
    )  # fmt: skip
    page = open_browser(staff, java_script_enabled=False).new_page()
    page.goto(change_url(live_site, article))

    page.get_by_role("link", name="Put it into the form").click()
    expect(page.locator("#id_title")).to_have_value("Mine")
    save(page)

    expect(page.get_by_text("Saved. Readers see these changes")).to_be_visible()
    assert draft_of(article) == "<p>Work.</p>"
    assert not Kept.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_offer_comparison_notices_and_dialog(
    open_browser: Open, live_site: Site, staff: User, bo: User, theme: str
) -> None:
    article = make_article(body="<p>It was</p>")
    other = open_form(open_browser(bo), change_url(live_site, article))
    type_on(other, " a dark night.")
    context = open_browser(staff, bypass_csp=True, color_scheme=theme)
    page = open_form(context, change_url(live_site, article))
    type_on(page, " a bright day.")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    page.goto(f"{live_site.url}/admin/")

    found = {}
    page = open_form(context, change_url(live_site, article))
    expect(page.locator("#kept-notices p")).to_have_count(1)
    found["offer"] = violations(page)
    page.get_by_role("link", name="Compare").click()
    found["comparison"] = violations(page)
    page.get_by_role("link", name="Put it into the form").click()
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    found["put in"] = violations(page)
    save(other)
    expect(other.get_by_text("Saved. Readers see these changes")).to_be_visible()
    save(page)
    expect(page.locator(".kept-both")).to_be_visible()
    found["both"] = violations(page)
    Session.objects.all().delete()
    save(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    found["dialog"] = violations(page)

    assert found == {name: [] for name in found}
