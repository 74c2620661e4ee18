"""How the lines of campaigns, subscribers and letters are tried."""

from collections.abc import Callable
from typing import Any

from iria import letters
from iria.models import Letter
from newsletter import suppression
from newsletter.models import Campaign, Subscriber
from tests.makers import picture_file
from tests.newsletter.making import add_subscriber, make_campaign
from tests.permissions.library import filled
from tests.permissions.trying import Done, do, look
from tests.permissions.typed import is_gone, is_now
from tests.permissions.world import World

C, S = "newsletter_campaign", "newsletter_subscriber"


def campaign(state: str = "draft", **fields: Any) -> Callable[[World], Campaign]:
    fields |= {"state": state, "introduction": "The week in short."}
    return lambda world: world.once(
        ("campaign", state, *fields.items()), lambda: make_campaign(**fields)
    )


def ada(world: World) -> Subscriber:
    return world.once("ada", lambda: add_subscriber("ada@example.org"))


def letter(world: World) -> Letter:
    def write() -> Letter:
        link = {"link": "https://example.org/", "user": world.other, "days": 1}
        return letters.write("reset", "ada@example.org", "mail/reset", link)

    return world.once("letter", write)


def seen(world: World) -> dict[str, str]:
    """The page before sending, once somebody is subscribed."""
    ada(world)
    return {"when": "now", "seen": campaign()(world).changed_at.isoformat()}


draft = campaign()
CAMPAIGNS = [
    look("the list", f"{C}_changelist"),
    look("the form of a new one", f"{C}_add"),
    look("find articles", f"{C}_find"),
    *(
        look(words, f"{C}_{name}", draft)
        for name, words in {
            "change": "the form",
            "history": "the history",
            "preview": "the preview",
            "html": "the mail in its frame",
            "send": "be asked before sending",
        }.items()
    ),
    look("the run of one that is sent", f"{C}_change", campaign("sent")),
    look("its mails", f"{C}_mails", campaign("sent")),
    look("be asked before cancelling", f"{C}_cancel", campaign("paused")),
    do(
        "begin one",
        f"{C}_add",
        send={"subject": "Typed subject", "introduction": "Words.", "language": "en"},
        done=lambda _w, _r: Campaign.objects.filter(subject="Typed subject"),
    ),
    do(
        "change it",
        f"{C}_change",
        draft,
        send=filled(f"{C}_change", draft, subject="Typed subject"),
        done=lambda _w, row: row.subject == "Typed subject",
    ),
    do("delete a draft", f"{C}_delete", draft, send={"post": "yes"}, done=is_gone),
    do(
        "delete what was sent",
        f"{C}_delete",
        campaign("sent"),
        send={"post": "yes"},
        done=is_gone,
    ),
    do(
        "send a test",
        f"{C}_test",
        draft,
        done=lambda _w, _r: Letter.objects.filter(kind="test"),
    ),
    do("send", f"{C}_send", draft, send=seen, done=is_now("scheduled")),
    do("call off", f"{C}_unschedule", campaign("scheduled"), done=is_now("draft")),
    do("pause", f"{C}_pause", campaign("sending"), done=is_now("paused")),
    do("resume", f"{C}_resume", campaign("paused"), done=is_now("scheduled")),
    do("cancel", f"{C}_cancel", campaign("paused"), done=is_now("cancelled")),
    do(
        "show on the web",
        f"{C}_show",
        campaign("sent", shown_on_web=False),
        done=lambda _w, row: row.shown_on_web,
    ),
    do(
        "hide on the web",
        f"{C}_hide",
        campaign("sent", shown_on_web=True),
        done=lambda _w, row: not row.shown_on_web,
    ),
]


def is_imported(_world: World, _row: Any) -> bool:
    return Subscriber.objects.filter(address="new@example.org").exists()


def a_file(_world: World) -> dict[str, Any]:
    file = picture_file("people.csv", b"new@example.org\n")
    return {"file": file, "wording": "Sign-up sheet of the conference in Vienna.", "agreed": "on"}


def asked(name: str, words: str, of: Callable[[World], Any], done: Done) -> list:
    return [
        look(f"be asked: {words}", f"{S}_{name}", of),
        do(words, f"{S}_{name}", of, done=done),
    ]


def blocked(world: World) -> Subscriber:
    return world.once("blocked", lambda: add_subscriber("bo@example.org", "blocked"))


def is_blocked(row: Subscriber) -> bool:
    return suppression.cause_of(row.address_key) == suppression.Cause.BLOCKED


SUBSCRIBERS = [
    look(
        "the list",
        f"{S}_changelist",
        shows=lambda w: ada(w).address,
    ),
    look("a person", f"{S}_change", ada),
    look("the history of a person", f"{S}_history", ada),
    look("all as a file", f"{S}_export", shows=lambda w: ada(w).address),
    look("the evidence of consent", f"{S}_evidence", ada),
    *asked("leave", "unsubscribe somebody", ada, is_now("left")),
    *asked("block", "block somebody", ada, lambda _w, row: is_blocked(row)),
    *asked("unblock", "unblock somebody", blocked, lambda _w, row: not is_blocked(row)),
    look("choose a list to import", f"{S}_import"),
    look(
        "give a list to import",
        f"{S}_import",
        send=a_file,
        leads="/admin/newsletter/subscriber/import/",
    ),
    look("look at a list", f"{S}_import_look", lambda w: [w.looked_at()]),
    look("what is not imported", f"{S}_import_refused", lambda w: [w.looked_at()]),
    do(
        "import a list",
        f"{S}_import_look",
        lambda w: [w.looked_at()],
        send={"at": "0"},
        done=is_imported,
    ),
    do(
        "add somebody by hand",
        f"{S}_add",
        send={"address": "new@example.org"},
        done=is_imported,
    ),
    do("delete a person as a row", f"{S}_delete", ada, send={"post": "yes"}, done=is_gone),
]


L = "iria_letter"
LETTERS = [
    look("the list", f"{L}_changelist", shows=lambda w: letter(w).subject),
    look("a letter", f"{L}_change", letter),
    look("the history of a letter", f"{L}_history", letter),
    do(
        "write one",
        f"{L}_add",
        send={"subject": "Typed", "address": "x@example.org"},
        done=lambda _w, _r: Letter.objects.filter(subject="Typed"),
    ),
    do(
        "change one",
        f"{L}_change",
        letter,
        send={"address": "evil@example.org"},
        done=lambda _w, row: row.address != "ada@example.org",
    ),
    do("delete one", f"{L}_delete", letter, send={"post": "yes"}, done=is_gone),
    look("the outbox", "outbox", shows="Kept mail"),
    look("a mail in it", "outbox-mail", lambda _w: ["kept.eml"]),
    look("its HTML", "outbox-html", lambda _w: ["kept.eml"]),
]
