"""Reads a PDF (ISO 32000-2) from standard input and says what it is, as JSON on standard output:
`{"pages": 12, "title": "", "language": "", "trouble": ""}`.

A program of its own, started by `pdf.check`: a file that was built to take time or memory takes
those of this process, which has little of both, and not those of the site. Nothing of a page is
drawn or unpacked; what is looked for are the parts that act when a reader opens the file.
"""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

try:
    import resource
except ImportError:  # Not on Windows
    resource = None

MEMORY = 512 * 1024 * 1024
SECONDS = 15
MOST_OBJECTS = 400_000
LONGEST = 1_000  # characters of a title
# Parts in which nothing acts, the largest of a file among them.
QUIET = {
    *("/Parent", "/P", "/StructTreeRoot", "/Resources", "/Contents", "/Metadata", "/AP", "/D"),
    *("/Dest", "/Dests", "/Prev", "/Popup", "/IRT", "/OutputIntents", "/OCProperties", "/Thumb"),
    *("/PieceInfo", "/Group", "/PageLabels", "/Threads", "/B"),
}
# Kinds of actions (12.6.4) and of annotations (12.5.6) that a document to be read has no use for.
ACTIONS = {
    "/JavaScript": "script",
    "/Rendition": "media",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/SubmitForm": "form",
    "/GoToE": "files",
}
ANNOTATIONS = {
    "/FileAttachment": "files",
    "/RichMedia": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "media",
}
KEYS = {"/JS": "script", "/JavaScript": "script", "/EmbeddedFiles": "files", "/XFA": "form"}


def limit() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def inspect(stream: Any) -> dict[str, Any]:
    try:
        reader = PdfReader(stream)
    except (DependencyError, NotImplementedError):
        # A cipher that would have to be installed, or one that is not in the standard.
        return {"trouble": "encrypted"}
    if reader.is_encrypted:
        return {"trouble": "encrypted"}
    pages = sum(1 for page in reader.pages if isinstance(page, DictionaryObject))
    root = reader.trailer["/Root"].get_object()
    return {
        "pages": pages,
        "title": _title(reader),
        "language": str(root.get("/Lang", ""))[:35],
        "trouble": next(acting(root), "") if pages else "damaged",
    }


def _title(reader: PdfReader) -> str:
    """A damaged description is none."""
    try:
        return str((reader.metadata and reader.metadata.title) or "")[:LONGEST]
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def acting(root: DictionaryObject) -> Iterator[str]:
    """What acts, of all that is reached from here: words for `pdf.sentence`."""
    seen: set[int] = set()
    todo: list[Any] = [root]
    count = 0
    while todo:
        found = todo.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        count += 1
        if count > MOST_OBJECTS:
            yield "large"
            return
        if isinstance(found, DictionaryObject):
            yield from _of(found)
            todo += [found.raw_get(key) for key in found if key not in QUIET]
        elif isinstance(found, ArrayObject):
            todo += list.__iter__(found)


def _of(found: DictionaryObject) -> Iterator[str]:
    for key, what in KEYS.items():
        if key in found and not _is_empty(found[key]):
            yield what
    if (action := found.get("/S")) in ACTIONS:
        yield ACTIONS[action]
    if (annotation := found.get("/Subtype")) in ANNOTATIONS:
        yield ANNOTATIONS[annotation]


def _is_empty(value: Any) -> bool:
    """A name tree without names, as some programs write it."""
    if isinstance(value, StreamObject):
        return False
    if isinstance(value, DictionaryObject):
        return not value.get("/Names") and not value.get("/Kids")
    return not value


def main() -> None:
    logging.disable(logging.CRITICAL)
    limit()
    try:
        found = inspect(sys.stdin.buffer)
    except MemoryError:
        found = {"trouble": "large"}
    # What a broken file leads to has no end of kinds: whatever it is, the file is not taken.
    except Exception as fault:
        found = {"trouble": "damaged", "fault": f"{type(fault).__name__}: {fault}"[:LONGEST]}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
