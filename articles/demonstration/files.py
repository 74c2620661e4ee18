"""The files of the demonstration content: texts with TOML on top, lists in TOML, pictures."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.text.keys import ALPHABET, LENGTH

FOLDER = Path(__file__).parent
FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text with what stands over it."""

    head: dict[str, Any]
    body: str


def read_entry(path: Path) -> Entry:
    head, body = FRONT_MATTER.match(path.read_text(encoding="utf-8")).groups()
    lines = (line.strip() for line in body.splitlines())
    return Entry(tomllib.loads(head), "".join(lines))


def read_entries(folder: str) -> list[Entry]:
    return [read_entry(path) for path in sorted((FOLDER / folder).glob("*.html"))]


def read_list(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def names(folder: str, pattern: str) -> list[str]:
    return [path.stem for path in sorted((FOLDER / folder).glob(pattern))]


def demo_key(kind: str, name: str) -> str:
    """The key of a row that comes from a file of this name, by which it is found again."""
    digest = hashlib.sha256(f"demonstration {kind} {name}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
