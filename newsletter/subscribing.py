"""From asking to being subscribed.

Asking only notes down who asked for what. The worker looks the address up and writes the letter,
so that the answer to the reader is the same, in the same time, for every address.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from iria import letters
from iria.addresses import address_key
from iria.links import absolute
from iria.models import Letter
from newsletter import suppression
from newsletter.forms import SubscribeForm
from newsletter.models import Consent, Subscriber

# Of letters to one address, whoever asks for them.
A_DAY, A_MONTH = 1, 3
DAY, MONTH = timedelta(days=1), timedelta(days=30)
# Of one network, in an hour; an office shares one.
MOST_ASKED = 20
CONFIRM, ALREADY = "confirm", "already-subscribed"
VALID = timedelta(days=7)
UNCONFIRMED_KEPT = timedelta(days=30)
TOKEN = signing.TimestampSigner(salt="newsletter-confirm")
State = Subscriber.State


class NotValid(Exception):
    """The link is too old, not ours, or what it would confirm was withdrawn meanwhile."""


def may_ask(network: str) -> bool:
    hour_ago = timezone.now() - timedelta(hours=1)
    asked = Consent.objects.filter(asked_network=network, asked_at__gt=hour_ago)
    return asked[:MOST_ASKED].count() < MOST_ASKED


def ask(form: SubscribeForm, network: str) -> Consent:
    """Notes down a valid form."""
    values = form.cleaned_data
    return Consent.objects.create(
        source=Consent.Source.FORM,
        address=values["address"],
        address_key=address_key(values["address"]),
        wording=form.wording,
        wording_version=form.version,
        page=values["page"],
        asked_at=timezone.now(),
        asked_network=network,
    )


def run_due(limit: int) -> int:
    """Chore: letters to those who asked."""
    waiting = Consent.objects.filter(handled_at=None).order_by("id")
    consents = list(waiting[:limit])
    for consent in consents:
        _handle(consent)
    return len(consents)


def _handle(consent: Consent) -> None:
    with transaction.atomic():
        # The subscriber first, as everywhere: it keeps those apart who handle the same address.
        subscriber = _locked(consent.address, consent.address_key)
        mine = Consent.objects.filter(pk=consent.pk, handled_at=None)
        if not mine.update(handled_at=timezone.now(), subscriber=subscriber):
            # Nor does the subscriber stay, who may have been erased since the consent was read.
            transaction.set_rollback(True)
            return
        has_left_since = Consent.objects.filter(pk=consent.pk, ended_at__isnull=False).exists()
        if has_left_since or not _may_be_written_to(subscriber.address_key):
            return
        letter = _write(consent, subscriber)
        Consent.objects.filter(pk=consent.pk).update(letter_id=letter.message_id)


def _locked(address: str, key: str) -> Subscriber:
    Subscriber.objects.get_or_create(address_key=key, defaults={"address": address})
    return Subscriber.objects.select_for_update(no_key=True).get(address_key=key)


def _may_be_written_to(key: str) -> bool:
    if suppression.cause_of(key) == suppression.Cause.BLOCKED:
        return False
    now = timezone.now()
    written = Letter.objects.filter(
        address_key=key, kind__in=(CONFIRM, ALREADY), created_at__gt=now - MONTH
    ).values_list("created_at", flat=True)
    moments = list(written)
    return len(moments) < A_MONTH and sum(at > now - DAY for at in moments) < A_DAY


def _write(consent: Consent, subscriber: Subscriber) -> Letter:
    """Nothing that was typed stands in it: it might not be the owner of the address who typed."""
    if subscriber.state == State.SUBSCRIBED:
        kind, link = ALREADY, reverse("newsletter-leave", args=[subscriber.key])
    else:
        kind, link = CONFIRM, reverse("newsletter-confirm", args=[token_of(consent)])
    context = {
        "link": absolute(link),
        "days": VALID.days,
        "asked_at": consent.asked_at,
        "data_url": absolute(reverse("own-data-ask")),
    }
    name = "mail/confirm" if kind == CONFIRM else "mail/already_subscribed"
    once = f"{kind}:{consent.pk}"
    return letters.write(kind, subscriber.address, name, context, once=once, expires_in=VALID)


def token_of(consent: Consent) -> str:
    return TOKEN.sign(str(consent.pk))


def consent_of(token: str) -> Consent:
    """Raises NotValid."""
    try:
        pk = TOKEN.unsign(token, max_age=VALID)
    except signing.BadSignature:
        raise NotValid from None
    consent = Consent.objects.select_related("subscriber").filter(pk=pk).first()
    if consent is None or consent.ended_at or consent.subscriber is None:
        raise NotValid
    return consent


def confirm(token: str, network: str) -> Subscriber:
    """Subscribes; done twice, it changes nothing more. Raises NotValid."""
    found = consent_of(token)
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update(no_key=True).get(pk=found.subscriber_id)
        consent = Consent.objects.get(pk=found.pk)
        key = subscriber.address_key
        if consent.ended_at or key is None:
            raise NotValid
        if suppression.cause_of(key) == suppression.Cause.BLOCKED:
            raise NotValid
        now = timezone.now()
        if consent.confirmed_at is None:
            consent.confirmed_at, consent.confirmed_network = now, network
            sent = Letter.objects.filter(message_id=consent.letter_id)
            consent.letter_sent_at = sent.values_list("sent_at", flat=True).first()
            consent.save(update_fields=["confirmed_at", "confirmed_network", "letter_sent_at"])
        if subscriber.state != State.SUBSCRIBED:
            subscribe(subscriber, now)
    return subscriber


def subscribe(subscriber: Subscriber, now: datetime) -> None:
    """To be called with the row locked, in the transaction that keeps the consent."""
    subscriber.state = State.SUBSCRIBED
    subscriber.subscribed_at, subscriber.left_at = now, None
    subscriber.save(update_fields=["state", "subscribed_at", "left_at"])
    suppression.release(subscriber.address_key)


def forget_unconfirmed(limit: int) -> int:
    """Chore: who never confirmed is forgotten after a month."""
    old = timezone.now() - UNCONFIRMED_KEPT
    open_ones = Consent.objects.filter(confirmed_at=None, asked_at__lt=old)
    rows = list(open_ones.order_by("asked_at").values_list("pk", "subscriber_id")[:limit])
    Consent.objects.filter(pk__in=[pk for pk, _subscriber in rows]).delete()
    ids = {subscriber for _pk, subscriber in rows if subscriber}
    alone = ~models.Exists(Consent.objects.filter(subscriber=models.OuterRef("pk")))
    Subscriber.objects.filter(alone, pk__in=ids, state=State.ASKED).delete()
    return len(rows)
