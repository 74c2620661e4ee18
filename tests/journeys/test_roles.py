"""A day of each role at the desk, and what readers see of it. The test moves the clock."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Article
from iria.models import Institute, Letter, User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, choose, live_bytes, open_form, put_caret, told, type_on
from tests.makers import make_article, make_author, make_category, make_image, make_member
from tests.newsletter.making import add_subscriber

KEPT = "#kept-status"
PASSWORD = "a long password"
NOON = datetime(2031, 6, 3, 10, 0, tzinfo=UTC)  # 12:00 in Vienna


class Clock:
    """What the server takes for now; it goes on from there."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def set(self, moment: datetime) -> None:
        self.offset = moment - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, live_site: Site) -> Clock:
    Institute.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Vienna"})
    clock = Clock()
    clock.set(NOON - timedelta(days=1))
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


def session_of(context: BrowserContext) -> str:
    return next(c["value"] for c in context.cookies() if c["name"] == "sessionid")


def sign_in_again(page: Page) -> None:
    page.locator(KEPT).get_by_role("button", name="Sign in").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_have_count(0)


def status_of(site: Site, page: Page, path: str) -> int:
    return page.request.get(site.url + path).status


def test_an_author_writes_through_all_troubles_and_an_editor_brings_it_to_readers(
    open_browser: Open, live_site: Site, clock: Clock
) -> None:
    make_category("Europe")
    make_author("Au Thor")
    author, editor = make_member("Author", name="Au Thor"), make_member("Editor", name="Ed Itor")
    theirs, desk, reader = open_browser(author), open_browser(editor), open_browser().new_page()

    # The author writes; network and login go in mid-sentence.
    page = open_form(theirs, f"{live_site.url}/admin/articles/article/add/")
    page.locator("#id_title").fill("A treaty at sea")
    choose(page, "Byline", "au", "Au Thor")
    choose(page, "Categories", "eur", "Europe")
    put_caret(page.locator(".editor-text"))
    page.keyboard.type("Twelve states met")
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    theirs.set_offline(True)
    page.keyboard.type(" in a harbour")
    expect(page.locator(KEPT)).to_have_text("Not connected: kept in this browser")
    theirs.set_offline(False)
    expect(page.locator(KEPT)).to_contain_text("Kept ")
    Session.objects.filter(session_key=session_of(theirs)).delete()
    page.keyboard.type(" and agreed")
    expect(page.locator(KEPT)).to_contain_text("Signed out: kept in this browser")
    sign_in_again(page)
    type_on(page, " on little.")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    page.get_by_role("button", name="Save draft").click()
    told(page, "Saved.")
    article = Article.objects.get()
    assert article.body == "<p>Twelve states met in a harbour and agreed on little.</p>"

    type_on(page, " They meet again.")
    page.get_by_role("button", name="Submit for review…").click()
    expect(page.get_by_role("heading", name="Submit for review")).to_be_visible()
    page.get_by_label("Note").fill("Is the number right?")
    page.get_by_role("button", name="Submit for review").click()
    told(page, "Submitted.")
    expect(page.get_by_text("Waits for review.")).to_be_visible()

    # The editor finds it, looks what changed, and schedules it.
    page = desk.new_page()
    page.goto(f"{live_site.url}/admin/")
    page.get_by_role("link", name="To review").click()
    page.get_by_role("link", name=re.compile("A treaty at sea")).click()
    expect(page.get_by_text("Is the number right?").first).to_be_visible()
    page.locator(".object-tools").get_by_role("link", name="History").click()
    page.get_by_role("link", name="What changed").first.click()
    expect(page.locator("ins").filter(has_text="They meet again.")).to_be_visible()
    page.goto(change_url(live_site, article))
    page.get_by_role("button", name="Schedule…").click()
    expect(page.get_by_role("heading", name="Schedule")).to_be_visible()
    page.get_by_label("Date").fill("2031-06-03")
    page.get_by_label("Time").fill("12:00")
    assert violations(page) == []
    page.get_by_role("button", name="Schedule").click()
    told(page, "It goes before readers on 3 Jun 2031, 12:00.")

    # It is there at its second, on its page and in the lists.
    path = article.get_absolute_url()
    clock.set(NOON - timedelta(seconds=20))
    assert status_of(live_site, reader, path) == 404
    reader.goto(live_site.url)
    expect(reader.get_by_text("A treaty at sea")).to_have_count(0)
    clock.set(NOON)
    assert status_of(live_site, reader, path) == 200
    reader.reload()
    expect(reader.get_by_role("link", name="A treaty at sea").first).to_be_visible()

    # An edit changes nothing for readers until it is published.
    before = live_bytes(live_site, article)
    page.reload()
    type_on(page, " Then in spring.")
    page.get_by_role("button", name="Save without publishing").click()
    told(page, "Readers see these changes once you publish them.")
    assert live_bytes(live_site, article) == before
    page.get_by_role("button", name="Publish changes").click()
    told(page, "Published.")
    reader.goto(live_site.url + path)
    expect(reader.get_by_text("They meet again. Then in spring.")).to_be_visible()

    # It is withdrawn with a reason, an old version brought back and published again.
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Reason").fill("The spring meeting was called off.")
    page.get_by_role("button", name="Withdraw").click()
    told(page, "Withdrawn. Readers are told the reason.")
    assert status_of(live_site, reader, path) == 410
    reader.reload()
    expect(reader.get_by_text("The spring meeting was called off.")).to_be_visible()
    reader.goto(live_site.url)
    expect(reader.get_by_text("A treaty at sea")).to_have_count(0)

    page.locator(".object-tools").get_by_role("link", name="History").click()
    page.get_by_role("link", name="What changed").first.click()
    page.get_by_role("link", name="Read the earlier").click()
    page.get_by_role("button", name="Restore this version").click()
    told(page, "is the newest again, as a draft.")
    assert status_of(live_site, reader, path) == 410
    page.get_by_role("button", name="Publish again").click()
    told(page, "Published.")
    reader.goto(live_site.url + path)
    expect(reader.get_by_text("They meet again.")).to_be_visible()
    expect(reader.get_by_text("Then in spring.")).to_have_count(0)


