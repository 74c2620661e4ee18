"""The articles that staff pick to stand with another one, before those that are computed."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.writing.content import ArticleContent, Content
from articles.writing.states import LABELS, PUBLISHED, state_of
from articles.writing.tables.articles import Article

# What is read of an article to name it and its state.
NAMED = ("title", "state", "deleted_at", "go_live_at", "live_revision_id", "latest_revision_id")


def still_there(ids: Iterable[int]) -> list[int]:
    """In their order, each once, without what was removed for good."""
    ids = list(dict.fromkeys(ids))
    found = set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else ()
    return [pk for pk in ids if pk in found]


def without_itself(content: Content, article_id: int) -> Content:
    if not isinstance(content, ArticleContent) or article_id not in content.picks:
        return content
    return replace(content, picks=[pk for pk in content.picks if pk != article_id])


def titles(ids: Iterable[int], nameable: models.QuerySet) -> dict[int, str]:
    """By id, of those that are still there."""
    ids = set(ids)
    rows = nameable.filter(pk__in=ids).order_by().values_list("pk", "title") if ids else ()
    named = dict(rows)
    return named | hidden(ids - named.keys())


def hidden(ids: Iterable[int]) -> dict[int, str]:
    """What somebody is told of those that they may not see and that are still there."""
    return dict.fromkeys(still_there(ids), _("A draft of others"))


def described(article: Article) -> str:
    """The state in words, with the day where there is one: "Published, 26 November 2026". That
    changes of it wait is not said, since everybody may pick what is public."""
    if article.deleted_at:
        return _("In the bin")
    if not (article.is_public() or article.is_scheduled):
        return str(LABELS[state_of(article)])
    label = LABELS[PUBLISHED if article.is_public() else state_of(article)]
    day = date_format(timezone.localtime(article.go_live_at), "DATE_FORMAT")
    return f"{label}, {day}"
