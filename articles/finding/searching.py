"""Readers' search: which articles, in which order, and how many of what kind."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils import timezone

from articles.finding import hits
from articles.finding.asking import Question
from articles.finding.index import article_of
from articles.finding.tokens import LEVELS

# So many of the newest are counted, sorted and gone through; of each narrower level fewer.
MOST = 5_000
MOST_OF_LEVEL = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of articles, best first, and how many of them each facet's token has ("k:news"). There
    is `more` where not all were looked at."""

    ids: list[int] = field(default_factory=list)
    facets: Counter[str] = field(default_factory=Counter)
    more: bool = False


def search(question: Question, now: datetime | None = None) -> Found:
    """What is public now (or then). Those that have all words in the title stand before those
    that have them there or in the standfirst, then in names, then often, then anywhere; among
    equals the newest first. One query."""
    if not question.terms:
        return Found()
    limits = {level: MOST_OF_LEVEL if level else MOST + 1 for level in LEVELS}
    asked = [(question, level, most) for level, most in limits.items()]
    rows = hits.find(connection, asked, now or timezone.now())
    rows.sort(key=lambda hit: (hit[0], -hit[1]))
    facets = {key: tokens for _level, key, tokens in rows}
    anywhere = sum(level == len(LEVELS) - 1 for level, _key, _tokens in rows)
    return Found(
        ids=[article_of(key) for key in facets],
        facets=Counter(token for tokens in facets.values() for token in tokens.split()),
        more=anywhere > MOST,
    )


def newest(questions: list[Question], now: datetime | None = None) -> dict[int, int]:
    """The newest public article of each question that has one, by the question's place in the
    list. One query."""
    if not questions:
        return {}
    asked = [(question, "", 1) for question in questions]
    rows = hits.find(connection, asked, now or timezone.now())
    return {number: article_of(key) for number, key, _facets in rows}
