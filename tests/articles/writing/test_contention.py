"""Four members of staff work on one article, each in a process of their own, as their browsers
would. `python -m bench.contention` does it many times."""

from contextlib import ExitStack

import pytest

from bench import contention_rounds
from tests.iria.test_crash import database_url

pytestmark = pytest.mark.django_db(transaction=True)
ACTS = 30


def test_no_save_is_lost_and_the_article_says_at_every_moment_what_its_state_is():
    settings = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "iria.settings"}
    with ExitStack() as stack:
        people = contention_rounds.hired(stack, **settings)
        found = contention_rounds.held(people, "a day at the desk", ACTS)

    assert (found.faults, found.failed) == ([], [])
    assert sum(found.ended.values()) == ACTS
    assert found.acts.keys() >= {"save", "publish"}
    # Some pressed a button when another had been first.
    assert found.again > 0
