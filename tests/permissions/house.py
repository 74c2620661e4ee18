"""How the lines of the institute, its staff, people's data, the log and the desk are tried."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from articles.models import EmptySearch
from iria import log, oldaddresses
from iria.models import Institute, OldAddress, User
from newsletter.models import Subscriber
from tests.makers import make_member
from tests.permissions.library import filled
from tests.permissions.mailing import ada
from tests.permissions.trying import do, look
from tests.permissions.typed import is_gone
from tests.permissions.world import World

PASSWORD = {
    "usable_password": "true",
    "password1": "another long password",
    "password2": "another long password",
}


def institute(world: World) -> Institute:
    return world.once("institute", lambda: Institute.objects.get_or_create(pk=1)[0])


def colleague(world: World) -> User:
    return world.once("colleague", lambda: make_member("Author", name="Col League"))


def superuser(world: World) -> User:
    return world.users["S"]


def group(world: World) -> Group:
    return world.once("group", lambda: Group.objects.create(name="Guests"))


def old(world: World) -> OldAddress:
    def keep() -> OldAddress:
        oldaddresses.keep("/old/", "/new/")
        return OldAddress.objects.get(path="/old/")

    return world.once("old", keep)


def missed(world: World) -> EmptySearch:
    return world.once("missed", lambda: EmptySearch.objects.create(words="lost words"))


def line(world: World) -> LogEntry:
    def write() -> LogEntry:
        log.note(world.other, world.other, "Something was done.")
        return LogEntry.objects.latest("pk")

    return world.once("line", write)


def is_set(_world: World, user: User) -> bool:
    return user.check_password(PASSWORD["password1"])


def untouched(name: str, of: Callable[[World], Any], column: str) -> list:
    """Rows that nobody adds, changes or deletes at the desk, superusers neither."""
    return [
        do(
            "add one",
            f"{name}_add",
            send=lambda w: {column: "Typed"},
            done=lambda w, _: type(of(w)).objects.filter(**{column: "Typed"}),
        ),
        do(
            "change one",
            f"{name}_change",
            of,
            send={column: "Typed", "_save": ""},
            done=lambda _w, row: getattr(row, column) == "Typed",
        ),
        do("delete one", f"{name}_delete", of, send={"post": "yes"}, done=is_gone),
        do(
            "delete several",
            f"{name}_changelist",
            send=lambda w: {
                "action": "delete_selected",
                "_selected_action": of(w).pk,
                "post": "yes",
            },
            done=lambda w, _: not type(of(w)).objects.filter(pk=of(w).pk).exists(),
        ),
    ]


I, U, G = "iria_institute", "iria_user", "auth_group"  # noqa: E741
INSTITUTE = [
    look("the institute", f"{I}_change", institute),
    look("the institute by its list", f"{I}_changelist", leads="/admin/iria/institute/1/"),
    look("its history", f"{I}_history", institute),
    do(
        "change it",
        f"{I}_change",
        institute,
        send=filled(f"{I}_change", institute, tagline="Typed tagline"),
        done=lambda _w, row: row.tagline == "Typed tagline",
    ),
    do(
        "add another",
        f"{I}_add",
        send={"name": "Another"},
        done=lambda _w, _r: Institute.objects.filter(name="Another"),
    ),
    do("delete it", f"{I}_delete", institute, send={"post": "yes"}, done=is_gone),
    look("old addresses", "iria_oldaddress_changelist", shows=lambda w: old(w).path),
    look("an old address", "iria_oldaddress_change", old),
    look("the history of an old address", "iria_oldaddress_history", old),
    *untouched("iria_oldaddress", old, "target"),
]
PEOPLE = [
    look("the staff", f"{U}_changelist", shows=lambda w: colleague(w).name),
    look("the form of a member of staff", f"{U}_change", colleague),
    look("the history of a member of staff", f"{U}_history", colleague),
    look("the form of an invitation", f"{U}_add"),
    look("the form of a password", "auth_user_password_change", colleague),
    look("the form of a superuser's password", "auth_user_password_change", superuser),
    do(
        "invite somebody",
        f"{U}_add",
        send={"address": "new@example.org", "name": "New"},
        done=lambda _w, _r: User.objects.filter(address="new@example.org"),
    ),
    do(
        "close an account",
        f"{U}_change",
        colleague,
        send=filled(f"{U}_change", colleague, is_active=[]),
        done=lambda _w, user: not user.is_active,
    ),
    do(
        "give all rights",
        f"{U}_change",
        colleague,
        send=filled(f"{U}_change", colleague, is_superuser="on"),
        done=lambda _w, user: user.is_superuser,
    ),
    do("set a password", "auth_user_password_change", colleague, send=PASSWORD, done=is_set),
    do(
        "set a superuser's password",
        "auth_user_password_change",
        superuser,
        send=PASSWORD,
        done=is_set,
    ),
    do(
        "change a superuser",
        f"{U}_change",
        superuser,
        send=filled(f"{U}_change", superuser, name="Typed name"),
        done=lambda _w, user: user.name == "Typed name",
    ),
    do("delete an account", f"{U}_delete", colleague, send={"post": "yes"}, done=is_gone),
    look("the groups", f"{G}_changelist", shows=lambda w: group(w).name),
    look("a group", f"{G}_change", group),
    look("the history of a group", f"{G}_history", group),
    look("the form of a new group", f"{G}_add"),
    do(
        "add a group",
        f"{G}_add",
        send={"name": "Typed name"},
        done=lambda _w, _r: Group.objects.filter(name="Typed name"),
    ),
    do(
        "change a group",
        f"{G}_change",
        group,
        send={"name": "Typed name"},
        done=lambda _w, row: row.name == "Typed name",
    ),
    do("delete a group", f"{G}_delete", group, send={"post": "yes"}, done=is_gone),
]
DATA = {"address": "ada@example.org", "again": "ada@example.org"}
HELD = [
    look("ask what is held about somebody", "people"),
    look("what is held about somebody", "people", send=DATA, shows="ada@example.org"),
    look("it as a file", "people-download", send=DATA, shows='"ada@example.org"'),
    do(
        "erase somebody",
        "people-erase",
        send=lambda w: (ada(w), DATA)[1],
        done=lambda w, _: Subscriber.objects.get(pk=ada(w).pk).address == "",
    ),
]
LOG = [
    look("the log", "admin_logentry_changelist", shows=lambda w: line(w).change_message),
    look("a line", "admin_logentry_change", line, leads="/admin/admin/logentry/"),
    look("its history", "admin_logentry_history", line, leads="/admin/admin/logentry/"),
    *untouched("admin_logentry", line, "change_message"),
]
E = "articles_emptysearch"
MISSING = [
    look("the list", f"{E}_changelist", shows=lambda w: missed(w).words),
    look("one", f"{E}_change", missed),
    look("the history of one", f"{E}_history", missed),
    *untouched(E, missed, "words"),
]
DESK = [
    look("the desk", "index"),
    look("what there is of articles", "app_list", lambda _w: ["articles"]),
    look("of the newsletter", "app_list", lambda _w: ["newsletter"]),
    look("of the institute", "app_list", lambda _w: ["iria"]),
    look("the form of one's own password", "password_change"),
    look("that it was changed", "password_change_done"),
    do(
        "change one's own password",
        "password_change",
        send={
            "old_password": "a long password",
            "new_password1": PASSWORD["password1"],
            "new_password2": PASSWORD["password1"],
        },
        done=lambda w, _: is_set(w, User.objects.get(pk=(w.user or w.other).pk)),
    ),
]
