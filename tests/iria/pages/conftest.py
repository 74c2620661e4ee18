import pytest

from iria.pages import Pages
from tests.iria.pages.asking import Counting


@pytest.fixture
def no_clock(monkeypatch):
    """Tables are looked at after a signal only, however long a test takes."""
    monkeypatch.setattr("iria.pages.generations.INTERVAL", 1e9)


@pytest.fixture
def django():
    return Counting()


@pytest.fixture
def pages(django):
    return Pages(django)
