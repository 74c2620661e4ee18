"""What a process knows of the commits that changed what readers see."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.utils import timezone

from iria import cachesignal
from iria.pagecache import changed_since, current_number
from iria.pages.answers import LIFE, Page
from iria.pages.keys import Key
from iria.pages.store import Store
from iria.tables.cache import CacheMoment, CacheTag

INTERVAL = 1.0  # seconds between two looks at the table, whatever the signal says
ROUNDS = 3  # how often a page is compared with the commits that came while it was rendered
MOST_TAGS = 5000  # of one look; beyond, all pages are dropped


class Generations:
    """Every page in the store is right as of the commit `number`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.signal = cachesignal.current()
        self.lock = threading.Lock()
        self.number = -1
        self.state: tuple[int, ...] | None = None
        self.look_at = 0.0
        self.moments: dict[str, list[datetime]] = {}

    def current(self) -> int:
        """The number of the newest commit. Raises DatabaseError where it had to look and could
        not."""
        state = self.signal.state()
        if self._is_due(state):
            with self.lock:
                # Another thread may have looked meanwhile.
                if self._is_due(state):
                    self._look()
        return self.number

    def keep(self, key: Key, page: Page) -> bool:
        """Puts a page into the store, unless a commit since its first query changed what it
        shows, or a moment of it has passed."""
        for _ in range(ROUNDS):
            with self.lock:
                if self.number == page.number:
                    page.ends_at = min([page.ends_at, *self._moments_of(page)])
                    self.store.put(key, page)
                    return timezone.now() < page.ends_at
                number = self.number
            try:
                with asking():
                    if changed_since(page.tags, page.number):
                        return False
            except DatabaseError:
                return False
            page.number = number
        return False

    def _is_due(self, state: tuple[int, ...] | None) -> bool:
        return state is None or state != self.state or time.monotonic() >= self.look_at

    def _look(self) -> None:
        # Both from before the query: a commit that it does not see is then looked for again.
        state, begun = self.signal.state(), time.monotonic()
        with asking():
            newest = current_number()
            if newest != self.number:
                self._read(newest)
        self.state, self.look_at = state, begun + INTERVAL

    def _read(self, newest: int) -> None:
        if self.number < 0:
            self.signal.listen()
        # Lower than before: the database is another one.
        elif newest < self.number:
            self.store.clear()
        else:
            changed = CacheTag.objects.filter(number__gt=self.number)
            tags = list(changed.values_list("tag", flat=True)[: MOST_TAGS + 1])
            if len(tags) > MOST_TAGS:
                self.store.clear()
            self.store.drop_tagged(tags)
        since = timezone.now() - timedelta(seconds=LIFE)
        moments = defaultdict(list)
        for tag, at in CacheMoment.objects.filter(at__gte=since).values_list("tag", "at"):
            moments[tag].append(at)
        self.moments = moments
        self.number = newest

    def _moments_of(self, page: Page) -> Iterator[datetime]:
        for tag in page.tags:
            for at in self.moments.get(tag, ()):
                if at > page.rendered_at:
                    yield at


@contextmanager
def asking() -> Iterator[None]:
    """The same signals as around Django's own requests: broken connections are dropped."""
    request_started.send(sender=Generations)
    try:
        yield
    finally:
        request_finished.send(sender=Generations)
