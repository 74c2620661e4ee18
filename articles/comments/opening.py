"""Whether an article takes comments, and until when."""

from datetime import datetime, timedelta

from django.utils import timezone

from articles.writing.models import Article
from iria.models import Institute


def closes_at(article: Article, institute: Institute) -> datetime | None:
    """When comments close by themselves; None for never."""
    if not institute.comments_days or article.go_live_at is None:
        return None
    return article.go_live_at + timedelta(days=institute.comments_days)


def is_open(article: Article, institute: Institute) -> bool:
    if not (institute.comments_open and article.comments_open):
        return False
    end = closes_at(article, institute)
    return end is None or timezone.now() < end
