"""What the counted views say: the articles that are read most, and how often one was read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django.db import connection, models, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from articles.writing.models import Article, HourlyViews, MonthlyViews

MOST_READ = 5
RANKED = 50  # that are looked at, since some were withdrawn after they were read
READ = ("title", "slug", "language", "state", "deleted_at", "go_live_at")
WEEK = timedelta(days=7)
DAYS = 30  # that the desk shows one by one
HOURS_KEPT = timedelta(days=92)
# Views of an hour are written some seconds late at most, and clocks of servers differ a little.
SETTLED = timedelta(minutes=1)
HOURS_A_STEP = 10  # rows that the chore takes for each one that it may

# By id of the article, and hour or month.
Views = Mapping[tuple[int, date | datetime], int]


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    views: int


def hour_of(at: datetime | None = None) -> datetime:
    """The beginning of the hour, in UTC."""
    at = (at or timezone.now()).astimezone(UTC)
    return at.replace(minute=0, second=0, microsecond=0)


def settled_hour(now: datetime) -> tuple[datetime, datetime]:
    """The hour before which counts stand still, and when the next one does: what is drawn of
    them between is the same."""
    hour = hour_of(now - SETTLED)
    return hour, hour + timedelta(hours=1) + SETTLED


def ranking(rows: QuerySet[HourlyViews], until: datetime | None = None) -> dict[int, int]:
    """Views by id of the articles that were read most in the seven days before an hour (the
    running one included), most first: one query."""
    until = until or hour_of() + timedelta(hours=1)
    week = rows.filter(hour__gte=until - WEEK, hour__lt=until).values("article")
    # From the index alone: a join with all articles takes several times as long.
    ranked = week.annotate(n=Sum("views")).order_by("-n", "-article")
    return dict(ranked.values_list("article", "n")[:RANKED])


@lru_cache(maxsize=1)
def settled_ranking(until: datetime) -> dict[int, int]:
    """That of all articles before an hour that is settled, once an hour in each process."""
    return ranking(HourlyViews.objects.all(), until)


def most_read(articles: QuerySet[Article], ranked: Mapping[int, int]) -> list[Article]:
    """The first of a ranking that are public and among these articles, each with its `views`: one
    query."""
    chosen = articles.only(*READ).public_among(ranked)[:MOST_READ]
    for article in chosen:
        article.views = ranked[article.pk]
    return chosen


def by_day(article: Article) -> list[Day]:
    """Views of the last thirty days in the current zone, today last: one query."""
    today = timezone.localdate()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    begin = timezone.make_aware(datetime.combine(days[0], time.min))
    counted: Counter[date] = Counter()
    rows = HourlyViews.objects.filter(article=article, hour__gte=hour_of(begin))
    for hour, views in rows.values_list("hour", "views"):
        counted[timezone.localdate(hour)] += views
    return [Day(day, counted[day]) for day in days]


def in_all(article: Article) -> int:
    """All views of an article, older ones included: two queries."""
    tables = (HourlyViews, MonthlyViews)
    sums = (rows.objects.filter(article=article).aggregate(n=Sum("views")) for rows in tables)
    return sum(found["n"] or 0 for found in sums)


def add(table: type[models.Model], time_column: str, views: Views) -> None:
    """Adds views to the rows of these articles and times, and makes those that are missing: one
    statement, so that what another process adds meanwhile is not lost."""
    if not views:
        return
    name = connection.ops.quote_name(table._meta.db_table)
    field = table._meta.get_field(time_column)
    values = [
        value
        # In one order, so that two processes do not wait for each other.
        for (article, at), n in sorted(views.items())
        for value in (article, field.get_db_prep_value(at, connection), n)
    ]
    rows = ", ".join(["(%s, %s, %s)"] * len(views))
    statement = (
        f"INSERT INTO {name} (article_id, {time_column}, views) VALUES {rows} "  # noqa: S608
        f"ON CONFLICT (article_id, {time_column}) "
        f"DO UPDATE SET views = {name}.views + excluded.views"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def fold_old(limit: int) -> int:
    """Chore: hours that nothing shows any more become a row for each article and month."""
    with transaction.atomic():
        old = HourlyViews.objects.filter(hour__lt=timezone.now() - HOURS_KEPT).order_by("hour")
        if connection.features.has_select_for_update_skip_locked:
            old = old.select_for_update(skip_locked=True)
        rows = list(old[: limit * HOURS_A_STEP])
        months: Counter[tuple[int, date]] = Counter()
        for row in rows:
            months[row.article_id, row.hour.astimezone(UTC).date().replace(day=1)] += row.views
        add(MonthlyViews, "month", months)
        HourlyViews.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
