"""Writes all that search knows anew, while the site runs."""

from collections.abc import Callable

from django.db import transaction

from articles.finding import vocabulary
from articles.writing import indexing
from articles.writing.tables.articles import Article

CHUNK = 200
Advance = Callable[[int, int], object]  # articles that are done, all articles


def rebuild(advance: Advance) -> int:
    """The number of articles. Each step is a transaction of its own: who publishes waits for no
    more than that. Words that no article has any more are forgotten at the end; one that is
    published again just then is only missing among the suggestions."""
    before, found = vocabulary.known(), set()
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        step = ids[start : start + CHUNK]
        with transaction.atomic():
            known = indexing.known_or_approved().filter(pk__in=step)
            found |= indexing.write(known.values_list("pk", flat=True))
            indexing.write_for_staff(step)
        advance(min(start + CHUNK, len(ids)), len(ids))
    with transaction.atomic():
        vocabulary.remove(before - found)
    return len(ids)
