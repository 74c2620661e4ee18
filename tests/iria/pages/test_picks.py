"""A kept page follows the articles that staff picked to stand with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.writing import binning, publishing, scheduling
from tests.freezing import later
from tests.iria.pages.asking import Answer
from tests.makers import edit_article, make_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_clock")]


@pytest.fixture
def picked():
    """A draft."""
    return make_article("The picked one", published=False, slug="picked")


@pytest.fixture
def shows(pages, django, picked):
    """Whether a reader gets it with the page of the article, and that the page is kept."""
    # So that nothing else makes the page new: what is computed fills it up.
    others = [make_article(f"Other {n}") for n in range(4)]
    make_article("The one", slug="one", picks=[picked])
    assert len(others) == 4

    def look() -> bool:
        body = Answer(pages, "/articles/one/").body
        asked = django.asked
        assert Answer(pages, "/articles/one/").body == body
        assert django.asked == asked
        return b"The picked one" in body

    return look


def test_a_draft_that_is_published_withdrawn_and_published_again(shows, picked):
    seen = [shows()]
    for act in (publishing.publish, publishing.withdraw, publishing.publish):
        act(picked, None)
        seen.append(shows())

    assert seen == [False, True, False, True]


def test_a_draft_that_is_scheduled_comes_at_its_time(shows, picked, monkeypatch):
    seen = [shows()]
    scheduling.schedule(picked, None, at=timezone.now() + timedelta(minutes=50))
    seen.append(shows())
    later(monkeypatch, minutes=49)
    seen.append(shows())

    later(monkeypatch, minutes=2)

    assert [*seen, shows()] == [False, False, False, True]


def test_a_schedule_that_is_moved(shows, picked, monkeypatch):
    scheduling.schedule(picked, None, at=timezone.now() + timedelta(minutes=50))
    seen = [shows()]
    scheduling.move(picked, None, at=timezone.now() + timedelta(minutes=20))
    seen.append(shows())

    later(monkeypatch, minutes=21)

    assert [*seen, shows()] == [False, False, True]


def test_another_title_of_it(shows, picked, pages):
    publishing.publish(picked, None)
    assert shows()
    picked.refresh_from_db()

    publishing.publish(edit_article(picked, title="Its new name"), None)

    assert not shows()
    assert b"Its new name" in Answer(pages, "/articles/one/").body


def test_one_in_the_bin(shows, picked):
    publishing.publish(picked, None)
    publishing.withdraw(picked, None)
    picked.refresh_from_db()
    binning.put_away(picked, None)

    assert not shows()
