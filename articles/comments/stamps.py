"""Signed words in forms and addresses.

The stamp of a form bounds how old it may be. In a page out of the cache it is the same all day, so
that the page's bytes are; on the page of the form itself it tells since when somebody types.
"""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from articles.comments.models import Comment

OLDEST = timedelta(days=2)  # of a form
DECIDE_FOR = timedelta(days=14)
DAY = 86_400  # seconds
FORM = signing.Signer(salt="comment-form")


class TooOld(Exception):
    """A form that was open too long, or whose stamp is not ours."""


def of_day(article_key: str) -> str:
    return FORM.sign_object([article_key, _now() // DAY * DAY, False])


def of_now(article_key: str) -> str:
    return FORM.sign_object([article_key, _now(), True])


def seconds_since(stamp: str, article_key: str) -> int | None:
    """How long somebody typed; None where the stamp can't tell. Raises TooOld."""
    try:
        key, at, is_exact = FORM.unsign_object(stamp)
    except (signing.BadSignature, ValueError):
        raise TooOld from None
    age = _now() - at
    if key != article_key or age > OLDEST.total_seconds():
        raise TooOld
    return age if is_exact else None


def own(comment: Comment) -> str:
    """For the writer's own page."""
    return signing.Signer(salt="comment-own").sign(comment.key)


def own_key(token: str) -> str | None:
    try:
        return signing.Signer(salt="comment-own").unsign(token)
    except signing.BadSignature:
        return None


def deciding(comment: Comment, user_id: int) -> str:
    """For the letter to one moderator."""
    return signing.dumps([comment.key, user_id], salt="comment-decide")


def decided(token: str) -> tuple[str, int] | None:
    """The comment's key and the moderator's id; None for a token that is over or not ours."""
    try:
        key, user_id = signing.loads(token, salt="comment-decide", max_age=DECIDE_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return key, user_id


def _now() -> int:
    return int(timezone.now().timestamp())
