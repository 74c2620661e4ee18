"""Processes that act and read at once. `python -m bench.freshness` does it longer."""

from contextlib import ExitStack

import pytest

from bench import freshness_rounds
from tests.iria.test_crash import database_url

pytestmark = pytest.mark.django_db(transaction=True)
ACTS, PEOPLE = 30, 2


def held(settings, tmp_path, **more: str) -> freshness_rounds.Trial:
    trial = freshness_rounds.Trial()
    environment = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "iria.settings",
        "STATIC_ROOT": str(settings.STATIC_ROOT),
        "PAGES_SIGNAL": str(settings.PAGES_SIGNAL),
        "MEDIA_ROOT": str(tmp_path / "pictures"),
    }
    with ExitStack() as stack:
        people = freshness_rounds.hired(stack, PEOPLE, **environment | more)
        freshness_rounds.held(trial, people, ACTS)
    return trial


def test_each_answer_is_what_the_site_gives_without_the_store(settings, tmp_path):
    trial = held(settings, tmp_path)

    assert trial.faults == []
    assert len(trial.acts) == ACTS
    assert trial.looks > 5 * ACTS
    assert len(set(trial.acts)) > 8
