"""Addresses as an export holds them, odd ones too."""

from urllib.parse import SplitResult
from urllib.parse import urlsplit as strict_urlsplit


def urlsplit(url: str) -> SplitResult:
    """The parts of an address; of what is none ("http://[bad/") empty ones. Without NUL."""
    try:
        return strict_urlsplit(url.replace("\0", "").replace("%00", ""))
    except ValueError:
        return strict_urlsplit("")
