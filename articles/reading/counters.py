"""Counts how often articles are opened, where pages are served: no script, no cookie, and nothing
kept of who opened them.

`seen` is called for each public page that a reader got, from the store or fresh, or by `manage.py
count_views` where a cache proxy answers. It adds one to a number in memory; some seconds later a
thread adds the numbers to rows, so processes add up. A view counts in the hour in which it is
written: rows of hours that are over stand still.
"""

import logging
import re
import threading
from collections import Counter
from multiprocessing.util import Finalize

from django.db import connection, transaction

from articles.reading.readership import add, hour_of
from articles.writing.models import Article, HourlyViews

MOST_ARTICLES = 10_000  # that wait to be written; what comes beyond them goes uncounted
MOST_VERDICTS = 2_000
PAUSE = 5  # seconds between two writings
AT_ONCE = 300  # addresses looked up in one query
ARTICLES = "/articles/"
# Graphical browsers begin with Mozilla (or Opera, once), those for terminals with their names;
# feed readers, libraries and command-line programs with others.
BROWSER = re.compile(r"(?:Mozilla|Opera)/\d|(?:Lynx|E?Links|w3m|NetSurf|Dillo)\b")
# Search engines, previews in messengers, monitors and browsers without a window begin like
# browsers and say what they are behind that, most with the address of a page about themselves.
# A robot that does not say so is counted. Words, since a pattern of them takes ten times as long.
ROBOT_WORDS = (
    *("bot", "crawl", "spider", "slurp", "scan", "archiver", "http:", "https:", "google-"),
    *("-google", "preview", "whatsapp", "facebookexternalhit", "monitor", "pingdom", "uptime"),
    *("headless", "lighthouse", "phantom", "python", "curl", "wget"),
)
TELEPHONES = "cubot"  # a maker
logger = logging.getLogger("iria.counters")


def seen(path: str, user_agent: str, tags: frozenset[str]) -> None:
    """A reader was given the page of this path, decoded. Asks no database, raises nothing.
    `tags` are those of all that the page shows: which article it is stands in the path alone."""
    slug = path[len(ARTICLES) : -1]
    if path == f"{ARTICLES}{slug}/" and "/" not in slug and is_browser(user_agent):
        _views.add(slug)
        _writer.wake()


def write_now() -> None:
    """At the end of a program that counts."""
    _writer.write()


def is_browser(user_agent: str) -> bool:
    """Whether it gives itself out as a browser. Remembered by hash: no name is kept."""
    known = hash(user_agent)
    verdict = _verdicts.get(known)
    if verdict is None:
        verdict = looks_like_browser(user_agent)
        if len(_verdicts) >= MOST_VERDICTS:
            _verdicts.clear()
        _verdicts[known] = verdict
    return verdict


def looks_like_browser(user_agent: str) -> bool:
    if BROWSER.match(user_agent) is None:
        return False
    said = user_agent.lower().replace(TELEPHONES, "")
    return not any(word in said for word in ROBOT_WORDS)


class Views:
    """Views that are not written yet, by the slug in the address."""

    def __init__(self, most: int = MOST_ARTICLES) -> None:
        self.most = most
        self.lock = threading.Lock()
        self.waiting: Counter[str] = Counter()

    def add(self, slug: str, n: int = 1) -> None:
        with self.lock:
            if slug in self.waiting or len(self.waiting) < self.most:
                self.waiting[slug] += n

    def flush(self) -> None:
        """Writes what waits. Where that fails, it waits for the next time, and the error is
        raised."""
        with self.lock:
            taken, self.waiting = self.waiting, Counter()
        try:
            write(taken)
        except BaseException:
            for slug, n in taken.items():
                self.add(slug, n)
            raise


def write(taken: Counter[str]) -> None:
    """Adds to the rows of this hour. What is no article's address any more is left out."""
    names, hour = list(taken), hour_of()
    with transaction.atomic():
        for start in range(0, len(names), AT_ONCE):
            articles = Article.objects.filter(slug__in=names[start : start + AT_ONCE])
            found = articles.values_list("pk", "slug")
            add(HourlyViews, "hour", {(pk, hour): taken[slug] for pk, slug in found})


class Writer:
    """Writes from a thread of its own while there are views, and at the end of the process."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.timer: threading.Timer | None = None
        self.at_end: Finalize | None = None

    def wake(self) -> None:
        # A thread that a fork left behind is not alive. Two at once would do no harm.
        if self.timer is None or not self.timer.is_alive():
            # Not atexit: worker processes of multiprocessing, which servers use, pass that by.
            self.at_end = self.at_end or Finalize(None, self.write, exitpriority=1)
            self.timer = threading.Timer(PAUSE, self.write)
            self.timer.daemon = True
            self.timer.start()

    def write(self) -> None:
        # Who comes while it writes starts the next.
        self.timer = None
        try:
            self.views.flush()
        except Exception:
            logger.exception("Views could not be written; they wait for the next reader")
        finally:
            connection.close()


_verdicts: dict[int, bool] = {}
_views = Views()
_writer = Writer(_views)
