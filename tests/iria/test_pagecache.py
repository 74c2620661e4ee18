from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from iria.models import CacheCounter, CacheMoment, CacheTag
from iria.pagecache import changes, forget, forget_at, next_new_year

pytestmark = pytest.mark.django_db


def numbers() -> dict[str, int]:
    return dict(CacheTag.objects.values_list("tag", "number"))


def test_it_writes_once_at_the_end_of_the_outermost_block():
    with changes():
        forget(["a"])
        with changes():
            forget(["b", "a"])
        inside = numbers()

    assert inside == {}
    assert numbers() == {"a": 1, "b": 1}
    assert CacheCounter.objects.get().number == 1


def test_each_block_takes_the_next_number():
    forget(["a", "b"])
    forget(["b"])

    assert numbers() == {"a": 1, "b": 2}


def test_what_fails_forgets_nothing():
    def fail() -> None:
        with changes():
            forget(["a"])
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()

    assert numbers() == {}


def test_a_failure_inside_that_is_caught_outside_leaves_the_rest():
    with changes():
        forget(["a"])
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            raise ValueError("no")

    assert numbers() == {"a": 1}


def test_a_moment_is_noted_once():
    at = timezone.now() + timedelta(hours=1)

    forget_at(["lists"], at)
    forget_at(["lists"], at)

    assert CacheMoment.objects.get().at == at
    assert numbers() == {"lists": 2}


def test_a_block_without_changes_takes_no_number():
    with changes():
        pass

    assert not CacheCounter.objects.exists()


def test_the_new_year_begins_in_the_zone_of_the_institute():
    evening = datetime(2026, 12, 31, 14, 0, tzinfo=UTC)

    with timezone.override("Asia/Tokyo"):
        before = next_new_year(evening)
        after = next_new_year(evening + timedelta(hours=2))

    assert before == datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    assert after == datetime(2027, 12, 31, 15, 0, tzinfo=UTC)
