"""The values of attributes: as format 1 writes them, or None where it has no place for them."""

import re
from functools import lru_cache
from html import escape

import nh3

from articles.text.allowlist import READ_SCHEMES
from articles.text.characters import one_line, printable
from articles.text.keys import KEY

ID = re.compile(r"[\w-]{1,200}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # the form of BCP 47
DIRECTIONS = {"ltr", "rtl", "auto"}
SCOPES = {"row", "col", "rowgroup", "colgroup"}
MAX_SPAN = 100
NUMBER = re.compile(r"0*(\d{1,5})", re.ASCII)

SCHEME = re.compile(r"\A(https?|mailto|tel):", re.IGNORECASE)
NO_SCHEME = re.compile(r"\A([/\\]{2,}|(?=www\.))", re.IGNORECASE)
SLASHES = re.compile(r"\A(https?):[/\\]*")
ADDRESS = re.compile(r"https?://[^/?#]|mailto:.|tel:.|/|[#?].")
ODD = re.compile(r'[\s"<>\\^`{|}]')

# The judge of hosts and ports, which also sees each text on its way in (WHATWG URL).
JUDGE = nh3.Cleaner(
    tags={"a"}, attributes={"a": {"href"}}, url_schemes=READ_SCHEMES, link_rel=None
)


def key(value: str | None) -> str | None:
    return value if value and KEY.fullmatch(value) else None


def keys(value: str | None) -> str | None:
    """The valid keys of a gallery, each once."""
    found = dict.fromkeys(part for part in (value or "").split() if KEY.fullmatch(part))
    return " ".join(found) or None


def squeezed(value: str | None) -> str:
    """An address without what browsers skip in it: controls, line ends, outer blanks."""
    return re.sub(r"[\t\n\r]", "", printable(value or "")).strip()


@lru_cache(maxsize=1024)
def address(value: str | None) -> str | None:
    """http, https, mailto, tel, or a path, query or fragment of our own site."""
    found = SCHEME.sub(lambda match: match[0].lower(), squeezed(value))
    found = SLASHES.sub(r"\1://", NO_SCHEME.sub("https://", found))
    found = ODD.sub(_encoded, found)
    if not ADDRESS.match(found):
        return None
    return found if JUDGE.clean(f'<a href="{escape(found)}">') != "<a></a>" else None


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def title(values: dict[str, str]) -> str | None:
    return one_line(values.get("title", "")) or None


def secure_address(value: str | None) -> str | None:
    found = address(value)
    return found if found and found.startswith("https://") else None


def web_address(value: str | None) -> str | None:
    """Where a quotation is from: a page, so neither a mailbox nor a telephone."""
    found = address(value)
    return found if found and found.startswith(("http", "/")) else None


def heading_id(value: str | None) -> str | None:
    found = printable(value or "").strip()
    return found if ID.fullmatch(found) else None


def language(value: str | None) -> str | None:
    found = (value or "").strip()
    return found if LANGUAGE.fullmatch(found) else None


def direction(value: str | None) -> str | None:
    found = (value or "").strip().lower()
    return found if found in DIRECTIONS else None


def scope(value: str | None) -> str | None:
    found = (value or "").strip().lower()
    return found if found in SCOPES else None


def span(value: str | None) -> str | None:
    """How many rows or columns a cell covers; 1 is not written."""
    number = _number(value)
    return str(number) if 1 < number <= MAX_SPAN else None


def start(value: str | None) -> int:
    """The number of a list's first item."""
    number = _number(value)
    return number if number > 0 else 1


def _number(value: str | None) -> int:
    match = NUMBER.fullmatch((value or "").strip())
    return int(match[1]) if match else 0


def present(**values: str | None) -> dict[str, str]:
    """Attributes by name with "_" for "-", without those that are None."""
    return {name.replace("_", "-"): value for name, value in values.items() if value is not None}
