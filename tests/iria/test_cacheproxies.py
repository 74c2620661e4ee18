"""A commit tells the cache proxies in front of the site which tags it forgot. Here they are small
servers of our own; `python -m bench.proxy` tries a real one."""

import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from environs import Env

from articles.writing import publishing
from iria import cacheproxies, cachesignal
from iria.models import CacheTag
from iria.pagecache import SITE, changes, forget
from tests.makers import make_article

pytestmark = pytest.mark.django_db(transaction=True)


class Proxy(ThreadingHTTPServer):
    """Notes what it was told, and what stood in the tables for others by then."""

    def __init__(self, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), Told)
        self.status = status
        self.told: list[list[str]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Told(BaseHTTPRequestHandler):
    def do_PURGE(self) -> None:
        self.server.told.append(self.headers["Cache-Tag"].split())
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy():
    with Proxy() as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.01,), daemon=True).start()
        yield proxy
        proxy.shutdown()


@pytest.fixture(autouse=True)
def _nothing_is_left_alone(monkeypatch):
    monkeypatch.setattr(cacheproxies, "_silent_until", {})


@pytest.fixture
def silent():
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_it_hears_of_the_tags_after_the_commit(proxy, settings):
    settings.CACHE_PROXIES = [proxy.url]

    with transaction.atomic():
        forget(["article:7", "lists"])
        before = list(proxy.told)

    assert before == []
    assert proxy.told == [["article:7", "lists"]]


def test_it_hears_after_the_processes_of_the_site(proxy, settings, monkeypatch):
    """What it asks for next is answered anew."""
    settings.CACHE_PROXIES, heard = [proxy.url], []
    monkeypatch.setattr(cachesignal, "send", lambda: heard.append(len(proxy.told)))

    forget(["article:7"])

    assert heard == [0]
    assert len(proxy.told) == 1


def test_one_commit_is_one_request(proxy, settings):
    settings.CACHE_PROXIES = [proxy.url]

    with changes():
        forget(["article:7"])
        forget(["article:8"])

    assert proxy.told == [["article:7", "article:8"]]


def test_what_is_rolled_back_is_not_told(proxy, settings):
    settings.CACHE_PROXIES = [proxy.url]

    with transaction.atomic():
        forget(["article:7"])
        transaction.set_rollback(True)

    assert proxy.told == []


def test_an_article_is_published_and_withdrawn(proxy, settings):
    article = make_article("Read")
    settings.CACHE_PROXIES = [proxy.url]

    publishing.withdraw(article, None, reason="It was wrong.")

    assert f"article:{article.pk}" in proxy.told[0]


def test_too_many_tags_for_one_request_are_told_as_all_pages(proxy, settings):
    settings.CACHE_PROXIES = [proxy.url]

    forget([f"article:{number}" for number in range(1000)])

    assert proxy.told == [[SITE]]


def test_each_proxy_hears_although_one_does_not_answer(proxy, silent, settings, caplog):
    settings.CACHE_PROXIES = [silent, proxy.url]

    forget(["article:7"])

    assert proxy.told == [["article:7"]]
    assert f"{silent} can't be told of a commit" in caplog.text
    assert CacheTag.objects.filter(tag="article:7").exists()


def test_a_proxy_that_does_not_answer_holds_up_one_commit(silent, settings, monkeypatch):
    """And is asked again when the pause is over."""
    settings.CACHE_PROXIES, asked, clock = [silent], [], [1000.0]
    monkeypatch.setattr(cacheproxies.time, "monotonic", lambda: clock[0])

    def ask(address: str, tags: str) -> int:
        asked.append(tags)
        raise TimeoutError

    monkeypatch.setattr(cacheproxies, "_asked", ask)
    for tag in ("a", "b"):
        forget([tag])
    clock[0] += cacheproxies.PAUSE
    forget(["c"])

    assert asked == ["a", "c"]


def test_waiting_for_an_answer_ends(silent, settings, monkeypatch):
    """By the patience of the connection: without it this test would not end."""
    monkeypatch.setattr(cacheproxies, "PATIENCE", 0.05)
    settings.CACHE_PROXIES = [silent]

    forget(["article:7"])

    assert list(cacheproxies._silent_until) == [silent]


def test_nobody_there_undoes_nothing(settings, caplog):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.CACHE_PROXIES = [f"http://127.0.0.1:{port}"]

    forget(["article:7"])

    assert "refused" in caplog.text
    assert CacheTag.objects.get().tag == "article:7"


def test_a_refusal_is_said(proxy, settings, caplog):
    """It does not count this machine among those of the site."""
    settings.CACHE_PROXIES, proxy.status = [proxy.url], 403

    forget(["article:7"])

    assert "it answers 403 to PURGE" in caplog.text


def test_addresses_come_by_comma(monkeypatch):
    monkeypatch.setenv("CACHE_PROXIES", "http://10.0.0.5:6081/, http://[::1]:6081,")

    assert cacheproxies.addresses(Env()) == ["http://10.0.0.5:6081", "http://[::1]:6081"]


@pytest.mark.parametrize(
    "value",
    [
        *("10.0.0.5:6081", "https://10.0.0.5", "http://", "http://:6081", "http://a:port"),
        *("http://a:6081/path", "http://a:99999", "http://a?b", "http://user@a", "http://a b"),
    ],
)
def test_what_is_no_address_of_a_proxy_is_refused(value, monkeypatch):
    monkeypatch.setenv("CACHE_PROXIES", f"http://10.0.0.5:6081,{value}")

    with pytest.raises(ImproperlyConfigured, match=re.escape(f"PROXIES: {value} is not")):
        cacheproxies.addresses(Env())
