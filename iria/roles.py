"""The groups that staff are in, and the rights of each: "app.codename". Somebody may be in
several. An administrator may change the groups; the migration only begins with these."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import Q

APPS = ("iria", "articles", "newsletter", "auth", "admin")


def _rights(app: str, *kinds: str, of: str = "view add change") -> list[str]:
    return [f"{app}.{right}_{kind}" for kind in kinds for right in of.split()]


WRITING = [
    *_rights("articles", "article", of="view add change delete"),
    *_rights("articles", "category", "tag", "author", "credit", of="view"),
    *_rights("articles", "image", "document", of="view add"),
]
PICTURES = [
    *_rights("articles", "image", of="view add change delete"),
    *_rights("articles", "credit"),
]
EDITING = [
    *WRITING,
    *PICTURES,
    *_rights("articles", "document"),
    "articles.edit_all_articles",
    "articles.publish_article",
    "articles.publish_page",
    *_rights("articles", "page", "menuitem", of="view add change delete"),
    *_rights("articles", "category", "tag", "author"),
]
COMMENTS = _rights("articles", "comment", of="view change")
MAIL = [
    *_rights("newsletter", "campaign", of="view add change delete send"),
    *_rights("newsletter", "subscriber", of="view add change import export"),
    "iria.view_letter",
]
ADMINISTRATION = [
    *_rights("iria", "institute", "user", "oldaddress", of="view add change delete"),
    "iria.erase_person",
    "iria.view_letter",
    "auth.view_group",
    "admin.view_logentry",
]

ROLES = {
    "Author": WRITING,
    "Editor": EDITING,
    "Picture desk": PICTURES,
    "Moderator": COMMENTS,
    "Mail manager": MAIL,
    "Administrator": [*EDITING, *COMMENTS, *MAIL, *ADMINISTRATION],
}


def install(apps: Any = installed) -> None:
    """The groups of ROLES; those that stand get what they miss. `apps` are those of a migration,
    where permissions may not have been made yet."""
    for label in APPS:
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    group_class = apps.get_model("auth", "Group")
    for name, rights in ROLES.items():
        group, _new = group_class.objects.get_or_create(name=name)
        group.permissions.add(*_rows(apps, rights))


def _rows(apps: Any, rights: Iterable[str]) -> list[Any]:
    permissions = apps.get_model("auth", "Permission").objects.select_related("content_type")
    named = {f"{p.content_type.app_label}.{p.codename}": p for p in permissions}
    return [named[right] for right in dict.fromkeys(rights)]


def grantable(user: Any) -> Any:
    """The groups whose rights somebody has, and so may give to others."""
    groups = installed.get_model("auth", "Group").objects
    if user.is_superuser:
        return groups.all()
    permissions = installed.get_model("auth", "Permission").objects
    return groups.exclude(permissions__in=permissions.exclude(pk__in=_held(user)))


def exceeds(other: Any, user: Any) -> bool:
    """Whether `other` may do something that `user` may not; also while the account is closed."""
    if user.is_superuser:
        return False
    return other.is_superuser or not _held(other) <= _held(user)


def _held(user: Any) -> set[int]:
    permissions = installed.get_model("auth", "Permission").objects
    held = permissions.filter(Q(group__user=user) | Q(user=user))
    return set(held.values_list("pk", flat=True))
