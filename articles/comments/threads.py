"""Approved comments under an article, answers below what they answer."""

from collections.abc import Iterable

from articles.comments.models import Comment
from articles.writing.models import Article

MOST = 1000


def thread(article: Article) -> list[Comment]:
    """Those that answer nothing, oldest first, each with its answers in `shown_answers`: one
    query, however deep. An answer to what is no longer shown stands by itself."""
    if not article.comment_count:
        return []
    comments = list(article.comments.approved().order_by("created_at", "id")[:MOST])
    return _nested(comments)


def _nested(comments: Iterable[Comment]) -> list[Comment]:
    known: dict[int, Comment] = {}
    top: list[Comment] = []
    for comment in comments:
        comment.shown_answers = []
        known[comment.pk] = comment
        above = known.get(comment.parent_id)
        (above.shown_answers if above is not None else top).append(comment)
    return top
