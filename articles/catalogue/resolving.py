"""Rows that were merged or deleted, as old revisions still name them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet, Value

LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    merged_into: int | None
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """`ids`: for each id that was asked for, the id that stands for it today; deleted and unknown
    ones are left out. `names`: of those that stand."""

    ids: dict[int, int]
    names: dict[int, str]


def standing_for(wanted: Mapping[str, Iterable[int]]) -> dict[str, Standing]:
    """For ids by the name of their model ("Author", "Category", "Tag"): one query, and one more
    for each step of a chain of merges."""
    asked = {name: set(ids) for name, ids in wanted.items()}
    known: dict[str, dict[int, Row]] = {name: {} for name in asked}
    todo = asked
    for _step in range(LONGEST_CHAIN):
        if not any(todo.values()):
            break
        _read(todo, known)
        todo = {name: _unknown(rows) for name, rows in known.items()}
    return {name: _standing(ids, known[name]) for name, ids in asked.items()}


def resolved(model_name: str, ids: Iterable[int]) -> dict[int, int]:
    """`standing_for` of one model: the ids alone."""
    return standing_for({model_name: ids})[model_name].ids


def hold(model_name: str, ids: Iterable[int]) -> bool:
    """Until the transaction ends, no merge changes where these ids lead; in a fixed order, so
    that two transactions never wait for each other. Rows may still be referred to. Gives whether
    all of them stand, neither merged nor deleted."""
    rows = apps.get_model("articles", model_name).objects.order_by("pk")
    held: set[int] = set()
    stand = True
    # Again only for what was merged between the caller's look and the lock.
    while todo := set(ids) - held:
        found = rows.filter(pk__in=todo).select_for_update(no_key=True)
        found = list(found.values_list("merged_into", "deleted_at"))
        ids = {into for into, _deleted_at in found if into}
        stand = stand and len(found) == len(todo) and not any(map(any, found))
        held |= todo
    return stand


def _read(todo: Mapping[str, set[int]], known: dict[str, dict[int, Row]]) -> None:
    first, *others = [_rows(name, ids) for name, ids in todo.items() if ids]
    for name, pk, words, into, deleted in first.union(*others, all=True) if others else first:
        known[name][pk] = Row(words, into, deleted is not None)


def _rows(name: str, ids: set[int]) -> QuerySet:
    rows = apps.get_model("articles", name).objects.filter(pk__in=ids).order_by()
    return rows.values_list(Value(name), "pk", "name", "merged_into", "deleted_at")


def _unknown(rows: Mapping[int, Row]) -> set[int]:
    return {row.merged_into for row in rows.values() if row.merged_into} - rows.keys()


def _standing(ids: set[int], rows: Mapping[int, Row]) -> Standing:
    ends = {pk: end for pk in ids if (end := _follow(pk, rows)) is not None}
    return Standing(ends, {end: rows[end].name for end in ends.values()})


def _follow(pk: int, rows: Mapping[int, Row]) -> int | None:
    for _step in range(LONGEST_CHAIN):
        row = rows.get(pk)
        if row is None or (row.merged_into is None and row.is_deleted):
            return None
        if row.merged_into is None:
            return pk
        pk = row.merged_into
    return None
