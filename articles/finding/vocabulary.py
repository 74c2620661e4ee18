"""The stems of all articles with their trigrams: what typing errors are compared with, the same on
both databases."""

from collections.abc import Iterable

from django.db.models import Count, Q

from articles.finding.models import SearchTrigram, SearchWord

SHORTEST, LONGEST = 4, 30  # of a word that is compared
STEP = 500  # words a query
# Of those that share the most trigrams so many are looked at, of one word.
LOOKED_AT = 60


def is_comparable(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def add(words: Iterable[str]) -> None:
    """Those that are not known yet, in the caller's transaction. Sorted, so that two that add the
    same ones wait for each other in one order."""
    words = sorted(filter(is_comparable, set(words)))
    for start in range(0, len(words), STEP):
        step = words[start : start + STEP]
        known = set(SearchWord.objects.filter(pk__in=step).values_list("pk", flat=True))
        if new := [word for word in step if word not in known]:
            SearchWord.objects.bulk_create(map(SearchWord, new), ignore_conflicts=True)
            SearchTrigram.objects.bulk_create(
                [
                    SearchTrigram(trigram=trigram, length=len(word), word=word)
                    for word in new
                    for trigram in sorted(trigrams(word))
                ],
                ignore_conflicts=True,
            )


def known() -> set[str]:
    return set(SearchWord.objects.values_list("pk", flat=True))


def remove(words: Iterable[str]) -> None:
    words = sorted(words)
    for start in range(0, len(words), STEP):
        step = words[start : start + STEP]
        SearchTrigram.objects.filter(word__in=step).delete()
        SearchWord.objects.filter(pk__in=step).delete()


def trigrams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def near(words: list[str]) -> dict[str, list[str]]:
    """For each of these words those that differ by few letters, nearest first, the word itself
    left out. One query."""
    wanted = [word for word in words if is_comparable(word)]
    if not wanted:
        return {word: [] for word in words}
    like = Q()
    for word in wanted:
        off = allowed(word)
        like |= Q(
            trigram__in=trigrams(word), length__gte=len(word) - off, length__lte=len(word) + off
        )
    rows = SearchTrigram.objects.filter(like).values_list("word")
    rows = rows.annotate(n=Count("pk")).order_by("-n", "word")
    found = [word for word, _n in rows[: LOOKED_AT * len(wanted)]]
    return {word: _nearest(word, found) if word in wanted else [] for word in words}


def allowed(word: str) -> int:
    """How many letters may differ."""
    return 1 if len(word) < 6 else 2


def _nearest(word: str, found: list[str]) -> list[str]:
    measured = [(distance(word, other), other) for other in found if other != word]
    # Short words are seldom mistyped in their first letter, and then in no other.
    most = allowed(word), allowed(word) if len(word) > 7 else 1
    near = [(off, other[:1] != word[:1], other) for off, other in measured]
    return [other for off, begins_else, other in sorted(near) if off <= most[begins_else]]


def distance(one: str, other: str) -> int:
    """Letters added, left out, taken for another or for the neighbour's place."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
