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
SELECT = {
    # Rows come in the order of rowid, from the last one on: few are read where many would fit.
    "sqlite": f"SELECT * FROM (SELECT {{level}} AS level, {ENTRIES}.key, facets FROM {TABLE} "  # noqa: S608
    f"JOIN {ENTRIES} ON {ENTRIES}.key = {TABLE}.rowid "
    f"WHERE {TABLE} MATCH %s AND published_at <= %s ORDER BY {TABLE}.rowid DESC LIMIT {{most}})",
    # `key + 0`: along the key's own index each row's words would be read, and the GIN index not.
    "postgresql": f"(SELECT {{level}} AS level, key, facets FROM {ENTRIES} "  # noqa: S608
    "WHERE words @@ %s::tsquery AND published_at <= %s ORDER BY key + 0 DESC LIMIT {most})",
}
# The GIN index knows no places: phrases are looked for in rows that have all their words.
NEAR = 5_000
PHRASE = (
    f"(SELECT {{level}} AS level, key, facets FROM (SELECT key, facets, words FROM {ENTRIES} "  # noqa: S608
    f"WHERE words @@ %s::tsquery AND published_at <= %s ORDER BY key + 0 DESC LIMIT {NEAR}) "
    "AS near WHERE words @@ %s::tsquery ORDER BY key DESC LIMIT {most})"
)


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
    parts, values = [], []
    at = connection.ops.adapt_datetimefield_value(now)
    for number, (question, level, most) in enumerate(asked):
        sql, given = _select(connection.vendor, question, level, at)
        parts.append(sql.format(level=number, most=int(most)))
        values += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return cursor.fetchall()


def _select(vendor: str, question: Question, level: str, at: Any) -> tuple[str, list[Any]]:
    if vendor == "sqlite":
        return SELECT[vendor], [asking.fts5(question, level), at]
    exact = asking.tsquery(question, level)
    if not question.has_phrase:
        return SELECT[vendor], [exact, at]
    return PHRASE, [asking.tsquery(question, level, phrases=False), at, exact]
