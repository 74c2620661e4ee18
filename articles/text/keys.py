"""Names of rows: random, immutable keys, as body HTML refers to articles and pictures, and ids,
as forms send them."""

import re
import secrets

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
LENGTH = 12
KEY = re.compile(r"[a-z0-9]{12}")
LONGEST_ID = 18  # digits: less than what the databases' 64 bits hold


def new_key() -> str:
    """12 characters, 60 random bits, without letters that are read for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def row_id(sent: object) -> int | None:
    """The number that a request sent; None for what is none ("²") or too long for a row."""
    text = str(sent)
    sound = text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID
    return int(text) if sound else None
