"""How each line of articles and pages is tried."""

from typing import Any

from articles.models import Note, PreviewLink
from articles.writing.forms import seen
from tests.permissions.trying import Done, Line, do, look
from tests.permissions.typed import (
    _restored,
    fresh,
    in_state,
    is_gone,
    is_kept,
    is_now,
    link,
    newest,
    telling,
    ticked,
    todo,
    tomorrow,
    typed,
    version,
)


def texts(k: str) -> list[Line]:
    """Of articles; pages are alike, and nobody's own."""
    at, n = in_state, f"articles_{k}"
    draft, shows = at(k, "draft"), lambda world: world.text(k, "draft").title
    return [
        look("the list shows a draft", f"{n}_changelist", shows=shows),
        look("the form of a new text", f"{n}_add"),
        look("the form of a draft", f"{n}_change", draft),
        look("the form of a live text", f"{n}_change", at(k, "live")),
        look("the history", f"{n}_history", draft),
        look("a version", f"{n}_version", version(k)),
        look("the preview", f"{n}_preview", draft),
        look("the draft as readers would see it", f"{n}_draft", draft),
        look("the notes", f"{n}_notes", draft),
        look("the bin", f"{n}_binned", shows=lambda w: w.text(k, "binned").title),
        look("words that were kept", f"{n}_kept", lambda w: w.kept(k)),
        do(
            "begin a text",
            f"{n}_add",
            send=typed(k),
            done=lambda w, _: type(w.text(k, "draft")).objects.filter(title="Typed title"),
        ),
        do(
            "begin a text and publish it",
            f"{n}_add",
            send=typed(k, _publish=""),
            done=lambda w, _: (
                type(w.text(k, "draft")).objects.public().filter(title="Typed title")
            ),
        ),
        do("save", f"{n}_change", draft, send=typed(k, "draft"), done=newest),
        do(
            "save what is live, without publishing",
            f"{n}_change",
            at(k, "live"),
            send=typed(k, "live"),
            done=lambda w, t: newest(w, t) and t.title != "Typed title",
        ),
        do(
            "publish",
            f"{n}_change",
            draft,
            send=typed(k, "draft", _publish=""),
            done=lambda w, t: newest(w, t) and t.is_public(),
        ),
        do(
            "publish what waits for review",
            f"{n}_change",
            at(k, "review"),
            send=typed(k, "review", _publish=""),
            done=lambda _w, t: t.is_public(),
        ),
        do(
            "publish changes",
            f"{n}_change",
            at(k, "live"),
            send=typed(k, "live", _publish=""),
            done=lambda _w, t: t.title == "Typed title",
        ),
        do(
            "publish again what was withdrawn",
            f"{n}_change",
            at(k, "withdrawn"),
            send=typed(k, "withdrawn", _publish=""),
            done=lambda _w, t: t.is_public(),
        ),
        do(
            "approve changes of what is scheduled",
            f"{n}_change",
            at(k, "scheduled"),
            send=typed(k, "scheduled", _approve=""),
            done=lambda _w, t: t.title == "Typed title" and t.is_scheduled,
        ),
        do(
            "bring a version back",
            f"{n}_restore",
            version(k, "changed"),
            send=lambda w: {"revision": seen(w.text(k, "changed"))},
            done=lambda w, _: _restored(w.text(k, "changed")),
        ),
        do(
            "make a link for somebody outside",
            f"{n}_preview",
            draft,
            send={"for_whom": "A lawyer"},
            done=lambda _w, _t: PreviewLink.objects.filter(for_whom="A lawyer"),
        ),
        do(
            "revoke such a link",
            f"{n}_revoke",
            link(k),
            done=lambda w, _: not PreviewLink.objects.get(pk=link(k)(w)[1]).works(),
        ),
        do(
            "leave a note",
            f"{n}_notes",
            draft,
            send={"text": "Look here."},
            done=lambda _w, t: t.notes.filter(text="Look here."),
        ),
        do(
            "tick a to-do off",
            f"{n}_note_done",
            todo(k),
            done=lambda w, _: Note.objects.get(pk=todo(k)(w)[1]).done_at,
        ),
        do("keep what is typed", f"{n}_keep", send=telling, done=is_kept),
        do("keep it, of a draft", f"{n}_keep", draft, send=telling, done=is_kept),
        do("throw kept words away", f"{n}_drop", lambda w: w.kept(k), done=is_gone),
        *acts(k),
        do(
            "delete at once",
            f"{n}_delete",
            draft,
            send={"post": "yes"},
            done=is_gone,
        ),
        do(
            "put many into the bin",
            f"{n}_changelist",
            send=ticked(k, "draft", "put_away", confirmed="1"),
            done=lambda w, _: fresh(w.text(k, "draft")).deleted_at,
        ),
        do(
            "put many into the bin that were published",
            f"{n}_changelist",
            send=ticked(k, "withdrawn", "put_away", confirmed="1"),
            done=lambda w, _: fresh(w.text(k, "withdrawn")).deleted_at,
        ),
    ]


def acts(k: str) -> list[Line]:
    """Each asks on a page of its own, then acts."""
    at, n = in_state, f"articles_{k}"
    table: list[tuple[str, str, Any, Done]] = [
        ("schedule", "draft", tomorrow, lambda _w, t: t.is_scheduled),
        ("publish_anyway", "draft", {"reason": "Nobody knows."}, lambda _w, t: t.is_public()),
        ("unschedule", "scheduled", {}, is_now("draft")),
        ("withdraw", "live", {"reason": "Wrong."}, is_now("withdrawn")),
        ("submit", "draft", {"note": ""}, is_now("review")),
        ("send_back", "review", {"note": "More."}, is_now("draft")),
        ("take_back", "review", {}, is_now("draft")),
        ("bin", "draft", {}, lambda _w, t: t.deleted_at),
        ("bin", "withdrawn", {}, lambda _w, t: t.deleted_at),
    ]
    lines = []
    for act, state, send, done in table:
        name = f"{n}_{act}"
        lines.append(look(f"be asked: {act}, {state}", name, at(k, state)))
        lines.append(do(f"{act}, {state}", name, at(k, state), send=send, done=done))
    back = do(
        "bring back from the bin",
        f"{n}_bring_back",
        at(k, "binned"),
        done=lambda _w, t: t.deleted_at is None,
    )
    return [*lines, back]
