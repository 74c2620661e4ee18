"""Who counts views: the web processes, or the log of the proxy in front of them."""

import importlib
import sys

import pytest

from articles.reading import counters


@pytest.mark.parametrize(
    ("proxies", "counts"), [([], counters.seen), (["http://10.0.0.5:6081"], None)]
)
def test_behind_a_cache_proxy_web_processes_count_nothing(proxies, counts, settings, monkeypatch):
    settings.CACHE_PROXIES = proxies
    monkeypatch.delitem(sys.modules, "iria.wsgi", raising=False)

    wsgi = importlib.import_module("iria.wsgi")

    assert wsgi.application.seen is counts
