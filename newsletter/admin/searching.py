"""Finding subscribers among a million: by what an index knows where there is one."""

import re

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q, QuerySet

from iria.addresses import address_key
from newsletter.models import Subscriber

KEY = re.compile(r"[\w-]{22}", re.ASCII)
# Of those that fit, for each way of looking.
FOUND = 500
LAST = "\U0010ffff"


def search(people: QuerySet[Subscriber], words: str) -> QuerySet[Subscriber]:
    """By the key of a mail's links or the whole address, else by the beginning of the address
    and by the name."""
    words = " ".join(words.split())
    if not words:
        return people
    exact = Q(address_key=_key(words))
    if KEY.fullmatch(words):
        exact |= Q(key=words)
    found = list(people.filter(exact).values_list("pk", flat=True)[:2])
    if not found:
        found = list(people.filter(beginning(words)).values_list("pk", flat=True)[:FOUND])
        if "@" not in words:
            named = people.order_by().filter(in_name(words))
            found += named.values_list("pk", flat=True)[:FOUND]
    return people.filter(pk__in=found)


def _key(words: str) -> str:
    try:
        return address_key(words)
    except ValidationError:
        return words


def beginning(words: str) -> Q:
    """PostgreSQL has an index for LIKE; SQLite uses one for a range only."""
    text = words.lower()
    if connection.vendor == "postgresql":
        return Q(address_key__startswith=text)
    return Q(address_key__gte=text, address_key__lt=text + LAST)


def in_name(words: str) -> Q:
    """In any case; SQLite knows only that of ASCII."""
    forms = {words} if words.isascii() else {words, words.lower(), words.title(), words.upper()}
    found = Q()
    for form in forms:
        found |= Q(name__icontains=form)
    return found
