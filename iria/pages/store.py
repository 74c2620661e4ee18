"""Pages in memory, bounded by bytes and by number: what was not asked for longest goes first."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable

from iria.pages.answers import Page
from iria.pages.keys import Key

MOST_PAGES = 20_000
LARGEST = 8  # a page that takes more than an eighth of the memory is not kept


class Store:
    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.keys: defaultdict[str, set[Key]] = defaultdict(set)  # by tag
        self.lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        page = self.pages.get(key)
        if page is not None:
            try:
                self.pages.move_to_end(key)
            except KeyError:  # dropped by another thread meanwhile
                return None
        return page

    def put(self, key: Key, page: Page) -> None:
        with self.lock:
            self._drop(key)
            if page.size > self.most_bytes // LARGEST:
                return
            self.pages[key] = page
            self.size += page.size
            for tag in page.tags:
                self.keys[tag].add(key)
            while self.size > self.most_bytes or len(self.pages) > MOST_PAGES:
                self._drop(next(iter(self.pages)))

    def drop_tagged(self, tags: Iterable[str]) -> None:
        with self.lock:
            for tag in tags:
                for key in list(self.keys.get(tag, ())):
                    self._drop(key)

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.keys.clear()
            self.size = 0

    def _drop(self, key: Key) -> None:
        page = self.pages.pop(key, None)
        if page is None:
            return
        self.size -= page.size
        for tag in page.tags:
            self.keys[tag].discard(key)
            if not self.keys[tag]:
                del self.keys[tag]
