"""The worker. Any number of them may run, on one machine or on many."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.module_loading import import_string

from iria import beats

PAUSE = 1.0  # seconds, when nothing was due
LIMIT = 20  # rows that a chore takes at a time
logger = logging.getLogger("iria.worker")


class Command(BaseCommand):
    help = "Does what is due: letters and the other chores of settings.CHORES, until SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due")

    def handle(self, *, once: bool, **options: Any) -> None:
        self.ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ended.set())
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        chores = [(path, import_string(path)) for path in settings.CHORES]
        try:
            while not self.ended.is_set():
                done = self.round(chores)
                if once and not done:
                    break
                if not done:
                    self.ended.wait(PAUSE)
        finally:
            beats.end(self.name)

    def round(self, chores: list[tuple[str, Callable[[int], int]]]) -> int:
        """Each chore once; the number of rows that they took. A signal ends it after a step."""
        close_old_connections()
        beats.beat(self.name)
        done = 0
        for path, chore in chores:
            if self.ended.is_set():
                break
            try:
                done += chore(LIMIT)
            except Exception:
                # One chore that fails leaves the others their turn; it is tried again.
                logger.exception("%s failed", path)
        return done
