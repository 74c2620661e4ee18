"""Subscribers as they come about, by the form, the letter and its button; and rows as such."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article
from iria.addresses import address_key
from iria.models import Letter
from newsletter import memberships, subscribing
from newsletter.models import (
    Campaign,
    CampaignArticle,
    Chunk,
    Consent,
    Delivery,
    Subscriber,
    Variant,
)


def typed(content: bytes, /, **fields: str) -> dict[str, str]:
    """The fields of the form as they stand in a page, and what is typed."""
    forms = lxml_html.fromstring(content).xpath("//form[contains(@class, 'subscribe-form')]")
    values = {name: value or "" for name, value in forms[0].fields.items()}
    return values | {"address": "ada@example.org"} | fields


def ask(client: Client, address: str = "ada@example.org", *, network: str = "", **fields: str):
    page = client.get(reverse("newsletter"))
    data = typed(page.content, address=address, **fields)
    more = {"REMOTE_ADDR": network} if network else {}
    return client.post(reverse("newsletter"), data, **more)


def link_in(letter: Letter) -> str:
    """The path of the page that the letter leads to."""
    found = re.search(r"https?://[^/\s]+(/newsletter/(?:confirm|leave)/\S+)", letter.text)
    return found[1]


def confirm_link(client: Client, address: str = "ada@example.org") -> str:
    ask(client, address)
    subscribing.run_due(100)
    return link_in(Letter.objects.filter(kind="confirm", address=address).latest("id"))


def make_subscriber(client: Client, address: str = "ada@example.org") -> Subscriber:
    client.post(confirm_link(client, address))
    return Subscriber.objects.get(address=address)


def add_subscriber(
    address: str = "ada@example.org", state: str = "subscribed", **fields: Any
) -> Subscriber:
    """With the consent that belongs to the state: subscribed, asked, left or blocked."""
    now = timezone.now()
    key = address_key(address)
    is_asked = state == "asked"
    begun = {} if is_asked else {"state": "subscribed", "subscribed_at": now}
    subscriber = Subscriber.objects.create(
        **{"address": address, "address_key": key} | begun | fields
    )
    Consent.objects.create(
        subscriber=subscriber,
        source=Consent.Source.FORM,
        address=address,
        address_key=key,
        wording="Subscribe to IRIA News.",
        wording_version="0123456789ab",
        page="/newsletter/",
        asked_at=now,
        asked_network="192.0.2.1",
        handled_at=now,
        letter_id="<confirm@example.org>",
        letter_sent_at=now,
        confirmed_at=None if is_asked else now,
        confirmed_network="" if is_asked else "192.0.2.2",
    )
    if state == "left":
        memberships.leave(subscriber, Consent.End.LINK)
    if state == "blocked":
        memberships.block(subscriber)
    subscriber.refresh_from_db()
    return subscriber


def make_campaign(*articles: Article, **fields: Any) -> Campaign:
    """A draft of these, in their order."""
    campaign = Campaign.objects.create(**{"subject": "The week"} | fields)
    for position, article in enumerate(articles):
        CampaignArticle.objects.create(campaign=campaign, article=article, position=position)
    return campaign


def add_delivery(subscriber: Subscriber, subject: str = "June", **fields: Any) -> Delivery:
    campaign, _new = Campaign.objects.get_or_create(subject=subject)
    variant, _new = Variant.objects.get_or_create(
        campaign=campaign, name="", defaults={"subject": subject, "text": "", "html": ""}
    )
    chunk, _new = Chunk.objects.get_or_create(
        campaign=campaign, seq=0, defaults={"due_at": timezone.now()}
    )
    return Delivery.objects.create(
        campaign=campaign,
        variant=variant,
        chunk=chunk,
        subscriber=subscriber,
        **{"address": subscriber.address} | fields,
    )
