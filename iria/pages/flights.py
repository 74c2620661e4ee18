"""Of requests for a page that is not kept, one renders it."""

import threading

from django.utils import timezone

from iria.pages.answers import Page
from iria.pages.keys import Key

PATIENCE = 10  # seconds that a request waits for another before it renders by itself


class Flight:
    """One rendering."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.page: Page | None = None
        # Whether waiting for the next one is worth while, if no page came of this one: a commit
        # changed meanwhile what it shows.
        self.cacheable = False

    def page_for(self, number: int) -> Page | None:
        """The page, if it knows of this commit. It need not be in the store, which may be full."""
        page = self.page
        good = page is not None and page.number >= number and timezone.now() < page.ends_at
        return page if good else None


class Flights:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.running: dict[Key, Flight] = {}

    def join(self, key: Key) -> tuple[Flight, bool]:
        """The rendering of this key, and whether the caller is to do it."""
        with self.lock:
            flight = self.running.get(key)
            if flight is not None:
                return flight, False
            flight = self.running[key] = Flight()
            return flight, True

    def land(self, key: Key, flight: Flight) -> None:
        with self.lock:
            del self.running[key]
        flight.done.set()
