"""The index of readers' search, in each database's own way, made by the migration 0013_search. On
SQLite a table of FTS5 whose rowid is `SearchEntry.key`; on PostgreSQL a column of `SearchEntry`
with a GIN index. Both hold the tokens of articles.finding.tokens."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from articles.finding import asking
from articles.finding.asking import Question

ENTRIES = "articles_searchentry"
COLUMNS = f"{ENTRIES} (key, article_id, published_at, facets"
TABLE = "articles_searchwords"
Hit = tuple[int, int, str]  # the level's number, the entry's key, its facets

# S608: names of tables and limits are ours, all else is a parameter.
# Rows come in the order of rowid, from the last one on: few are read where many would fit.
SQLITE = (
    f"SELECT * FROM (SELECT {{level}} AS level, {ENTRIES}.key, facets FROM {TABLE} "  # noqa: S608
    f"JOIN {ENTRIES} ON {ENTRIES}.key = {TABLE}.rowid "
    f"WHERE {TABLE} MATCH %s AND published_at <= %s ORDER BY {TABLE}.rowid DESC LIMIT {{most}})"
)
# On PostgreSQL all rows that have the words are sorted. Of words that many have the latest years
# hold enough: those are looked through first, and all only where too few were found there.
LATEST_YEARS = 3
# `key + 0`: along the key's own index each row's words would be read, and the GIN index not.
ROWS = f"""
    SELECT key, facets, words FROM {ENTRIES}
    WHERE words @@ %s::tsquery AND published_at <= %s AND {{when}}
    ORDER BY key + 0 DESC LIMIT {{limit}}
"""  # noqa: S608
POSTGRESQL = """
SELECT * FROM (WITH lately AS MATERIALIZED ({lately}),
found AS (
    SELECT * FROM lately WHERE (SELECT count(*) FROM lately) >= {limit} UNION ALL ({all})
)
SELECT {level} AS level, key, facets FROM found {exactly}) AS hits_{level}
"""
TOO_FEW = "(SELECT count(*) FROM lately) < {limit}"
# The GIN index knows no places: phrases are looked for in rows that have all their words.
EXACTLY = "WHERE words @@ %s::tsquery ORDER BY key DESC LIMIT {most}"
NEAR = 5_000


def write(connection: Any, entries: Iterable[tuple[Any, str]]) -> None:
    """New rows of `SearchEntry`, each with its line of tokens. Of a row whose words came after it
    the GIN index would be told twice."""
    entries, when = list(entries), connection.ops.adapt_datetimefield_value
    rows = [(e.key, e.article_id, when(e.published_at), e.facets) for e, _line in entries]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {COLUMNS}) VALUES (%s, %s, %s, %s)", rows)  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s)",  # noqa: S608
                [(entry.key, line) for entry, line in entries],
            )
        else:
            vectors = [asking.tsvector(line) for _entry, line in entries]
            cursor.executemany(
                f"INSERT INTO {COLUMNS}, words) VALUES (%s, %s, %s, %s, %s::tsvector)",  # noqa: S608
                [(*row, vector) for row, vector in zip(rows, vectors, strict=True)],
            )


def remove(connection: Any, keys: Iterable[int]) -> None:
    """Of entries that go or went: on PostgreSQL the words go with them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608
                [(key,) for key in keys],
            )


def find(connection: Any, asked: Iterable[tuple[Question, str, int]], now: datetime) -> list[Hit]:
    """Of each question at a level (`tokens.LEVELS`) so many of the newest that are public at a
    time, in one query. The hits of the first question have the number 0."""
    select = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    at = connection.ops.adapt_datetimefield_value(now)
    parts, values = [], []
    for number, (question, level, most) in enumerate(asked):
        sql, given = select(question, level, at, number, int(most))
        parts.append(sql)
        values += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return cursor.fetchall()


def _of_sqlite(
    question: Question, level: str, at: Any, number: int, most: int
) -> tuple[str, list[Any]]:
    return SQLITE.format(level=number, most=most), [asking.fts5(question, level), at]


def _of_postgresql(
    question: Question, level: str, at: datetime, number: int, most: int
) -> tuple[str, list[Any]]:
    words = asking.tsquery(question, level, phrases=False)
    limit = NEAR if question.has_phrase else most
    sql = POSTGRESQL.format(
        lately=ROWS.format(when="true", limit=limit),
        all=ROWS.format(when=TOO_FEW.format(limit=limit), limit=limit),
        limit=limit,
        level=number,
        exactly=EXACTLY.format(most=most) if question.has_phrase else "",
    )
    exact = [asking.tsquery(question, level)] if question.has_phrase else []
    return sql, [f"{words} & ({_latest(at)})", at, words, at, *exact]


def _latest(now: datetime) -> str:
    """Years as they are filed, with the next, which begins earlier elsewhere."""
    years = range(now.year - LATEST_YEARS + 1, now.year + 2)
    return " | ".join(f"'y:{year}'" for year in years)
