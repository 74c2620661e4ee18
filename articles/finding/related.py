"""Related articles: those that staff picked, in their order; then those that are computed from
tags, categories and words in common and stored, both ways, with each publication. Readers are
shown those of both that are public.

Two articles are as close to each other as the tags, categories and rare words of title and
standfirst that they share add up to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.db.models import F

from articles.finding.candidates import Standing, candidates
from articles.finding.models import Related
from articles.text.plaintext import words

STORED = 12
SHOWN = 4
WORD_WEIGHT = 2
MOST_WORDS = 3
SHORTEST_WORD = 4  # letters
# A word is rare where at most one in so many of the candidates has it.
RARITY = 8
# Titles with standfirsts whose words are kept: the newest are compared with each publication.
KEPT_TEXTS = 2048


@dataclass(frozen=True, slots=True)
class Filed:
    """What an article is compared by. `pk` is None for one that is not stored."""

    pk: int | None
    categories: list[int]
    tags: list[int]
    said: str  # title and standfirst


def nearest(filed: Filed, standing: Standing) -> dict[int, int]:
    """Closeness by the ids of up to STORED articles, nearest and newest first; 0 for those that
    stand there only because they are new. One query."""
    found = candidates(filed.categories, filed.tags, standing)
    found = [one for one in found if one.pk != filed.pk]
    rare = _rare_words(filed.said, [f"{one.title} {one.standfirst}" for one in found])
    rated = [
        (one.shared + WORD_WEIGHT * min(MOST_WORDS, len(said)), one.at, one.pk)
        for one, said in zip(found, rare, strict=True)
    ]
    return {pk: closeness for closeness, _at, pk in sorted(rated, reverse=True)[:STORED]}


def write(filed: Filed, standing: Standing) -> set[int]:
    """Stores what is nearest to one article, and this one with those that it is nearest to. The
    ids of the articles it stands with now or stood with. Within the caller's transaction."""
    before = _held(filed.pk)
    near = nearest(filed, standing)
    wanted = {(filed.pk, other): closeness for other, closeness in near.items()}
    wanted |= {(other, filed.pk): closeness for other, closeness in near.items() if closeness}
    # Those that this one only filled up keep it.
    gone = [pair for pair, row in before.items() if row.closeness or pair[0] == filed.pk]
    ids = [before[pair].pk for pair in gone if pair not in wanted]
    Related.objects.filter(pk__in=ids).delete()
    # In one order, so that two neighbours that are published at once do not wait for each other.
    Related.objects.bulk_create(
        [
            Related(article_id=article, other_id=other, closeness=wanted[article, other])
            for article, other in sorted(wanted)
        ],
        update_conflicts=True,
        unique_fields=["article", "other"],
        update_fields=["closeness"],
    )
    return {article for article, _other in {*before, *wanted}} - {filed.pk}


def near_to(
    articles: models.QuerySet, filed: Filed, standing: Standing, picked: Sequence[int] = ()
) -> list[models.Model]:
    """What an article that is not published yet as it is would stand with, of what is public. Two
    queries."""
    near = nearest(filed, standing)
    wanted = list(dict.fromkeys([*picked, *near]))[: SHOWN + len(picked)]
    found = articles.public_among(wanted)[:SHOWN]
    for row in found:
        row.closeness = near.get(row.pk, 0)
    return found


def stored(public: models.QuerySet, article_id: int) -> models.QuerySet:
    """Of what readers may see, the articles that stand with one, each with `closeness`."""
    return public.filter(near_to__article=article_id).annotate(closeness=F("near_to__closeness"))


def chosen(
    newest: Callable[[int], list[models.Model]],
    article_id: int,
    found: list[models.Model],
    picked: Sequence[models.Model] = (),
) -> list[models.Model]:
    """Those that are shown: the picked ones as they come, then the stored ones, nearest and newest
    first. Where there are too few, they are filled up by what `newest` gives: so many of all that
    is public, the newest first, with None as `closeness`."""
    found = sorted(found, key=lambda row: (-row.closeness, -row.go_live_at.timestamp(), -row.pk))
    ids = {row.pk for row in picked}
    found = [*picked, *(row for row in found if row.pk not in ids)][:SHOWN]
    if len(found) == SHOWN:
        return found
    known = {article_id, *(row.pk for row in found)}
    others = [row for row in newest(SHOWN + 1) if row.pk not in known]
    return [*found, *others[: SHOWN - len(found)]]


def _held(article_id: int | None) -> dict[tuple[int, int], Related]:
    """The rows of one article, both ways, by the pair; held until the transaction ends."""
    rows = Related.objects.filter(models.Q(article=article_id) | models.Q(other=article_id))
    rows = rows.order_by("article", "other").select_for_update()
    return {(row.article_id, row.other_id): row for row in rows}


def _rare_words(said: str, texts: Iterable[str]) -> list[set[str]]:
    """For each text, the rare words that it has in common with what is said."""
    own = _words(said)
    common = [own & _words(text) for text in texts]
    counts = Counter(word for found in common for word in found)
    most = max(1, len(common) // RARITY)
    return [{word for word in found if counts[word] <= most} for found in common]


@lru_cache(maxsize=KEPT_TEXTS)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) >= SHORTEST_WORD)
