"""Credits that are likely the same in other spellings: "TASS" and "Tass.", or one whose agency
reads "Sofya Sandurskaya / TASS" beside one of this photographer and this agency."""

from collections import defaultdict
from collections.abc import Iterable

from articles.images.models import Credit
from articles.text import folding

# Where both say something else here, they are different on purpose.
TERMS = ("licence", "licence_url", "source_url")


def fold(credit: Credit) -> str:
    """Its line without capitals, accents, punctuation and spaces."""
    return "".join(folding.words(credit.line))


def doubles(credits_: Iterable[Credit]) -> list[list[Credit]]:
    """Groups of at least two, in the order in which their first ones are given."""
    groups: dict[str, list[Credit]] = defaultdict(list)
    for credit in credits_:
        groups[fold(credit)].append(credit)
    groups.pop("", None)
    found = (_alike(group) for group in groups.values() if len(group) > 1)
    return [group for group in found if group]


def doubles_of(credit: Credit) -> list[Credit]:
    """Those that stand beside a credit, perhaps a new one."""
    wanted = fold(credit)
    others = Credit.objects.usable().exclude(pk=credit.pk)
    return [o for o in others if fold(o) == wanted and not _differ(o, credit)] if wanted else []


def _alike(group: list[Credit]) -> list[Credit]:
    return [
        credit
        for credit in group
        if any(other is not credit and not _differ(other, credit) for other in group)
    ]


def _differ(one: Credit, other: Credit) -> bool:
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
        for name in TERMS
    )
