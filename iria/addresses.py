"""Addresses of people: kept as typed, compared by a key.

The key is the local part in NFC and lower case, and the domain by UTS 46 (package idna).
It is never casefolded: straße.de and strasse.de are two domains.
"""

import functools
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets


def address_key(address: str) -> str:
    """The key of an e-mail address. Raises ValidationError where it is none."""
    local, at, domain = address.strip().rpartition("@")
    if not (at and local and domain) or "\0" in address:
        raise ValidationError(_("Enter a valid e-mail address."), code="invalid")
    try:
        ascii_domain = _ascii(domain)
    except (idna.IDNAError, UnicodeError):
        raise ValidationError(_("Enter a valid e-mail address."), code="invalid") from None
    # Composed before and after: some capitals have a composed small letter only.
    lower = _composed(_composed(local).lower())
    key = f"{lower}@{ascii_domain}"
    if len(key) > MAX_LENGTH:
        raise ValidationError(_("This e-mail address is too long."), code="invalid")
    return key


@functools.lru_cache(maxsize=4096)
def _ascii(domain: str) -> str:
    """Kept, since a list of many people has few domains."""
    return idna.encode(domain, uts46=True).decode("ascii").lower()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_foreign_letter(character: str) -> bool:
    """Vowel signs of Hindi, Thai and others are marks, not letters, and as much part of a word."""
    marks = ("Mn", "Mc")
    return not character.isascii() and (
        character.isalnum() or unicodedata.category(character) in marks
    )


def validate_address(address: str) -> None:
    key = address_key(address)
    local, _at, domain = key.rpartition("@")
    # Django's validator knows ASCII local parts only; letters of other scripts are fine in mail
    # today (RFC 6531), so they stand in as an ordinary letter while the rest is checked.
    stand_in = "".join("a" if _is_foreign_letter(c) else c for c in local)
    validate_email(f"{stand_in}@{domain}")
