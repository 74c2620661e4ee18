"""Tells the processes of a site that a commit changed what readers see.

Each commit adds a byte to one file, whose size all processes of the machine look at. Where
CACHE_URL names Redis, other machines hear of it by a channel there. A signal only says that it is
time to look at the tables: a lost one costs the second until the next look (`iria.pages`).
"""

import functools
import itertools
import logging
import os
import threading
import time
from pathlib import Path

import redis
from django.conf import settings

CHANNEL = "iria-pages"
PATIENCE = 0.5  # seconds that a commit waits for Redis
PAUSE = 5  # seconds without trying after Redis did not answer

logger = logging.getLogger(__name__)


class Signal:
    def __init__(self, path: str, redis_url: str = "") -> None:
        self.path = path
        self.redis_url = redis_url
        self.usable = self._is_writable()
        self.lock = threading.Lock()
        self.listening = False
        self.silent_until = 0.0
        # Never the same number twice, whichever thread writes last.
        self.numbers = itertools.count(1)
        self.heard = 0

    def state(self) -> tuple[int, ...] | None:
        """Another value after each commit; None where there is no file to go by."""
        if not self.usable:
            return None
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return (found.st_size, found.st_ino, found.st_mtime_ns, self.heard)

    def send(self) -> None:
        """After a commit. An error here must not undo or hide what was done."""
        self.heard = next(self.numbers)
        try:
            self._grow()
        except OSError as error:
            logger.warning("%s can't be written (%s): pages follow late", self.path, error)
        if self.redis_url and time.monotonic() >= self.silent_until:
            try:
                self._redis.publish(CHANNEL, "")
            except redis.RedisError as error:
                self.silent_until = time.monotonic() + PAUSE
                logger.warning("Redis can't be told of a commit (%s): pages follow late", error)

    def listen(self) -> None:
        """Begins to hear of commits on other machines; a thread of each process."""
        with self.lock:
            if self.redis_url and not self.listening:
                threading.Thread(target=self._listen, name=CHANNEL, daemon=True).start()
                self.listening = True

    def _listen(self) -> None:
        while True:
            try:
                self._hear()
            except redis.RedisError as error:
                logger.warning("Redis can't be heard (%s): pages follow late", error)
            time.sleep(1)

    def _hear(self) -> None:
        client = redis.from_url(self.redis_url, socket_connect_timeout=PATIENCE)
        with client, client.pubsub() as channel:
            channel.subscribe(CHANNEL)
            # The first one tells of the subscription itself: what was sent before is unknown.
            for _message in channel.listen():
                self.heard = next(self.numbers)

    @functools.cached_property
    def _redis(self) -> redis.Redis:
        return redis.from_url(
            self.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )

    def _grow(self) -> None:
        """By one byte: other than the time of a change, a size tells two commits apart that
        follow each other within a tick of the clock."""
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o664)
        try:
            os.write(file, b".")
        finally:
            os.close(file)

    def _is_writable(self) -> bool:
        try:
            Path(self.path).parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o664))
        except OSError as error:
            logger.warning(
                "%s can't be written (%s): each page asks the database", self.path, error
            )
            return False
        return True


@functools.lru_cache(maxsize=4)
def _signal(path: str, redis_url: str) -> Signal:
    return Signal(path, redis_url)


def current() -> Signal:
    """The one of this process, by the settings."""
    cache = settings.CACHES["default"]
    redis_url = cache["LOCATION"] if cache["BACKEND"].endswith("RedisCache") else ""
    return _signal(str(settings.PAGES_SIGNAL), redis_url)


def send() -> None:
    current().send()
