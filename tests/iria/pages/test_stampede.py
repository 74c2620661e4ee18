"""Many requests for a page that is not kept."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from iria.pagecache import forget
from iria.pages import Pages
from iria.pages.flights import Flight
from tests.iria.pages.asking import KEPT, Answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_clock")]

MANY = 60
PRIVATE = [("Cache-Control", "private, no-store")]


class App:
    """Renders what it is told to, and counts."""

    def __init__(self, render) -> None:
        self.lock = threading.Lock()
        self.asked = 0
        self.render = render

    def __call__(self, environ, start_response):
        with self.lock:
            self.asked += 1
            turn = self.asked
        headers, body = self.render(turn)
        start_response("200 OK", list(headers))
        return [body]


def ask_at_once(pages, many=MANY):
    def ask(_):
        try:
            return Answer(pages, "/one/").body
        except ValueError:
            return b"failed"
        finally:
            connections.close_all()

    pages.generations.current()  # so that no thread asks the database
    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(ask, range(many)))


@pytest.fixture
def all_wait(monkeypatch):
    """Is set when all but the first wait for it."""
    counted, event, plain = [], threading.Event(), Flight.__init__

    class Counted(threading.Event):
        def wait(self, timeout=None):
            counted.append(self)
            if len(counted) == MANY - 1:
                event.set()
            return super().wait(timeout)

    def counting(self):
        plain(self)
        self.done = Counted()

    monkeypatch.setattr(Flight, "__init__", counting)
    return event


def test_one_renders_and_all_get_the_page(all_wait):
    def render(turn):
        all_wait.wait(20)
        return KEPT, b"page %d" % turn

    app = App(render)
    bodies = ask_at_once(Pages(app))

    assert app.asked == 1
    assert bodies == [b"page 1"] * MANY


def test_a_page_that_is_too_large_to_keep_is_rendered_once_too(all_wait, settings):
    settings.PAGES_MEMORY = 0

    def render(turn):
        all_wait.wait(20)
        return KEPT, b"page %d" % turn

    app = App(render)
    bodies = ask_at_once(Pages(app))

    assert app.asked == 1
    assert set(bodies) == {b"page 1"}


def test_where_one_fails_the_others_render(all_wait):
    def render(turn):
        if turn == 1:
            all_wait.wait(20)
            raise ValueError
        return KEPT, b"page"

    bodies = ask_at_once(Pages(App(render)))

    assert sorted(set(bodies)) == [b"failed", b"page"]
    assert bodies.count(b"failed") == 1


def test_what_is_not_kept_is_rendered_for_each_and_side_by_side(all_wait):
    together = threading.Barrier(MANY - 1)

    def render(turn):
        if turn == 1:
            all_wait.wait(20)
        else:
            together.wait(20)
        return PRIVATE, b"for %d" % turn

    bodies = ask_at_once(Pages(App(render)))

    assert len(set(bodies)) == MANY


def test_who_came_after_a_commit_gets_no_page_from_before(monkeypatch):
    begun, waits = threading.Event(), threading.Event()

    def render(turn):
        if turn == 1:
            begun.set()
            waits.wait(20)
        return KEPT, b"page %d" % turn

    pages = Pages(App(render))
    pages.generations.current()
    plain = threading.Event.wait

    def wait(self, timeout=None):
        if threading.current_thread() is threading.main_thread() and self is not begun:
            waits.set()
        return plain(self, timeout)

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(lambda: (Answer(pages, "/one/").body, connections.close_all())[0])
        begun.wait(20)
        forget(["article:1"])
        monkeypatch.setattr(threading.Event, "wait", wait)
        second = Answer(pages, "/one/").body

    assert (first.result(), second) == (b"page 1", b"page 2")


def test_patience_ends(monkeypatch):
    """One that hangs does not hold up the others for ever."""
    monkeypatch.setattr("iria.pages.application.PATIENCE", 0)
    begun, over = threading.Event(), threading.Event()

    def render(turn):
        if turn == 1:
            begun.set()
            over.wait(20)
        return KEPT, b"page %d" % turn

    pages = Pages(App(render))
    pages.generations.current()
    with ThreadPoolExecutor(1) as threads:
        threads.submit(lambda: (Answer(pages, "/one/"), connections.close_all()))
        begun.wait(20)
        second = Answer(pages, "/one/").body
        over.set()

    assert second == b"page 2"
