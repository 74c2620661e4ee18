"""The desk's screens of what both apps share, one module a part."""

from iria.admin import institute, letters, log, people, staff

__all__ = ["institute", "letters", "log", "people", "staff"]
