"""Why a moderator should look at a comment twice: what was noticed of one that is held. Who is
trusted is held for such a reason alone."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.comments.models import Comment

LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
MOST_LINKS = 2
SHORTEST_TYPING = 3  # seconds
UNWANTED = (Comment.State.REFUSED, Comment.State.SPAM)


def is_trusted(comment: Comment, after: int) -> bool:
    """Whether people approved this address so often (0: never enough), and refused it never."""
    if not after or comment.held_because:
        return False
    known = Comment.objects.filter(address_key=comment.address_key)
    if known.filter(state__in=UNWANTED).exists():
        return False
    return known.approved().exclude(decided_by=None)[:after].count() >= after


def reasons(comment: Comment, typed_for: float | None) -> list[str]:
    """`typed_for` is known only where the form was not out of the cache, in seconds."""
    return list(_reasons(comment, typed_for))


def _reasons(comment: Comment, typed_for: float | None) -> Iterator[str]:
    known = Comment.objects.filter(address_key=comment.address_key)
    if not known.approved().exists():
        yield _("first comment from this address")
    if (links := len(LINK.findall(comment.text))) > MOST_LINKS:
        yield _("%(n)d links") % {"n": links}
    if typed_for is not None and typed_for < SHORTEST_TYPING:
        yield _("typed in %(n)d seconds") % {"n": round(typed_for)}
    if Comment.objects.filter(text=comment.text).exclude(pk=comment.pk).exists():
        yield _("the same text was sent before")
    if known.filter(state=Comment.State.SPAM).exists():
        yield _("earlier spam from this address")
