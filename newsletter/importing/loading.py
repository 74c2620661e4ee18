"""Subscribes the people of a list. Nothing is sent. Nobody comes back who left, was erased or is
suppressed for another reason. Done twice, it changes nothing more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from iria.models import User
from newsletter import suppression, wording
from newsletter.importing.parsing import Person, Refusal
from newsletter.models import Consent, Subscriber

CHUNK = 500  # people in one transaction; fewer than the parameters that SQLite takes
State = Subscriber.State
Cause = suppression.Cause


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the people of a list agreed, in the words of who imports it."""

    wording: str
    by: User
    at: datetime


@dataclass(slots=True)
class Outlook:
    """What an import would do now."""

    new: list[Person] = field(default_factory=list)
    already: int = 0
    left_out: list[Refusal] = field(default_factory=list)


def reason(cause: str) -> str:
    return {
        Cause.LEFT: _("Left before. Only the person can subscribe again."),
        Cause.ERASED: _("Had everything erased. Only the person can subscribe again."),
        Cause.BOUNCE: _("Mail to this address came back."),
        Cause.COMPLAINT: _("Reported our mail as spam."),
        Cause.BLOCKED: _("Blocked by staff."),
    }[Cause(cause)]


def outlook(people: list[Person]) -> Outlook:
    """Changes nothing."""
    found = Outlook()
    for chunk in chunks(people):
        keys = [person.key for person in chunk]
        states = dict(
            Subscriber.objects.filter(address_key__in=keys).values_list("address_key", "state")
        )
        causes = suppression.suppressed(keys)
        for person in chunk:
            state, cause = states.get(person.key), causes.get(person.key)
            if state == State.SUBSCRIBED:
                found.already += 1
            elif cause or state == State.LEFT:
                text = f"{person.address} {person.name}".strip()
                why = reason(cause or Cause.LEFT)
                found.left_out.append(Refusal(person.line, text, why))
            else:
                found.new.append(person)
    return found


def load(people: list[Person], agreement: Agreement) -> int:
    """The number of those who were not subscribed before."""
    return sum(_load(chunk, agreement) for chunk in chunks(people))


def loaded(agreement: Agreement) -> int:
    """How many an import has subscribed so far, in however many goes."""
    # The first two are an index.
    mine = Consent.objects.filter(asked_network="", asked_at=agreement.at)
    return mine.filter(source=Consent.Source.IMPORT, recorded_by=agreement.by).count()


def chunks(people: list[Person]) -> Iterator[list[Person]]:
    for start in range(0, len(people), CHUNK):
        yield people[start : start + CHUNK]


@transaction.atomic
def _load(people: list[Person], agreement: Agreement) -> int:
    by_key = {person.key: person for person in people}
    # Locked before suppression is read: whoever leaves meanwhile has left.
    there = set(_locked(by_key).values_list("address_key", flat=True))
    causes = suppression.suppressed(by_key)
    free = {key: person for key, person in by_key.items() if key not in causes}
    Subscriber.objects.bulk_create(
        [
            Subscriber(address=person.address, address_key=key, name=person.name)
            # In one order, so that two imports do not wait for each other.
            for key, person in sorted(free.items())
            if key not in there
        ],
        # Somebody may ask by the form at this moment.
        ignore_conflicts=True,
    )
    asked = list(_locked(free).filter(state=State.ASKED))
    _subscribe(asked, by_key)
    Consent.objects.bulk_create(_consent(one, by_key, agreement) for one in asked)
    return len(asked)


def _locked(keys: Iterable[str]):
    rows = Subscriber.objects.select_for_update(no_key=True).order_by("pk")
    return rows.filter(address_key__in=list(keys))


def _subscribe(asked: list[Subscriber], by_key: dict[str, Person]) -> None:
    """A name that is there already stays."""
    pks = [subscriber.pk for subscriber in asked]
    Subscriber.objects.filter(pk__in=pks).update(
        state=State.SUBSCRIBED, subscribed_at=timezone.now(), left_at=None
    )
    nameless = [subscriber for subscriber in asked if not subscriber.name]
    for subscriber in nameless:
        subscriber.name = by_key[subscriber.address_key].name
    Subscriber.objects.bulk_update([one for one in nameless if one.name], ["name"])


def _consent(subscriber: Subscriber, by_key: dict[str, Person], agreement: Agreement) -> Consent:
    """Confirmed and handled, so that no letter asks for a confirmation."""
    return Consent(
        subscriber=subscriber,
        source=Consent.Source.IMPORT,
        address=by_key[subscriber.address_key].address,
        address_key=subscriber.address_key,
        wording=agreement.wording,
        wording_version=wording.version(agreement.wording),
        asked_at=agreement.at,
        handled_at=agreement.at,
        confirmed_at=agreement.at,
        recorded_by=agreement.by,
    )
