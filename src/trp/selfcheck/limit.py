"""So many pages a minute for one address, counted in the memory of this process and forgotten after a minute.

The address is kept as a keyed hash alone. Each process counts for itself, which is what nothing being written costs:
the limit is there against floods, and a service with several processes lets through as many times more.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache.backends.locmem import LocMemCache
from django.utils.crypto import salted_hmac

MOST = 120
"""Pages a minute: a dozen people behind the address of one library or help centre, each as fast as they can read."""
MINUTE = 60  # seconds

_counts = LocMemCache("selfcheck", {"OPTIONS": {"MAX_ENTRIES": 50_000}})


def wait(address: str | None, now: float) -> int:
    """Count a page for an address; the seconds it has to wait for the next one, 0: none.

    Args:
        address: Where the request comes from, as far as the service knows.
        now: Seconds since the epoch.
    """
    minute = int(now) // MINUTE
    key = salted_hmac("trp.selfcheck.limit", f"{_net(address)} {minute}", algorithm="sha256").hexdigest()
    _counts.add(key, 0, timeout=MINUTE)
    try:
        counted = _counts.incr(key)
    except ValueError:  # pushed out in between by many others
        return 0
    return 0 if counted <= MOST else MINUTE - int(now) % MINUTE


def _net(address: str | None) -> str:
    """The address; of version 6 the network, since one household has as many addresses as it likes."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "nowhere"
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
