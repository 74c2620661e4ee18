"""What was read out of a file, until it is imported: a day at most, in the storage that has no
address, under names that nobody guesses."""

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

from newsletter.importing.parsing import Person, Refusal

KEY = re.compile(r"[\w-]{22}", re.ASCII)
FOLDER = "imports"
KEPT = timedelta(days=1)
SWEEP_EVERY = 3600  # seconds


@dataclass(slots=True)
class Kept:
    """What is known of a list, beside the people on it: those it names, and once it was looked
    at, those who are new."""

    owner: int  # primary key of a User
    source: str  # name of the file, or empty for pasted lines
    refused: list[Refusal]
    # Of the import that it is for; empty before.
    wording: str = ""
    at: str = ""  # time of the consents, ISO 8601
    new: int = 0
    already: int = 0
    left_out: list[Refusal] = field(default_factory=list)
    first: list[Person] = field(default_factory=list)


def _storage() -> Storage:
    return storages["originals"]


def keep(kept: Kept, people: Iterable[Person], key: str = "") -> str:
    """Under a new key, or in place of what is kept under one."""
    key = key or secrets.token_urlsafe(16)
    _write(_people(key), [astuple(person) for person in people])
    values = {name: getattr(kept, name) for name in Kept.__dataclass_fields__}
    for name in ("refused", "left_out", "first"):
        values[name] = [astuple(row) for row in values[name]]
    _write(_facts(key), values)
    return key


def find(key: str, owner: int) -> Kept | None:
    """None where it was imported, is too old, or is somebody else's."""
    values = _read(_facts(key)) if KEY.fullmatch(key) else None
    if values is None or values["owner"] != owner:
        return None
    for name, kind in (("refused", Refusal), ("left_out", Refusal), ("first", Person)):
        values[name] = [kind(*row) for row in values[name]]
    return Kept(**values)


def people(key: str) -> list[Person]:
    return [Person(*row) for row in _read(_people(key)) or []]


def drop(key: str) -> None:
    for name in (_facts(key), _people(key)):
        _storage().delete(name)


def forget_old(limit: int) -> int:
    """Chore: looks once an hour; the files that it removed."""
    if not cache.add("newsletter-imports-swept", 1, SWEEP_EVERY):
        return 0
    old = timezone.now() - KEPT
    try:
        _folders, names = _storage().listdir(FOLDER)
    except FileNotFoundError:
        return 0
    names = [f"{FOLDER}/{name}" for name in names]
    gone = [name for name in names if _storage().get_modified_time(name) < old]
    for name in gone:
        _storage().delete(name)
    return len(gone)


def _facts(key: str) -> str:
    return f"{FOLDER}/{key}.json"


def _people(key: str) -> str:
    return f"{FOLDER}/{key}.people.json"


def _write(name: str, values: Any) -> None:
    storage = _storage()
    storage.delete(name)
    storage.save(name, ContentFile(json.dumps(values, ensure_ascii=False).encode()))


def _read(name: str) -> Any:
    storage = _storage()
    if not storage.exists(name):
        return None
    with storage.open(name) as file:
        return json.load(file)
