"""Articles in lists."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from articles.models import Article
from articles.reading.cards import Card, card_of
from articles.templatetags.pictures import picture

register = template.Library()


@register.simple_tag
def card(
    article: Article,
    level: int,
    sizes: str,
    shape: str = "wide",
    *,
    signed: bool = False,
    early: bool = False,
) -> SafeString:
    """`level` of its heading, `sizes` and `shape` of its picture, `early` where that is the first
    of the page, `signed` with categories and byline."""
    shown = picture(article.lead_image, article.lead_alt, shape, sizes, early=early)
    return _drawn(card_of(article, signed=signed), shown, level, get_language())


@lru_cache(maxsize=2048)
def _drawn(article: Card, shown: SafeString | str, level: int, language: str) -> SafeString:
    """Kept by all that it depends on, since lists show the same articles."""
    context: dict[str, Any] = {"article": article, "picture": shown, "level": level}
    return render_to_string("includes/card.html", context | {"page_language": language})


@register.simple_tag
def facts(article: Article | Card) -> SafeString:
    """Kind, date and reading time."""
    zone = get_current_timezone_name()
    told = (article.kind, article.go_live_at, article.reading_minutes)
    return _facts(*told, zone, get_language())


@lru_cache(maxsize=4096)
def _facts(
    kind: str, go_live_at: datetime | None, minutes: int, _zone: str, _language: str
) -> SafeString:
    """Kept by all that it depends on. Moments of two zones may be equal."""
    article = Article(kind=kind, go_live_at=go_live_at, reading_minutes=minutes)
    return render_to_string("includes/facts.html", {"article": article})
