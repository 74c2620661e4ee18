"""The bytes of an export without what XML forbids: control characters and broken UTF-8."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from types import TracebackType

CHUNK = 1 << 20
# XML 1.0, section 2.2: what is not a Char. Lone surrogates stand for undecodable bytes here.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNDECODABLE = re.compile("[\ud800-\udfff]")
DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


NO_TEXT = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}


def encoding_of(start: bytes) -> str:
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    declared = DECLARED.search(start[:200])
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        found = codecs.lookup(name)
    except LookupError:
        return "utf-8"
    # "hex" and "idna" are codecs too, and no text is written in them.
    is_text = found._is_text_encoding and found.name not in NO_TEXT
    return found.name if is_text else "utf-8"


class Bytestream:
    """A file to read from that yields UTF-8 and counts what it had to drop or replace."""

    def __init__(self, path: Path) -> None:
        self.dropped = 0
        self.replaced = 0
        self._file = path.open("rb")
        start = self._file.read(512)
        self._file.seek(0)
        self._decode = codecs.getincrementaldecoder(encoding_of(start))("surrogateescape").decode
        self._rest = b""

    def __enter__(self) -> Bytestream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def read(self, size: int = CHUNK) -> bytes:
        """At most `size` bytes, since lxml asks for exact portions; empty at the end."""
        if not self._rest:
            self._rest = self.read_text().encode()
        portion, self._rest = self._rest[:size], self._rest[size:]
        return portion

    def read_text(self) -> str:
        """The next portion, of any length; empty at the end."""
        while raw := self._file.read(CHUNK):
            if found := self._clean(self._decode(raw, False)):
                return found
        return self._clean(self._decode(b"", True))

    def _clean(self, text: str) -> str:
        if not text.isascii():
            text, count = UNDECODABLE.subn("\ufffd", text)
            self.replaced += count
        text, count = FORBIDDEN.subn("", text)
        self.dropped += count
        return text
