"""Searches that found nothing, for staff: words, how often, the last day. Nobody's identity."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from articles.finding.models import EmptySearch
from articles.text.plaintext import words

SHORTEST, LONGEST = 3, 80  # characters of all words
LONGEST_WORD, MOST_WORDS = 30, 8
MOST_DIGITS = 4  # in a row of a query: a year. More may be somebody's number.
KEPT_FOR = timedelta(days=90)
MOST_KEPT = 2_000
WAIT = 100  # milliseconds, for others that write

logger = logging.getLogger(__name__)


def note(query: str) -> None:
    """Counts a search. Where that can't be written at once it is not counted."""
    said = normalised(query)
    if not said:
        return
    try:
        with _transaction_that_waits_little():
            _count(said)
    except DatabaseError as error:
        logger.info("A search without result was not counted: %s", error)


@contextmanager
def _transaction_that_waits_little() -> Iterator[None]:
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAIT}")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
        try:
            with transaction.atomic():
                yield
        finally:
            seconds = settings.DATABASES["default"]["OPTIONS"]["timeout"]
            cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000}")


def normalised(query: str) -> str:
    """Folded words with blanks between, or nothing: for what is no question in words, or may say
    who somebody is."""
    found = words(query.replace("\0", " "))
    said = " ".join(found)
    sensible = (
        SHORTEST <= len(said) <= LONGEST
        and len(found) <= MOST_WORDS
        and all(len(word) <= LONGEST_WORD for word in found)
        and any(sum(map(str.isalpha, word)) >= SHORTEST for word in found)
        and "@" not in query
        and "://" not in query
        and sum(map(str.isdigit, query)) <= MOST_DIGITS
    )
    return said if sensible else ""


def _count(said: str) -> None:
    today = timezone.localdate()
    row = EmptySearch.objects.filter(words=said)
    if not row.update(count=F("count") + 1, last_day=today):
        EmptySearch.objects.bulk_create(
            [EmptySearch(words=said, last_day=today)], ignore_conflicts=True
        )


def forget_old(limit: int) -> int:
    """Chore: what nobody asked for 90 days, and all but the 2,000 that were asked last."""
    old = EmptySearch.objects.filter(last_day__lt=timezone.localdate() - KEPT_FOR)
    ids = list(old.values_list("pk", flat=True)[:limit])
    if not ids:
        last = EmptySearch.objects.order_by("-last_day", "-count", "-pk")
        ids = list(last.values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + limit])
    return EmptySearch.objects.filter(pk__in=ids).delete()[0]
