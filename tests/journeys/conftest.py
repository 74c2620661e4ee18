"""A browser and a site that it can visit. Whatever a page asks of another host, and whatever it
says on the console as an error, fails the journey."""

import functools
import os
import threading
from collections.abc import Callable, Iterator
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from iria.models import User
from iria.pages import Pages
from tests.browser import find_chromium
from tests.journeys.desk import sign_in
from tests.journeys.site import Site
from tests.makers import make_editor

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
]
Open = Callable[..., BrowserContext]
PATIENCE = 15_000  # milliseconds; what is expected is looked at again and again until then
expect.set_options(timeout=PATIENCE)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The static files under their hashed names, as they are served in production: the folder that
    tests.databases made for all its workers, else one of our own."""
    if folder := os.environ.get("COLLECTED_STATIC"):
        return folder
    folder = tmp_path_factory.mktemp("static")
    before = django_settings.STATIC_ROOT
    django_settings.STATIC_ROOT = str(folder)
    call_command("collectstatic", verbosity=0, interactive=False)
    django_settings.STATIC_ROOT = before
    return str(folder)


@pytest.fixture
def live_site(
    transactional_db: None, settings: pytest.FixtureRequest, collected: str
) -> Iterator[Site]:
    settings.STATIC_ROOT = collected
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "iria.staticfiles.HashedFiles"}
    }
    # Each request's thread gives its connection back, so that the database can be emptied.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.daemon_threads = False
    settings.SITE_URL = f"http://127.0.0.1:{server.server_port}"
    server.set_app(Pages(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield Site(settings.SITE_URL)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # While Playwright's loop runs in this thread, Django keeps connections apart from those
    # before and after (asgiref's Local); each kind is closed while it can be reached.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture(autouse=True, scope="session")
def _pages_that_are_opened_are_whole() -> Iterator[None]:
    """Playwright acts as soon as there is what to act on, and after a click or a key that leads
    to another page it waits until that page has begun. Scripts run later and may move what is
    clicked; nobody at the desk is faster than they are."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("check", "click", "fill", "focus", "press", "select_option"):
            patch.setattr(Locator, name, _between_loads(getattr(Locator, name)))
        yield


def _between_loads(act: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(act)
    def wrapper(locator: Locator, *args: object, **kwargs: object) -> None:
        locator.page.wait_for_load_state("load")
        act(locator, *args, **kwargs)
        locator.page.wait_for_load_state("load")

    return wrapper


@pytest.fixture
def context(browser: Browser, live_site: Site) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, live_site: Site) -> Iterator[Page]:
    """A reader's page."""
    page, troubles = context.new_page(), []
    watch(page, live_site, troubles)
    yield page
    page.close()
    assert troubles == []


@pytest.fixture
def staff(live_site: Site) -> User:
    return make_editor(address="desk@example.org")


@pytest.fixture
def staff_page(context: BrowserContext, live_site: Site, staff: User) -> Iterator[Page]:
    """A page of somebody who is signed in with all rights."""
    sign_in(context, live_site, staff)
    page, troubles = context.new_page(), []
    watch(page, live_site, troubles)
    yield page
    page.close()
    assert troubles == []


@pytest.fixture
def open_browser(browser: Browser, live_site: Site) -> Iterator[Open]:
    """A browser of its own for somebody who is signed in. What fails on a page fails the test;
    that a request found no network is no failure here."""
    contexts, troubles = [], []

    def start(user: User | None = None, **options: object) -> BrowserContext:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        contexts.append(context)
        if user:
            sign_in(context, live_site, user)
        return context

    yield start
    for context in contexts:
        context.close()
    assert troubles == []


def watch(page: Page, site: Site, troubles: list[str]) -> None:
    def on_request(request: object) -> None:
        if not request.url.startswith((site.url, "data:", "blob:")):
            troubles.append(f"asked {request.url}")

    def on_console(message: object) -> None:
        # Tiptap tries to put one style element into the head; the policy refuses it, and the
        # editor's own style sheet holds those rules.
        if message.type == "error" and "Content Security Policy" not in message.text:
            troubles.append(message.text)

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(str(error)))
