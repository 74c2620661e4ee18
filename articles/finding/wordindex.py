"""The index over `DeskDocument.words`, in each database's own way, made by the migration
0007_desk_lists: on SQLite a table of FTS5, which is written here; on PostgreSQL an index over an
expression, which writes itself."""

from collections.abc import Iterable, Mapping
from typing import Any

TABLE = "articles_deskwords"
VECTOR = "array_to_tsvector(string_to_array(trim(words), ' '))"

FIND = {
    "sqlite": f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s",  # noqa: S608
    # Told of the limit, the planner would rather read the table, taking each row's words apart.
    "postgresql": "WITH found AS MATERIALIZED (SELECT article_id FROM articles_deskdocument "  # noqa: S608
    f"WHERE {VECTOR} @@ %s::tsquery) SELECT article_id FROM found LIMIT %s",
}


def write(connection: Any, documents: Mapping[int, str]) -> None:
    """Words by the article's id, as `DeskDocument` holds them."""
    remove(connection, documents)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # S608: the name of the table is ours.
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s)",  # noqa: S608
                list(documents.items()),
            )


def remove(connection: Any, articles: Iterable[int]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608
                [(pk,) for pk in articles],
            )


def ids(connection: Any, words: list[str], most: int) -> list[int]:
    """Of articles that hold a word beginning with each of these, in no order. Some may be gone."""
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor], [_expression(connection.vendor, words), most])
        return [pk for (pk,) in cursor.fetchall()]


def _expression(vendor: str, words: list[str]) -> str:
    if vendor == "sqlite":
        return " AND ".join('"{}" *'.format(word.replace('"', '""')) for word in words)
    quoted = (word.replace("\\", "\\\\").replace("'", "''") for word in words)
    return " & ".join(f"'{word}':*" for word in quoted)
