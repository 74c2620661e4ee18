"""Licences of pictures and the addresses of their terms."""

import re

from django.utils.translation import gettext_lazy as _

CHOICES = [
    ("agency", _("Agency licence")),
    ("handout", _("Press handout")),
    ("permission", _("By permission")),
    ("own-work", _("Our own work")),
    ("public-domain", _("Public domain")),
    ("cc0", "CC0 1.0"),
    ("cc-by-4.0", "CC BY 4.0"),
    ("cc-by-sa-4.0", "CC BY-SA 4.0"),
    ("cc-by-nd-4.0", "CC BY-ND 4.0"),
    ("cc-by-nc-4.0", "CC BY-NC 4.0"),
    ("cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"),
    ("cc-by-nc-nd-4.0", "CC BY-NC-ND 4.0"),
    ("cc-by-3.0", "CC BY 3.0"),
    ("cc-by-sa-3.0", "CC BY-SA 3.0"),
    ("cc-by-2.0", "CC BY 2.0"),
    ("cc-by-sa-2.0", "CC BY-SA 2.0"),
]

_CC = "https://creativecommons.org/"
TERMS = {
    code: f"{_CC}licenses/{code.removeprefix('cc-')[:-4]}/{code[-3:]}/"
    for code, _label in CHOICES
    if code.startswith("cc-")
} | {
    "cc0": f"{_CC}publicdomain/zero/1.0/",
    "public-domain": f"{_CC}publicdomain/mark/1.0/",
}

CC_ADDRESS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z+-]+)/(\d\.\d)"
    r"(?:/(?:(?:deed|legalcode)(?:\.[a-z_-]+)?)?)?",
    re.IGNORECASE,
)


def code_of(address: str) -> str:
    """The licence whose terms stand there, as the addresses of Creative Commons are written by
    others: with http, the deed of a language. Empty where it is none of ours: licences ported to
    a country are others."""
    found = CC_ADDRESS.fullmatch(address.strip())
    if not found:
        return ""
    kind, name, version = (part.lower() for part in found.groups())
    terms = f"{_CC}{kind}/{name}/{version}/"
    return next((code for code, url in TERMS.items() if url == terms), "")
