"""A process of the site that acts, reads and judges as it is told: `python -m bench.inside
freshness_person SEED`. Takes and gives a line of JSON each."""

import json
import logging
import os
import random
import signal
import sys
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError
from django.test import RequestFactory, override_settings
from django.utils import timezone

from articles.models import Article, Author, Category, Tag
from articles.writing.locking import Refused
from articles.writing.refiling import NoLongerThere
from bench import freshness_acts
from iria import cachesignal
from iria.models import CacheMoment
from iria.pages import Pages

FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EVERYWHERE = ("/", "/feed/", "/archive/", "/credits/", "/sitemap.xml", "/sitemap-articles.xml")
# How many of each are looked at in a round.
PATIENCE = 10  # seconds
WIDE, LISTS, ARTICLES = 3, 3, 4


def main(seed: str) -> None:
    # Much is refused here, or gone.
    logging.disable(logging.CRITICAL)
    # Names of files as they are: nothing was collected.
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        person = Person(random.Random(seed))
        for line in sys.stdin:
            print(json.dumps(person.obey(json.loads(line))), flush=True)


class Person:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.plain = WSGIHandler()
        self.pages = Pages(WSGIHandler())

    def obey(self, job: dict[str, Any]) -> dict[str, Any]:
        if job["do"] == "act":
            return {"act": self.act()}
        if job["do"] == "die":
            cachesignal.Signal.send = lambda _self: os.kill(os.getpid(), signal.SIGKILL)
            freshness_acts.institute(self.chance)
        if job["do"] == "follow":
            return {"seconds": self.follow()}
        if job["do"] == "read":
            for path in self.paths():
                ask(self.pages, path)
            return {}
        paths = self.paths()
        return {"looks": len(paths), "faults": [path for path in paths if not self.is_fresh(path)]}

    def act(self) -> str:
        acts = freshness_acts.ACTS
        act = self.chance.choices(list(acts), acts.values())[0]
        try:
            act(self.chance)
        except (Refused, NoLongerThere, ObjectDoesNotExist, DatabaseError) as error:
            return f"{act.__name__}: {type(error).__name__}"
        return act.__name__

    def paths(self) -> list[str]:
        rows = (row for model in (Category, Tag, Author) for row in model.objects.all())
        listed = [row.get_absolute_url() for row in rows]
        articles = [row.get_absolute_url() for row in Article.objects.only("slug")]
        found = [
            *self.chance.sample(EVERYWHERE, WIDE),
            *self.chance.sample(listed, min(LISTS, len(listed))),
            *(f"{path}feed/" for path in self.chance.sample(listed, 1)),
            *self.chance.sample(articles, min(ARTICLES, len(articles))),
        ]
        self.chance.shuffle(found)
        return found

    def is_fresh(self, path: str) -> bool:
        """Whether the store says the same as Django, asked right after it. Nothing is judged
        where something fell due in between."""
        while True:
            begun = timezone.now()
            kept, plain = ask(self.pages, path), ask(self.plain, path)
            due = CacheMoment.objects.filter(
                at__gte=begun - timedelta(milliseconds=1), at__lte=timezone.now()
            )
            if not due.exists():
                return kept == plain

    def follow(self) -> float:
        """Seconds until the front page is what Django says; PATIENCE at most."""
        begun, passed = time.monotonic(), 0.0
        while ask(self.pages, "/") != ask(self.plain, "/") and passed < PATIENCE:
            passed = time.monotonic() - begun
        return passed


def ask(app: Any, path: str) -> tuple[str, bytes]:
    request = RequestFactory().get(path, secure=True, HTTP_HOST=settings.ALLOWED_HOSTS[0])
    started: list[str] = []
    answer = app(request.environ, lambda status, _headers: started.append(status))
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    return started[0], body
