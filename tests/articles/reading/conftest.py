"""A link for a reader outside."""

import pytest

from articles.writing import previews
from tests.makers import make_user


@pytest.fixture
def maker():
    return make_user(name="Ed Itor")


@pytest.fixture
def link_to(maker):
    return lambda text: previews.make(text, maker)
