"""Texts out of files that anybody may have made: decoded, cleaned and bounded."""

import codecs
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.text.characters import is_visible, one_line, whole

MOST_NAMES = 20
LONGEST_NAME = 200
LONGEST_LINE = 500
LONGEST_CAPTION = 5_000
LONGEST_URL = 500

is_url = URLValidator(schemes=["http", "https"])
DATE = re.compile(r"\s*(\d{4})[-:]?(\d\d)?[-:]?(\d\d)?")


def decoded(data: bytes) -> str:
    """UTF-8, or else Latin-1 as Windows writes it. A text that was cut at a number of bytes may
    end within a character, which is left out."""
    data = data.rstrip(b"\0 ")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\ufffd", "")


def tidy(text: str, longest: int = LONGEST_LINE) -> str:
    """In one line; empty where nothing is to be seen."""
    line = one_line(whole(text[: longest * 4]))
    return line[:longest].rstrip() if is_visible(line) else ""


def names(texts: list[str]) -> list[str]:
    """In their order, each once."""
    tidied = (tidy(text, LONGEST_NAME) for text in texts[: MOST_NAMES * 2])
    return list(dict.fromkeys(name for name in tidied if name))[:MOST_NAMES]


def address(text: str) -> str:
    """An address of the web, or an empty string."""
    text = text.strip()
    if len(text) > LONGEST_URL:
        return ""
    try:
        is_url(text)
    except ValidationError:
        return ""
    return text


def day(text: str) -> str:
    """ "2019-10-16", "2019-10", "2019" or "" out of what EXIF ("2019:10:16 19:01:00"), IPTC
    ("20191016") and XMP (ISO 8601) write."""
    found = DATE.match(text)
    if not found:
        return ""
    parts = [part for part in found.groups() if part and int(part)]
    try:
        date(*[int(part) for part in [*parts, "1", "1"][:3]])
    except (ValueError, IndexError):
        return ""
    return "-".join(parts)
