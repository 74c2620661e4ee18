"""What narrows a search: `?q=…&category=SLUG&kind=news&author=SLUG&year=2026`. An unknown value
narrows nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.catalogue.models import Author, Category
from articles.writing.models import Article

MOST_CHOICES = 8  # of one facet
# Parameters in their order, and the letters of their tokens (articles.finding.tokens).
LETTERS = {"category": "c", "kind": "k", "author": "a", "year": "y"}


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What may be chosen, or what was."""

    name: str
    choices: list[Choice] = field(default_factory=list)
    chosen: Choice | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """By the name of a parameter: its value, the value of its token, its label."""

    query: str
    chosen: dict[str, tuple[str, str, str]]

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(f"{LETTERS[name]}:{key}" for name, (_v, key, _l) in self.chosen.items())

    def url(self, without: str = "", **more: Any) -> str:
        values = {name: value for name, (value, _key, _label) in self.chosen.items()} | more
        ordered = {name: values[name] for name in (*LETTERS, "page") if name in values}
        ordered.pop(without, None)
        return f"?{urlencode({'q': self.query} | ordered)}"


def narrowing(query: str, given: QueryDict) -> Narrowing:
    """Two queries at most."""
    chosen: dict[str, tuple[str, str, str]] = {}
    for name, model in (("category", Category), ("author", Author)):
        if (slug := given.get(name, "")) and "\0" not in slug:
            row = model.objects.usable().filter(slug=slug).only("slug", "name").first()
            chosen |= {name: (row.slug, str(row.pk), row.name)} if row else {}
    if (kind := given.get("kind", "")) in Article.Kind.values:
        chosen["kind"] = (kind, kind, str(Article.Kind(kind).label))
    year = given.get("year", "")
    if len(year) == 4 and year.isascii() and year.isdigit():
        chosen["year"] = (year, year, year)
    return Narrowing(query, chosen)


def facets(asked: Narrowing, counts: Counter[str]) -> list[Facet]:
    """Those that leave a choice, or were chosen. Two queries at most."""
    labels = (_("Category"), _("Kind"), _("Author"), _("Year"))
    found: list[Facet] = []
    for name, label in zip(LETTERS, labels, strict=True):
        if name in asked.chosen:
            said = asked.chosen[name][2]
            found.append(Facet(label, chosen=Choice(said, asked.url(without=name), 0)))
        elif choices := list(_choices(asked, name, counts)):
            found.append(Facet(label, choices))
    return found


def _choices(asked: Narrowing, name: str, counts: Counter[str]) -> Iterator[Choice]:
    letter = f"{LETTERS[name]}:"
    counted = [(t.removeprefix(letter), n) for t, n in counts.items() if t.startswith(letter)]
    # The fullest first, and years from the newest on.
    counted.sort(key=lambda one: int(one[0]) if name == "year" else (one[1], one[0]), reverse=True)
    counted = counted[:MOST_CHOICES]
    labels = _labels(name, [key for key, _n in counted])
    for key, count in counted:
        if key in labels:
            value, label = labels[key]
            yield Choice(label, asked.url(**{name: value}), count)


def _labels(name: str, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What stands in an address and on the page, by the values of tokens."""
    if name == "kind":
        return {key: (key, str(Article.Kind(key).label)) for key in keys}
    if name == "year":
        return {key: (key, key) for key in keys}
    rows: models.QuerySet = (Category if name == "category" else Author).objects.usable()
    found = rows.filter(pk__in=list(map(int, keys))).values_list("pk", "slug", "name")
    return {str(pk): (slug, label) for pk, slug, label in found}
