"""Articles that may stand with another one: the newest of each of its tags and categories, and the
newest of all. Bounded, however large the archive."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection

NEWEST = 24  # of each tag, of each category and of all
MOST_TAGS = 12  # of one article that are looked at
MOST_CATEGORIES = 4
TAG_WEIGHT = 3
CATEGORY_WEIGHT = 1

# S608: names, weights and limits are ours, all else is a parameter.
OF_ALL = """SELECT id, 0 AS weight FROM articles_article
WHERE state = %s AND deleted_at IS NULL AND go_live_at <= %s
ORDER BY go_live_at DESC, id DESC LIMIT {newest}"""
OF_ONE = """SELECT article_id, {weight} FROM articles_article{table}
WHERE {table}_id = %s AND published_at <= %s
ORDER BY published_at DESC, article_id DESC LIMIT {newest}"""
# In this order: by its index of what is public, SQLite would go through all of that.
FOUND = """SELECT a.id, a.go_live_at, a.title, a.standfirst, shared.weight
FROM (SELECT id, SUM(weight) AS weight FROM ({parts}) AS parts GROUP BY id) AS shared
CROSS JOIN articles_article a
WHERE a.id = shared.id AND a.state = %s AND a.deleted_at IS NULL"""
FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which articles may stand with another: those in a state, and not after a time."""

    state: str
    until: datetime = FOR_EVER


class Candidate(NamedTuple):
    pk: int
    at: datetime | str  # as the database gives it, to order by
    title: str
    standfirst: str
    shared: int  # what tags and categories in common add up to


def candidates(categories: list[int], tags: list[int], standing: Standing) -> list[Candidate]:
    """One query."""
    of_tag = OF_ONE.format(table="tag", weight=TAG_WEIGHT, newest=NEWEST)
    of_category = OF_ONE.format(table="category", weight=CATEGORY_WEIGHT, newest=NEWEST)
    tags, categories = tags[:MOST_TAGS], categories[:MOST_CATEGORIES]
    until = connection.ops.adapt_datetimefield_value(standing.until)
    parts = [OF_ALL.format(newest=NEWEST), *[of_tag] * len(tags), *[of_category] * len(categories)]
    # SQLite takes no limit in a part of a union, only within.
    limited = (f"SELECT * FROM ({part}) AS part_{n}" for n, part in enumerate(parts))  # noqa: S608
    asked = [value for one in (standing.state, *tags, *categories) for value in (one, until)]
    with connection.cursor() as cursor:
        cursor.execute(FOUND.format(parts=" UNION ALL ".join(limited)), [*asked, standing.state])
        return [Candidate(*row) for row in cursor.fetchall()]
