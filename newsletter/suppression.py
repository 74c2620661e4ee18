"""Addresses that are not mailed, known by a hash under ADDRESS_KEY: whoever reads the table
without the key cannot try addresses out."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from newsletter.models import Suppression

Cause = Suppression.Cause


def hash_of(address_key: str) -> str:
    """HMAC-SHA256, in 64 hexadecimal digits."""
    key = settings.ADDRESS_KEY.encode()
    return hmac.new(key, address_key.encode(), hashlib.sha256).hexdigest()


def suppress(address_key: str, cause: str) -> None:
    """The latest cause stands, but what staff blocked stays blocked."""
    row, created = Suppression.objects.get_or_create(
        hash=hash_of(address_key), defaults={"cause": cause}
    )
    if not created:
        Suppression.objects.filter(pk=row.pk).exclude(cause=Cause.BLOCKED).update(cause=cause)


def release(address_key: str) -> None:
    """Somebody asked again and confirmed."""
    rows = Suppression.objects.filter(hash=hash_of(address_key))
    rows.exclude(cause=Cause.BLOCKED).delete()


def cause_of(address_key: str) -> str | None:
    found = Suppression.objects.filter(hash=hash_of(address_key))
    return found.values_list("cause", flat=True).first()


def suppressed(address_keys: Iterable[str]) -> dict[str, str]:
    """Those of the keys that are suppressed, with the cause."""
    by_hash = {hash_of(key): key for key in address_keys}
    found: dict[str, str] = {}
    hashes = list(by_hash)
    for start in range(0, len(hashes), 500):
        rows = Suppression.objects.filter(hash__in=hashes[start : start + 500])
        found |= {by_hash[hash_]: cause for hash_, cause in rows.values_list("hash", "cause")}
    return found


def unblock(address_key: str) -> None:
    """What staff blocked becomes what left: asking and confirming ends it."""
    rows = Suppression.objects.filter(hash=hash_of(address_key), cause=Cause.BLOCKED)
    rows.update(cause=Cause.LEFT)
