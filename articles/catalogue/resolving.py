"""Rows that were merged or deleted, as old revisions still name them."""

from collections.abc import Iterable

from django.apps import apps

LONGEST_CHAIN = 20


def resolved(model_name: str, ids: Iterable[int]) -> dict[int, int]:
    """For each id the id that stands for it today; deleted and unknown ones are left out."""
    model = apps.get_model("articles", model_name)
    wanted = set(ids)
    known: dict[int, tuple[int | None, bool]] = {}
    todo = set(wanted)
    for _step in range(LONGEST_CHAIN):
        if not todo:
            break
        rows = model.objects.filter(pk__in=todo).values_list("pk", "merged_into", "deleted_at")
        found = {pk: (into, deleted is not None) for pk, into, deleted in rows}
        known |= found
        todo = {into for into, _gone in found.values() if into} - known.keys()
    return {pk: end for pk in wanted if (end := _follow(pk, known)) is not None}


def hold(model_name: str, ids: Iterable[int]) -> None:
    """Until the transaction ends, no merge changes where these ids lead; in a fixed order, so
    that two transactions never wait for each other. Rows may still be referred to."""
    model = apps.get_model("articles", model_name)
    held = model.objects.filter(pk__in=set(ids)).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk"))


def _follow(pk: int, known: dict[int, tuple[int | None, bool]]) -> int | None:
    for _step in range(LONGEST_CHAIN):
        into, deleted = known.get(pk, (None, True))
        if into is None:
            return None if deleted else pk
        pk = into
    return None
