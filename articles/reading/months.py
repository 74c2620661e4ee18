"""The months of the archive, in the institute's time zone."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from articles.writing.models import Article
from articles.writing.tables.texts import State

MONTHS_A_QUERY = 2000
INSTANT = timedelta(microseconds=1)  # the least that databases keep apart
# Each month is looked up in the index of what is public, however many articles it has.
WITH_ARTICLES = """
WITH months (n, since, until) AS (VALUES {rows})
SELECT n FROM months WHERE EXISTS (
    SELECT 1 FROM articles_article
    WHERE state = %s AND deleted_at IS NULL AND go_live_at BETWEEN since AND until
)
"""


def month_range(year: int, month: int) -> tuple[datetime, datetime]:
    """Begin and end of a month in the current time zone. 404 where there is none such."""
    if not (1 <= month <= 12 and 1000 <= year <= 9998):
        raise Http404
    zone = timezone.get_current_timezone()
    after = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)


def months() -> list[tuple[date, str]]:
    """Each month with articles, newest first, and its address: one query for MONTHS_A_QUERY of
    them, and two for the first and the last."""
    moments = Article.objects.public().values_list("go_live_at", flat=True)
    first, last = moments.order_by("go_live_at").first(), moments.newest().first()
    if last is None:
        return []
    found = between(timezone.localtime(first), timezone.localtime(last))
    return [
        (date(year, month, 1), reverse("archive-month", args=[year, f"{month:02}"]))
        for start in range(0, len(found), MONTHS_A_QUERY)
        for year, month in _with_articles(found[start : start + MONTHS_A_QUERY])
    ]


def between(first: datetime, last: datetime) -> list[tuple[int, int]]:
    """Years and months, the last one first."""
    ends = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [(n // 12, n % 12 + 1) for n in range(ends[1], ends[0] - 1, -1)]


def _with_articles(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those in which something is public, in the same order."""
    now, stored, values = timezone.now(), connection.ops.adapt_datetimefield_value, []
    for n, month in enumerate(found):
        start, end = month_range(*month)
        values += [n, stored(start), stored(min(now, end - INSTANT))]
    rows = ", ".join(["(%s, %s, %s)"] * len(found))
    with connection.cursor() as cursor:
        cursor.execute(WITH_ARTICLES.format(rows=rows), [*values, State.APPROVED])
        return [found[n] for (n,) in sorted(cursor.fetchall())]
