"""What an item is found again by: its number, or what stands for it where the number is missing
or was given to another item before."""

import hashlib

from articles.text.keys import ALPHABET, LENGTH
from articles.wordpress.records import Item


class Identities:
    """For one way through a file, whose order decides who has a number first."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def identify(self, item: Item) -> None:
        """A number that is another item's is taken away: nothing may be looked up by it."""
        wanted = str(item.id) if item.id else f"item-{_digest(item)}"
        if wanted in self.given and item.id:
            item.id = None
            wanted = f"{wanted}-{item.slug or _digest(item)}"[:120]
        found, count = wanted, 1
        while found in self.given:
            count += 1
            found = f"{wanted}-{count}"
        self.given.add(found)
        item.identity = found


def _digest(item: Item) -> str:
    """Of the address that WordPress gives each item for ever, or the next best."""
    named = item.guid or item.link or f"{item.type} {item.slug} {item.title}"
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def key_for(imported_from: str) -> str:
    """The key of an article, the same whenever this item is imported."""
    number = int.from_bytes(hashlib.sha256(imported_from.encode()).digest())
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)
