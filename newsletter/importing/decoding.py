"""The text of a file, whichever program wrote it."""

import codecs

from django.utils.translation import gettext as _

MOST_BYTES = 20 * 1024 * 1024
SAMPLE = 4096
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods, .xls
BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class NotReadable(Exception):
    """Says to staff why nothing can be read, and what can be done."""


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with or without a byte order mark, else Windows-1252, which Latin-1 is part
    of. Raises NotReadable."""
    if len(data) > MOST_BYTES:
        raise NotReadable(_("The file is larger than 20 MB. Import it in parts."))
    if data.startswith(WORKBOOKS):
        raise NotReadable(
            _("This is a workbook of a spreadsheet program. Save it there as CSV and import that.")
        )
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    return data.decode(encoding, "replace") if (encoding := _wide(data)) else _narrow(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: addresses are ASCII, so that many bytes of one half are zero."""
    sample = data[:SAMPLE]
    shares = [half.count(0) / (len(half) or 1) for half in (sample[::2], sample[1::2])]
    if max(shares) < 0.1:
        return ""
    if min(shares) > 0.05:
        raise NotReadable(_("This is not a text file. Choose a CSV or TXT file."))
    return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"


def _narrow(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
