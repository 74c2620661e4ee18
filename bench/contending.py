"""One member of staff who works on an article at the same time as others: `python -m bench.inside
contending ADDRESS [CONTROL]`.

Reads a job a line (JSON: article, seed, acts), says "ready", begins with the next line and
then prints JSON: `acts`, what was done and how it ended, and `faults`, what was seen that must not
be. CONTROL names what is taken away of that which keeps the article whole (`bench.controls`)."""

import json
import logging
import random
import sys
import time
import warnings
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.messages import constants
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.models import Article, Category
from articles.writing.bulk import Refiling
from bench import controls
from bench.soundness import faults
from bench.watching import Reader
from iria.models import Institute, User

BACKEND = "iria.rights.RightsBackend"
FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
THINKS = 0.03  # seconds, at most, between opening a page and pressing its button
TRIES = 6
DONE, REFUSED, FAILED = "done", "refused", "failed"

# How often each is done, before anything may be public and afterwards.
ALWAYS = {"save": 6, "refile": 2, "restore": 2, "submit": 2, "send-back": 1, "pin": 1}
EARLY = ALWAYS | {"schedule": 3, "approve": 3, "unschedule": 2, "bin": 1}
LATE = ALWAYS | {"publish": 5, "approve": 1, "withdraw": 3, "bin": 2}


@dataclass(slots=True)
class Done:
    """`title` and `seen` of a form: what was typed, and the version that it was typed over."""

    act: str
    ended: str = REFUSED
    said: list[str] = field(default_factory=list)
    title: str = ""
    seen: str = ""
    tries: int = 0


def main(address: str, control: str = "") -> None:
    controls.take_away(control)
    # Much is refused here, or not found.
    logging.disable(logging.CRITICAL)
    # Names of files as they are: nothing was collected.
    warnings.filterwarnings("ignore", "No directory at")
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        user = User.objects.get(address=address)
        for line in sys.stdin:
            person = Person(user, **json.loads(line))
            print("ready", flush=True)
            sys.stdin.readline()
            print(json.dumps(person.work()), flush=True)


