"""The people of the table and the rows that they try things on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, Comment, Kept
from articles.text.keys import new_key
from articles.writing import binning, publishing, reviewing, revisions
from iria import roles
from iria.models import User
from newsletter.importing import keeping
from newsletter.importing.parsing import Person
from tests.makers import client_of, make_article, make_page, make_user

T = TypeVar("T")
PEOPLE = {
    "N": "nobody, not signed in",
    "R": "an account of a reader, in the group of administrators",
    "L": "an editor who left",
    "A": "an author",
    "O": "an author before a text of somebody else",
    "E": "an editor",
    "P": "the picture desk",
    "M": "a moderator",
    "C": "a mail manager",
    "D": "an administrator",
    "S": "a superuser",
}
GROUPS = {
    "R": "Administrator",
    "L": "Editor",
    "A": "Author",
    "E": "Editor",
    "P": "Picture desk",
    "M": "Moderator",
    "C": "Mail manager",
    "D": "Administrator",
}


class World:
    """`column` is who tries. Rows are made when they are first asked for, and stay."""

    def __init__(self) -> None:
        self.column = "S"
        roles.install()
        self.users = {letter: _member(group) for letter, group in GROUPS.items()}
        self.users["S"] = make_user(name="All rights", is_superuser=True)
        self.users["O"] = self.users["A"]
        self.other = make_user(name="Some Body", address="other@example.org")
        self.cookies = {
            letter: client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
            for letter, user in self.users.items()
        }
        User.objects.filter(pk=self.users["R"].pk).update(is_staff=False)
        User.objects.filter(pk=self.users["L"].pk).update(is_active=False)
        self._made: dict[object, Any] = {}

    @property
    def user(self) -> User | None:
        return self.users.get(self.column)

    def client(self) -> Client:
        """A browser that has seen nothing yet."""
        client = Client()
        if self.column in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[self.column]
        return client

    def once(self, name: object, make: Callable[[], T]) -> T:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def form(self, url: str, **typed: object) -> dict[str, object]:
        """What the form at an address holds for who may do all, with what is typed into it."""
        column, self.column = self.column, "S"
        page = self.once(url, lambda: self.client().get(url).content.decode())
        self.column = column
        main = lxml_html.fromstring(page).get_element_by_id("content-main")
        for template in main.xpath(".//template"):
            template.drop_tree()
        values: dict[str, list[str]] = {}
        for name, value in main.xpath(".//form")[0].form_values():
            values.setdefault(name, []).append(value)
        return values | typed

    # Texts

    def text(self, kind: str, state: str) -> models.Model:
        """An author's own, or in the column O somebody else's."""
        owner = self.other if self.column == "O" else self.users["A"]
        return self.once((kind, state, owner.pk), lambda: _text(kind, state, owner))

    def kept(self, kind: str) -> Kept:
        """Words that this person typed into the form of the draft."""
        user, text = self.user or self.other, self.text(kind, "draft")
        words = '[["title", "Typed words"]]'
        fields = {"user": user, "kind": kind, kind: text, "words": words}
        return self.once(
            ("kept", user.pk, text.pk),
            lambda: Kept.objects.create(**fields, tab=new_key(), typed_at=timezone.now()),
        )

    def comment(self) -> Comment:
        return self.once("comment", lambda: _comment(self.text("article", "live")))

    # Lists of people to be imported

    def looked_at(self) -> str:
        """The key of a list that this person chose, with one person on it."""
        owner = (self.user or self.other).pk
        now = timezone.now().isoformat()
        kept = keeping.Kept(owner, "people.csv", [], wording="Signed up.", at=now, new=1)
        return keeping.keep(kept, [Person(1, "new@example.org", "new@example.org")])


def _member(group: str) -> User:
    user = make_user(name=f"Of {group}")
    user.groups.add(Group.objects.get(name=group))
    return user


def _text(kind: str, state: str, owner: User) -> models.Model:
    title = f"{state} {kind} of {owner.name}"
    if kind == "article":
        text = make_article(title, published=False, user=owner)
    else:
        text = make_page(title, published=False)
    if state in ("live", "changed", "withdrawn", "pinned"):
        publishing.publish(text, owner)
    if state == "scheduled":
        publishing.publish(text, owner, at=timezone.now() + timedelta(days=1))
    if state == "changed":
        newer = replace(revisions.content_of(text), title=f"newer {title}")
        revisions.save(text, newer, owner)
    if state == "pinned":
        Article.objects.filter(pk=text.pk).update(pinned=True)
    if state == "withdrawn":
        publishing.withdraw(text, owner)
    if state == "review":
        reviewing.submit(text, owner)
    if state == "binned":
        binning.put_away(text, owner)
    text.refresh_from_db()
    return text


def _comment(article: Article) -> Comment:
    return Comment.objects.create(
        article=article,
        name="Ada Reader",
        address="ada@example.org",
        address_key="ada@example.org",
        text="A thoughtful word.",
        created_at=timezone.now(),
    )
