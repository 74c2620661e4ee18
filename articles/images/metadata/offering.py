"""What a file says, as values for the fields of a picture and its credit."""

from django.utils.html import escape

from articles.images import licences
from articles.images.models import Credit, Image
from articles.text.cleaning import clean_inline

CREDIT = (
    "photographer",
    "agency",
    "licence",
    "licence_url",
    "acquire_url",
    "copyright_notice",
)
TEXTS = ("title", "alt", "caption")


def offer(image: Image) -> dict[str, str]:
    """Field → value, for the fields of `CREDIT` and `TEXTS`; what is not known is left out. None
    of it is confirmed by anybody."""
    says = image.file_says
    photographer, agency = _people(says)
    licence = licences.code_of(says.get("licence_url", ""))
    values = {
        "photographer": photographer,
        "agency": agency,
        "licence": licence,
        "licence_url": "" if licence else says.get("licence_url", ""),
        "acquire_url": says.get("acquire_url", ""),
        "copyright_notice": says.get("copyright", ""),
        "title": says.get("headline") or says.get("title", ""),
        "alt": says.get("alt", ""),
        "caption": clean_inline(escape(says.get("caption", ""))),
    }
    return {name: _bounded(name, value) for name, value in values.items() if value}


def _bounded(name: str, value: str) -> str:
    model = Image if name in TEXTS else Credit
    return value[: model._meta.get_field(name).max_length]


def _people(says: dict) -> tuple[str, str]:
    """Photographer and agency. A credit line like "Sofya Sandurskaya/TASS" holds both."""
    creators = ", ".join(says.get("creators", []))
    credit = says.get("credit") or says.get("source") or says.get("owner", "")
    if _same(credit, creators):
        credit = says.get("source", "")
    first, slash, last = (part.strip() for part in credit.partition("/"))
    if slash and _is_photographer(first, creators):
        return creators or first, last
    if slash and _same(last, creators):
        return creators, first
    return creators, "" if _same(credit, creators) else credit


def _is_photographer(name: str, creators: str) -> bool:
    # A name of several words; "AFP/Getty Images" are two agencies.
    return _same(name, creators) if creators else " " in name


def _same(a: str, b: str) -> bool:
    return a.casefold() == b.casefold()
