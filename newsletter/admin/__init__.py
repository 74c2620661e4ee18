"""The desk's screens of the newsletter, one module a part."""

from newsletter.admin import overview, subscribers

__all__ = ["overview", "subscribers"]
