"""What members of staff do in a browser of their own."""

import urllib.request

from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from articles.models import Article
from articles.writing import revisions
from iria.models import User
from tests.journeys.site import Site


def sign_in(context: BrowserContext, site: Site, user: User) -> None:
    client = Client()
    client.force_login(user, backend="iria.rights.RightsBackend")
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url}])


def change_url(site: Site, article: Article) -> str:
    return f"{site.url}/admin/articles/article/{article.pk}/change/"


def open_form(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    # The first word of the page's scripts is that it is open.
    with page.expect_response("**/keep/"):
        page.goto(url)
    return page


def choose(page: Page, label: str, typed: str, name: str) -> None:
    """Finds an entry of an ordered field by typing, and takes it. It is marked once the list is
    that of what was typed; the list that the focus brought is replaced then."""
    page.get_by_role("combobox", name=label).fill(typed)
    page.locator(".choices-search").get_by_role("option", name=name, selected=True).click()


def told(page: Page, words: str) -> None:
    """By a message: the log below the form may have the same words."""
    expect(page.locator(".messagelist")).to_contain_text(words)


def put_caret(place: Locator) -> None:
    """By a click into the text. 20 ms after it got the focus, the editor sets the caret where it
    knew it to be; what moves the caret before that is undone."""
    place.click()
    place.page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 40))")


def type_on(page: Page, words: str) -> None:
    """At the end of the text."""
    put_caret(page.locator(".editor-text p").last)
    page.keyboard.press("End")
    page.keyboard.type(words)


def live_bytes(site: Site, article: Article) -> bytes:
    with urllib.request.urlopen(site.url + article.get_absolute_url()) as answer:  # noqa: S310
        return answer.read()


def draft_of(article: Article) -> str:
    return revisions.content_of(Article.objects.get(pk=article.pk)).body
