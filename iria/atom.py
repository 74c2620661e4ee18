"""Atom feeds (RFC 4287)."""

from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """A feed must tell when it changed, and one without entries never did. Django takes the
        time of the rendering, with which the bytes would differ each time."""
        return super().latest_post_date() if self.items else NEVER
