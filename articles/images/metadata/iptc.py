"""The IPTC Information Interchange Model, version 4.2, as JPEG and TIFF files hold it."""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image as Pillow

from articles.images.metadata import texts

# Of Photoshop's image resources.
BLOCK, DIGEST = 0x0404, 0x0425
TIFF_BLOCK = 33723
MARKER = 0x1C

# Dataset of record 2 → our name, and the longest text that the standard allows, in bytes.
LINES = {
    5: ("title", 64),
    105: ("headline", 256),
    110: ("credit", 32),
    115: ("source", 32),
    116: ("copyright", 128),
    120: ("caption", 2000),
}
BY_LINE, DATE_CREATED = 80, 55
LONGEST = dict(LINES.values()) | {"creators": 32}


@dataclass
class Iptc:
    says: dict = field(default_factory=dict)
    # Whether the program that wrote XMP wrote this too; None: it did not say.
    in_step: bool | None = None


def read(picture: Pillow.Image) -> Iptc:
    data, digest = _block(picture)
    if not data:
        return Iptc()
    in_step = digest == hashlib.md5(data, usedforsecurity=False).digest() if digest else None
    return Iptc(said(data), in_step)


def said(data: bytes) -> dict:
    """The fields of a block; what stands before a damaged place is read."""
    found: dict[int, list[bytes]] = {}
    for record, dataset, value in datasets(data):
        if record == 2:
            found.setdefault(dataset, []).append(value)
    # Whatever 1:90 declares, texts are tried as UTF-8 first: many programs write that without
    # declaring it, and Latin-1 text is next to never valid UTF-8.
    says: dict = {"creators": texts.names([texts.decoded(v) for v in found.get(BY_LINE, [])])}
    for dataset, (name, _longest) in LINES.items():
        if values := found.get(dataset):
            longest = texts.LONGEST_CAPTION if name == "caption" else texts.LONGEST_LINE
            says[name] = texts.tidy(texts.decoded(values[0]), longest)
    if dates := found.get(DATE_CREATED):
        says["date"] = texts.day(texts.decoded(dates[0]))
    return {name: value for name, value in says.items() if value}


def datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Record, dataset and value, as far as the block is whole (IIM 4.2, 1.5)."""
    at = 0
    while at + 5 <= len(data) and data[at] == MARKER:
        record, dataset, size = struct.unpack_from(">BBH", data, at + 1)
        at += 5
        if size & 0x8000:
            # An extended dataset: the number of bytes that hold its size.
            length = size & 0x7FFF
            size, at = int.from_bytes(data[at : at + length]), at + length
        if at + size > len(data):
            return
        yield record, dataset, data[at : at + size]
        at += size


def _block(picture: Pillow.Image) -> tuple[bytes, bytes]:
    """The block, and the MD5 that a program noted of it."""
    resources = _resources(picture)
    data = resources.get(BLOCK) or _tiff_block(picture)
    return data, resources.get(DIGEST, b"")


def _resources(picture: Pillow.Image) -> dict[int, bytes]:
    if picture.format == "TIFF":
        return {code: part["data"] for code, part in picture.get_photoshop_blocks().items()}
    return picture.info.get("photoshop", {})


def _tiff_block(picture: Pillow.Image) -> bytes:
    if picture.format != "TIFF":
        return b""
    # As it stands in the file: Photoshop declares it as a row of 32-bit numbers, of which Pillow
    # gives the first alone. Its own `getiptcinfo` reads the same.
    return picture.tag_v2._tagdata.get(TIFF_BLOCK, b"")
