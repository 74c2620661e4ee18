"""Subscribers as CSV, which the import reads back, and the evidence of one person's consent."""

import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from iria.spreadsheets import harmless
from newsletter import suppression
from newsletter.models import Consent, Subscriber

CHUNK = 2000
# Not translated: the import looks for these words.
HEADER = (
    "address",
    "name",
    "state",
    "subscribed_since",
    "consent_source",
    "wording_version",
)


class Echo:
    def write(self, line: str) -> str:
        return line


def lines(people: QuerySet[Subscriber]) -> Iterator[str]:
    """The header, then a line for each person who has an address, the oldest first. The mark at
    the beginning tells spreadsheet programs that it is UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADER)
    for subscriber, consent in _with_consents(people):
        cells = (
            subscriber.address,
            subscriber.name,
            subscriber.state,
            subscriber.subscribed_at.isoformat() if subscriber.subscribed_at else "",
            consent.source if consent else "",
            consent.wording_version if consent else "",
        )
        yield writer.writerow([harmless(cell) for cell in cells])


def _with_consents(
    people: QuerySet[Subscriber],
) -> Iterator[tuple[Subscriber, Consent | None]]:
    """With the consent that was confirmed last: two queries for each chunk."""
    rest = people.exclude(address_key=None).order_by("pk")
    last = 0
    while chunk := list(rest.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        confirmed = Consent.objects.filter(
            subscriber_id__in=[one.pk for one in chunk], confirmed_at__isnull=False
        ).only("subscriber_id", "source", "wording_version")
        by_subscriber = {one.subscriber_id: one for one in confirmed.order_by("confirmed_at")}
        for subscriber in chunk:
            yield subscriber, by_subscriber.get(subscriber.pk)


def evidence(subscriber: Subscriber) -> dict[str, Any]:
    """All that is kept of how somebody came to be subscribed, ready for JSON."""
    consents = subscriber.consents.select_related("recorded_by").order_by("asked_at", "pk")
    key = subscriber.address_key
    return {
        "address": subscriber.address,
        "name": subscriber.name,
        "state": subscriber.state,
        "first_asked": subscriber.created_at,
        "subscribed_since": subscriber.subscribed_at,
        "left": subscriber.left_at,
        "not_mailed_because": suppression.cause_of(key) if key else None,
        "consents": [_facts(consent) for consent in consents],
    }


def _facts(consent: Consent) -> dict[str, Any]:
    by = consent.recorded_by
    return {
        "source": consent.source,
        "address": consent.address,
        "words": consent.wording,
        "version_of_words": consent.wording_version,
        "page": consent.page,
        "asked": consent.asked_at,
        "asked_from": consent.asked_network,
        "letter": consent.letter_id,
        "letter_sent": consent.letter_sent_at,
        "confirmed": consent.confirmed_at,
        "confirmed_from": consent.confirmed_network,
        "ended": consent.ended_at,
        "ended_by": consent.ended_by,
        "recorded_by": str(by) if by else "",
    }
