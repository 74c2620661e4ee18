"""One value out of EXIF, IPTC and XMP, by the rules of the Metadata Working Group.

Guidelines for Handling Image Metadata 2.0 (November 2010), chapters 3 and 5:

- EXIF comes first where it says anything: description, creator, copyright, date.
- Of IPTC and XMP, XMP is taken where the noted digest of the IPTC block is right or missing. Where
  it is wrong, a program that knows no XMP changed the IPTC block later, and that is taken.
- A text that IPTC had to cut is taken whole from XMP.

Beyond these, a value that only says less is not preferred: EXIF with the first of several
creators, with the beginning of a text, or with question marks for letters that ASCII has not.
"""

from articles.images.metadata.iptc import LONGEST, Iptc

Value = str | list[str]
NAMES = (
    "creators",
    "credit",
    "source",
    "copyright",
    "owner",
    "caption",
    "title",
    "headline",
    "alt",
    "licence_url",
    "terms",
    "acquire_url",
    "date",
)


def reconciled(exif: dict, iptc: Iptc, xmp: dict) -> dict[str, Value]:
    says: dict[str, Value] = {}
    for name in NAMES:
        later = _of_two(name, iptc, xmp)
        first = exif.get(name)
        value = first if first and not (later and _says_less(first, later)) else later
        if value:
            says[name] = value
    return says


def _of_two(name: str, iptc: Iptc, xmp: dict) -> Value | None:
    ours, theirs = iptc.says.get(name), xmp.get(name)
    if not (ours and theirs):
        return ours or theirs
    if iptc.in_step is False and not _was_cut(ours, theirs, LONGEST.get(name, 0)):
        return ours
    return theirs


def _was_cut(short: Value, full: Value, longest: int) -> bool:
    """Whether IPTC holds the beginning of XMP's text, as long as it may be there."""
    if isinstance(short, list):
        return len(short) <= len(full) and all(
            a == b or _was_cut(a, b, longest) for a, b in zip(short, full, strict=False)
        )
    # A character that was cut through and a space at the end are gone.
    return full.startswith(short) and len(short.encode()) > longest - 4


def _says_less(first: Value, other: Value) -> bool:
    if isinstance(first, list):
        if first in ([", ".join(other)], ["; ".join(other)]):
            return True
        return len(first) <= len(other) and all(
            _says_less(a, b) for a, b in zip(first, other, strict=False)
        )
    if "?" in first and len(first) == len(other):
        return all(a in ("?", b) for a, b in zip(first, other, strict=True))
    return other.startswith(first)
