"""How often one network or address may try something, counted in the cache: what must outlast a
restart is counted in rows instead."""

import ipaddress

from django.core.cache import cache


def allowed(what: str, who: str, most: int, seconds: int) -> bool:
    """Counts this attempt; false from the one after the `most`th on, until `seconds` after the
    first."""
    key = f"throttle:{what}:{who}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # It ended between the two lines.
        return True


def network(address: str) -> str:
    """What one household or office has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
