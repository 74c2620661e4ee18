"""What is sent, and how a text stands afterwards."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Kept
from articles.text.keys import new_key
from articles.writing import noting, previews
from articles.writing.forms import seen
from articles.writing.tables.texts import Text
from tests.permissions.trying import Done
from tests.permissions.world import World


def in_state(kind: str, name: str) -> Callable[[World], Text]:
    return lambda world: world.text(kind, name)


def is_now(state: str) -> Done:
    return lambda _world, text: text.state == state


def typed(kind: str, state: str = "", **more: object) -> Callable[[World], dict[str, Any]]:
    """The form of a text in a state, or of a new one, as it is sent."""

    def fields(world: World) -> dict[str, Any]:
        values = {"title": "Typed title", "slug": "", "body": "<p>Text.</p>", "language": "en"}
        if kind == "article":
            values |= {"kind": "analysis", "comments_open": "on"}
        if state:
            values["revision"] = seen(world.text(kind, state))
        return values | more

    return fields


def newest(_world: World, text: Text) -> bool:
    return text.latest_revision.values["title"] == "Typed title"


def ticked(kind: str, state: str, action: str, **more: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: (
        {
            "action": action,
            "_selected_action": [world.text(kind, state).pk],
        }
        | more
    )


def tomorrow(_world: World) -> dict[str, str]:
    at = timezone.localtime(timezone.now() + timedelta(days=3))
    return {"at_0": f"{at:%Y-%m-%d}", "at_1": "12:00"}


def version(kind: str, state: str = "draft") -> Callable[[World], list[int]]:
    return lambda world: [
        world.text(kind, state).pk,
        world.text(kind, state).revisions.earliest("pk").pk,
    ]


def todo(kind: str) -> Callable[[World], list[int]]:
    def made(world: World) -> list[int]:
        text = world.text(kind, "review")
        note = world.once(
            ("todo", text.pk), lambda: noting.add(text, world.other, "Ask.", is_todo=True)
        )
        return [text.pk, note.pk]

    return made


def link(kind: str) -> Callable[[World], list[int]]:
    def made(world: World) -> list[int]:
        text = world.text(kind, "draft")
        return [
            text.pk,
            world.once(("link", text.pk), lambda: previews.make(text, world.other)).pk,
        ]

    return made


def telling(world: World) -> dict[str, str]:
    """What the script of a form says."""
    user = (world.user or world.other).pk
    words = json.dumps([["title", "Kept title"]])
    return {"tab": new_key(), "user": str(user), "fields": words}


def is_kept(_world: World, _text: Any) -> bool:
    return Kept.objects.filter(words__contains="Kept title").exists()


def fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def is_gone(_world: World, row: Any) -> bool:
    return row is None


def _restored(text: Text) -> bool:
    first = text.revisions.earliest("pk")
    return fresh(text).latest_revision.values["title"] == first.values["title"]
