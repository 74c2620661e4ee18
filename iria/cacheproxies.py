"""Tells the cache proxies in front of a site what a commit changed: CACHE_PROXIES.

Each gets one PURGE request with the tags that were forgotten, after the processes of the site know
of the commit. Proxies keep nothing for longer than a second, so a lost request costs that second.
"""

import http.client
import logging
import re
import threading
import time
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from environs import Env

HEADER = "Cache-Tag"
# Bytes of tags in one request: proxies take 8 KB in a header.
LONGEST = 6000
PATIENCE = 0.5  # seconds that a commit waits for a proxy
PAUSE = 5  # seconds without trying after a proxy did not answer
ADDRESS = re.compile(
    r"http://([\w.-]+|\[[0-9a-f:.]+\])(:(?P<port>\d+))?/?", re.ASCII | re.IGNORECASE
)

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_silent_until: dict[str, float] = {}


def addresses(env: Env) -> list[str]:
    """What CACHE_PROXIES names: "http://10.0.0.5:6081", several by comma."""
    found = [one.strip() for one in env.str("CACHE_PROXIES", "").split(",")]
    return [_checked(one) for one in found if one]


def _checked(address: str) -> str:
    found = ADDRESS.fullmatch(address)
    if found is None or int(found["port"] or 80) not in range(1, 65536):
        raise ImproperlyConfigured(
            f"CACHE_PROXIES: {address} is not the address of a cache proxy. Write it like "
            f"http://10.0.0.5:6081, several by comma."
        )
    return address.rstrip("/")


def forget(tags: Iterable[str], everything: str) -> None:
    """After a commit. An error here must not undo or hide what was done. Where the tags are too
    many for one request, `everything` is sent: a tag that all pages carry."""
    said = " ".join(sorted(tags))
    if len(said) > LONGEST:
        said = everything
    for address in settings.CACHE_PROXIES:
        if time.monotonic() >= _silent_until.get(address, 0):
            _tell(address, said)


def _tell(address: str, tags: str) -> None:
    try:
        status = _asked(address, tags)
    except (OSError, http.client.HTTPException) as error:
        _leave_alone(address, error)
    else:
        if status != http.HTTPStatus.OK:
            _leave_alone(address, f"it answers {status} to PURGE")


def _asked(address: str, tags: str) -> int:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)
    try:
        connection.request("PURGE", "/", headers={HEADER: tags})
        return connection.getresponse().status
    finally:
        connection.close()


def _leave_alone(address: str, why: object) -> None:
    with _lock:
        _silent_until[address] = time.monotonic() + PAUSE
    logger.warning("%s can't be told of a commit (%s): pages follow late", address, why)
