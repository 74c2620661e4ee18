"""The desk's screens of the newsletter, one module a part."""

from newsletter.admin import campaigns, mailit, overview, subscribers

__all__ = ["campaigns", "mailit", "overview", "subscribers"]