def test_the_picture_desk_corrects_a_credit_everywhere(
    open_browser: Open, live_site: Site
) -> None:
    image = make_image()
    article = make_article(body=f'<p>Text.</p><figure data-image="{image.key}"></figure>')
    page = open_browser(make_member("Picture desk")).new_page()
    reader = open_browser().new_page()
    reader.goto(live_site.url + article.get_absolute_url())
    expect(reader.get_by_text("(Image Credit: Sofia Sand/TASK)")).to_be_visible()

    page.goto(f"{live_site.url}/admin/")
    expect(page.get_by_role("link", name="New article")).to_have_count(0)
    page.locator(".desk-groups").get_by_role("link", name="Credits", exact=True).click()
    page.locator("#result_list tbody th a").click()
    page.get_by_label("Photographer").fill("Sofía Sand")
    page.get_by_role("button", name="Save", exact=True).click()
    told(page, "changed successfully")

    reader.reload()
    expect(reader.get_by_text("(Image Credit: Sofía Sand/TASK)")).to_be_visible()


def test_a_moderator_lets_a_comment_through(open_browser: Open, live_site: Site) -> None:
    article = make_article("A treaty")
    reader = open_browser().new_page()
    reader.goto(live_site.url + article.get_absolute_url())
    reader.get_by_label("Comment", exact=True).fill("The second clause matters more.")
    reader.get_by_label("Name").fill("Ada Reader")
    reader.get_by_label("E-mail address").fill("ada@example.org")
    reader.get_by_role("button", name="Send the comment").click()
    expect(reader.get_by_text("It is held until somebody has read it")).to_be_visible()

    page = open_browser(make_member("Moderator")).new_page()
    page.goto(f"{live_site.url}/admin/")
    page.get_by_role("link", name="Waiting").first.click()
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("to_approved")
    page.get_by_role("button", name="Apply").click()
    told(page, "1 comment: Approved.")

    reader.goto(live_site.url + article.get_absolute_url())
    expect(reader.get_by_text("The second clause matters more.")).to_be_visible()


def test_a_mail_manager_sends_what_an_editor_published(
    open_browser: Open, live_site: Site
) -> None:
    add_subscriber("ada@example.org")
    make_article("A treaty")
    page = open_browser(make_member("Mail manager")).new_page()

    page.goto(f"{live_site.url}/admin/")
    page.locator(".desk-groups").get_by_role("link", name="Campaigns", exact=True).click()
    page.get_by_role("link", name="New campaign").click()
    page.get_by_label("Subject").fill("This week")
    choose(page, "Articles", "treaty", "A treaty")
    page.get_by_role("button", name="Save and look at it").click()
    page.get_by_role("link", name="Send…").click()
    page.get_by_role("button", name="Send", exact=True).click()

    told(page, "It is on its way.")


def test_an_administrator_invites_an_author_who_finds_what_authors_need(
    open_browser: Open, live_site: Site
) -> None:
    page = open_browser(make_member("Administrator")).new_page()
    page.goto(f"{live_site.url}/admin/iria/user/add/")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Name").fill("New Author")
    page.get_by_label("Author", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    told(page, "An invitation to choose a password is on its way")
    link = re.search(r"(/admin/\S+)", Letter.objects.get().text)[1]

    new = open_browser().new_page()
    new.goto(live_site.url + link)
    new.get_by_label("New password", exact=True).fill("quite a long one")
    new.get_by_label("Again").fill("quite a long one")
    new.get_by_role("button").last.click()
    new.goto(f"{live_site.url}/admin/")
    new.get_by_label("E-mail address").fill("new@example.org")
    new.get_by_label("Password").fill("quite a long one")
    new.get_by_role("button", name="Sign in").click()

    expect(new.get_by_role("link", name="New article")).to_be_visible()
    expect(new.get_by_role("link", name="Staff")).to_have_count(0)
    assert User.objects.get(name="New Author").groups.get().name == "Author"
