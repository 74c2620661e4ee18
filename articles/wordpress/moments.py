"""Dates as an export writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# WordPress writes these for "no date" into pubDate, among them 30 Nov -0001.
BEFORE_ALL = re.compile(r"\s-\d{4}\s")
# Beyond them no other time zone can show a date, and no article was written.
FIRST_YEAR, LAST_YEAR = 1000, 9998
NEVER = (datetime(1999, 11, 30, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC))


def stamp(text: str) -> datetime | None:
    """'2024-09-05 10:00:00' without a zone; the zero date and nonsense are None."""
    text = text.strip()
    if not text or text.startswith("0000"):
        return None
    try:
        found = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def gmt(text: str) -> datetime | None:
    found = stamp(text)
    return found.replace(tzinfo=UTC) if found else None


def rfc822(text: str) -> datetime | None:
    if BEFORE_ALL.search(text):
        return None
    try:
        found = parsedate_to_datetime(text.strip())
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found not in NEVER and FIRST_YEAR <= found.year <= LAST_YEAR else None


def moment(in_gmt: str, published: str, local: str, offset: timedelta | None) -> datetime | None:
    """The first that is known of: GMT, pubDate, local time less the site's offset (else 0)."""
    found = gmt(in_gmt) or rfc822(published)
    if found:
        return found
    here = stamp(local)
    try:
        return (here - (offset or timedelta())).replace(tzinfo=UTC) if here else None
    except OverflowError:
        return None


def offset_between(local: str, in_gmt: str) -> timedelta | None:
    here, there = stamp(local), stamp(in_gmt)
    if here is None or there is None:
        return None
    gap = here - there
    return gap if abs(gap) <= timedelta(hours=14) else None
