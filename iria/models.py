"""Tables of what both apps share. Nothing of ours is imported from above."""

from iria.tables.cache import CacheCounter, CacheMoment, CacheTag
from iria.tables.institute import Institute
from iria.tables.letters import Letter
from iria.tables.oldaddresses import OldAddress
from iria.tables.users import User
from iria.tables.workers import Worker

__all__ = [
    "CacheCounter",
    "CacheMoment",
    "CacheTag",
    "Institute",
    "Letter",
    "OldAddress",
    "User",
    "Worker",
]