class Person:
    def __init__(self, user: User, article: int, seed: str, acts: int) -> None:
        self.user, self.pk, self.count = user, article, acts
        self.chance = random.Random(f"{seed} {user.address}")
        self.client = Client(
            raise_request_exception=False, headers={"host": settings.ALLOWED_HOSTS[0]}
        )
        self.client.force_login(user, backend=BACKEND)
        self.reader = Reader(article)
        self.numbers = iter(range(1, 10_000))

    def work(self) -> dict[str, Any]:
        done, wrong = [], []
        for act in self.plan():
            done.append(asdict(self.do(act)))
            wrong += [*faults(self.pk), *self.reader.look()]
        return {"user": self.user.pk, "acts": done, "faults": wrong}

    def plan(self) -> list[str]:
        """All begin with a save, at one moment. The first third of the acts publish nothing, so
        that a schedule has its time. Who bins brings back, and all end with a publication."""
        acts = ["save"]
        while len(acts) < self.count - 1:
            weights = EARLY if len(acts) < self.count // 3 else LATE
            act = self.chance.choices(list(weights), list(weights.values()))[0]
            if act == "bin" and len(acts) < self.count - 2:
                acts += ["bin", "bring-back"]
            elif act != "bin":
                acts.append(act)
        return [*acts, "publish"]

    def do(self, act: str) -> Done:
        done = Done(act)
        name = act.replace("-", "_")
        getattr(self, f"do_{name}", lambda done: self.on_a_page(done, name))(done)
        return done

    # Acts

    def do_save(self, done: Done) -> None:
        done.title = f"Edit {next(self.numbers)} by {self.user.pk}"
        self.with_the_form(done, "_save")

    def do_publish(self, done: Done) -> None:
        self._published(done, "_publish")

    def do_approve(self, done: Done) -> None:
        self._published(done, "_approve")

    def _published(self, done: Done, button: str) -> None:
        """With a last change, or as it stands."""
        if self.chance.random() < 0.5:
            done.title = f"Edit {next(self.numbers)} by {self.user.pk}"
        self.with_the_form(done, button)

    def do_schedule(self, done: Done) -> None:
        at = timezone.now() + timedelta(minutes=self.chance.randint(3_000, 30_000))
        local = at.astimezone(Institute.current().zone)
        typed = {"at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M}"}
        self.on_a_page(done, "schedule", **typed)

    def do_bring_back(self, done: Done) -> None:
        self.press(done, self._url("bring_back"), {})

    def do_pin(self, done: Done) -> None:
        self._listed(done, self.chance.choice(["pin", "unpin"]))

    def do_refile(self, done: Done) -> None:
        category = self.chance.choice(list(Category.objects.order_by("pk")))
        how = self.chance.choice(Refiling.values)
        self._listed(done, "refile", category=category.pk, how=how)

    def _listed(self, done: Done, action: str, **values: object) -> None:
        url = reverse("admin:articles_article_changelist")
        self.press(done, url, {"action": action, "_selected_action": self.pk, **values})

    def do_restore(self, done: Done) -> None:
        versions = Article.objects.get(pk=self.pk).revisions.order_by("pk")
        number = self.chance.choice(list(versions.values_list("pk", flat=True)))
        pages = self.client.get(f"{self._url('compare')}?before={number}", secure=True)
        forms = forms_with(pages, "revision") if pages.status_code == 200 else []
        if forms:
            done.seen = forms[0]["revision"]
            self.press(done, reverse(self._name("restore"), args=[self.pk, number]), forms[0])

    def with_the_form(self, done: Done, button: str) -> None:
        """Opened, changed, saved; what somebody else did meanwhile is looked at, then the button
        is pressed again over what was typed; who typed nothing takes what stands now."""
        url = self._url("change")
        page = self.client.get(url, secure=True)
        while forms := forms_with(page, "revision", "title"):
            values = forms[0] | {button: "1"}
            if done.title:
                values |= {"title": done.title, "body": f"<p>{done.title}.</p>"}
            done.seen, page = values["revision"], self.press(done, url, values)
            if done.ended != REFUSED or page.redirect_chain or done.tries >= TRIES:
                break
            if not done.title:
                page = self.client.get(url, secure=True)

    def on_a_page(self, done: Done, name: str, **typed: str) -> None:
        url = self._url(name)
        page = self.client.get(url, secure=True)
        while forms := forms_with(page, "seen"):
            page = self.press(done, url, forms[0] | typed)
            if done.ended != REFUSED or page.redirect_chain or done.tries >= TRIES:
                break

    def press(self, done: Done, url: str, values: dict[str, object]) -> Any:
        time.sleep(self.chance.random() * THINKS)
        page = self.client.post(url, values, follow=True, secure=True)
        done.tries += 1
        if page.status_code >= 500:
            done.ended, done.said = FAILED, [f"{url}: {error_of(page)}"]
        else:
            done.said = said(page)
            succeeded = saved(page) or constants.DEFAULT_TAGS[constants.SUCCESS] in tags(page)
            done.ended = DONE if succeeded else REFUSED
        return page

    def _name(self, name: str) -> str:
        return f"admin:articles_article_{name}"

    def _url(self, name: str) -> str:
        return reverse(self._name(name), args=[self.pk])


# Pages as a browser has them


def forms_with(page: Any, *names: str) -> list[dict[str, Any]]:
    """Of the forms of a page that have these fields, what would be sent."""
    if page.status_code != 200:
        return []
    found = [form for form in parsed(page).forms if set(names) <= set(form.fields)]
    return [sent(form) for form in found]


def sent(form: html.FormElement) -> dict[str, Any]:
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        # HTML leaves out the break after <textarea>.
        values.setdefault(name, []).append(value.removeprefix("\n"))
    return values | {name: rows[0] for name, rows in values.items() if len(rows) == 1}


def parsed(page: Any) -> html.HtmlElement:
    tree = html.fromstring(page.content.decode())
    for template in tree.xpath("//template"):
        template.drop_tree()
    return tree


def messages(page: Any) -> list[html.HtmlElement]:
    return parsed(page).xpath("//ul[@class='messagelist']/li")


def said(page: Any) -> list[str]:
    return [" ".join(line.text_content().split()) for line in messages(page)]


def tags(page: Any) -> list[str]:
    return [line.get("class", "") for line in messages(page)]


def saved(page: Any) -> bool:
    """Whether a form was saved, though perhaps not published."""
    return any(line.startswith("Saved as a draft, not published.") for line in said(page))


def error_of(page: Any) -> str:
    kind, value, _trace = getattr(page, "exc_info", None) or (None, "", None)
    return f"{getattr(kind, '__name__', page.status_code)} {value}".strip()
