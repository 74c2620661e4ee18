from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.editor.desk import Desk, serve
from tests.journeys.editor.library import Library
from tests.journeys.editor.pen import Pen

KEYS = ["harbour00001", "bridge000002", "market000003"]
SIZE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def stand() -> Iterator[Desk]:
    desk = Desk()
    server = serve(desk)
    yield desk
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(stand: Desk) -> Desk:
    stand.clear(Library.of(KEYS))
    return stand


@pytest.fixture(scope="session")
def scripted(browser: Browser) -> Iterator[BrowserContext]:
    """One for all, so that the scripts are read from the browser's cache."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(scripted: BrowserContext) -> Iterator[Page]:
    """A page on which no script fails and the content security policy refuses nothing."""
    complaints: list[str] = []
    page = scripted.new_page()
    page.set_viewport_size(SIZE)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
    yield page
    page.close()
    scripted.clear_cookies()
    assert complaints == []


def _is_bad(said: object) -> bool:
    # A refused request is the browser's own line, whatever the page makes of it.
    return said.type in {"error", "warning"} and "Failed to load resource" not in said.text


@pytest.fixture
def pen(page: Page, served: Desk) -> Pen:
    return Pen(page, served)


@pytest.fixture
def audited(browser: Browser, served: Desk) -> Iterator[Pen]:
    """Without the content security policy: axe writes styles into the page that it looks at."""
    context = browser.new_context(bypass_csp=True, viewport=SIZE)
    yield Pen(context.new_page(), served)
    context.close()
