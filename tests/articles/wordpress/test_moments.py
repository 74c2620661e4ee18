from datetime import UTC, datetime, timedelta

import pytest

from articles.wordpress.moments import moment, offset_between, rfc822, stamp


@pytest.mark.parametrize("text", ["", "0000-00-00 00:00:00", "yesterday", "2024-13-40 00:00:00"])
def test_no_date_is_none(text: str) -> None:
    assert stamp(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "Mon, 30 Nov -0001 00:00:00 +0000", "Tue, 30 Nov 1999 00:00:00 +0000", "soon"],
)
def test_dates_that_mean_never_are_none(text: str) -> None:
    assert rfc822(text) is None


def test_the_zone_of_a_feed_date_is_taken_off() -> None:
    found = rfc822("Thu, 05 Sep 2024 12:00:00 +0300")

    assert found == datetime(2024, 9, 5, 9, tzinfo=UTC)


def test_local_time_without_offset_is_taken_as_utc() -> None:
    assert moment("", "", "2024-09-05 12:00:00", None) == datetime(2024, 9, 5, 12, tzinfo=UTC)


def test_an_impossible_offset_is_none() -> None:
    assert offset_between("2024-09-05 12:00:00", "2023-01-01 00:00:00") is None
    assert offset_between("2024-09-05 12:00:00", "2024-09-05 04:00:00") == timedelta(hours=8)
