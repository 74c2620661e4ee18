"""Rows of a query in SQL, as Django would have loaded them: for pages that are rendered often.
`Manager.raw` gives the same, but works out with each call what never changes."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

M = TypeVar("M", bound=models.Model)


class Plan(NamedTuple):
    """Where the values of a row go. `from_db` takes columns in the order of the fields."""

    names: frozenset[str]
    places: list[int]
    converters: list[tuple[int, models.Expression, list]]
    others: list[tuple[str, int]]  # what is no column of the model becomes an attribute


def load(model: type[M], sql: str, values: Sequence[Any]) -> list[M]:
    """Columns that the query leaves out are fetched when they are asked for, as with only()."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = tuple(column[0] for column in cursor.description)
        return [loaded(model, columns, row) for row in cursor.fetchall()]


def loaded(model: type[M], columns: tuple[str, ...], row: Sequence[Any]) -> M:
    """One row, of these columns in their order."""
    plan = _plan(model, columns)
    values = [row[place] for place in plan.places]
    for at, expression, converters in plan.converters:
        for convert in converters:
            values[at] = convert(values[at], expression, connection)
    instance = model.from_db(DEFAULT_DB_ALIAS, plan.names, values)
    for name, place in plan.others:
        setattr(instance, name, row[place])
    return instance


def places(values: Collection[Any]) -> str:
    """For IN: "(%s, %s)"."""
    return f"({', '.join(['%s'] * len(values))})"


@lru_cache(maxsize=256)
def _plan(model: type[models.Model], columns: tuple[str, ...]) -> Plan:
    fields = [f for f in model._meta.concrete_fields if f.column in columns]
    found = [f.get_col(model._meta.db_table) for f in fields]
    # Kept from the connection of one thread for those of all: converters look at the value alone.
    converters = [
        connection.ops.get_db_converters(one) + one.get_db_converters(connection) for one in found
    ]
    own = {f.column for f in fields}
    return Plan(
        names=frozenset(f.attname for f in fields),
        places=[columns.index(f.column) for f in fields],
        converters=[
            (at, one, some)
            for at, (one, some) in enumerate(zip(found, converters, strict=True))
            if some
        ],
        others=[(name, place) for place, name in enumerate(columns) if name not in own],
    )
