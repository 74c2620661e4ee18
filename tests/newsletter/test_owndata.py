"""Somebody sees, takes and erases what is held about them."""

import json
import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from iria import people
from iria.models import Letter
from newsletter import memberships, owndata, personal, subscribing, suppression
from newsletter.models import (
    Campaign,
    Chunk,
    Consent,
    Delivery,
    Subscriber,
    Suppression,
    Variant,
)
from tests.articles.comments.writing import make_comment
from tests.freezing import later
from tests.makers import make_article, make_user
from tests.newsletter.making import ask as ask_for_news
from tests.newsletter.making import make_subscriber

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
ASK = "/newsletter/data/"


def ask(client: Client, address: str = ADA, **more: str):
    network = {"REMOTE_ADDR": more.pop("network")} if "network" in more else {}
    return client.post(ASK, {"address": address, "website": ""} | more, **network)


def link_in(letter: Letter) -> str:
    return re.search(r"https?://[^/\s]+(/newsletter/data/\S+)", letter.text)[1]


def own_link(client: Client, address: str = ADA) -> str:
    ask(client, address)
    return link_in(Letter.objects.filter(kind="own-data", address=address).latest("id"))


def text_of(response) -> str:
    (main,) = lxml_html.fromstring(response.content).xpath("//main")
    return " ".join(main.text_content().split())


def make_delivery(subscriber: Subscriber, subject: str = "News", **fields: object) -> Delivery:
    campaign = Campaign.objects.create(subject=subject)
    variant = Variant.objects.create(campaign=campaign, subject="", text="", html="")
    chunk = Chunk.objects.create(campaign=campaign, seq=0, due_at=timezone.now())
    return Delivery.objects.create(
        campaign=campaign,
        variant=variant,
        chunk=chunk,
        subscriber=subscriber,
        address=subscriber.address,
        **fields,
    )


def test_a_letter_with_a_link_goes_to_the_address(client):
    answer = ask(client, "Ada@Example.org")
    after = client.get(answer["Location"])

    letter = Letter.objects.get()
    page = client.get(link_in(letter))
    assert (letter.address, letter.kind) == ("Ada@Example.org", "own-data")
    assert letter.expires_at - letter.due_at == owndata.VALID
    assert "ada" not in (letter.text + letter.html + letter.subject).lower()
    assert "a letter from news@localhost is on its way" in text_of(after)
    assert "nothing is held but the letter that brought you here" in text_of(page)


@pytest.mark.parametrize("known", ["nobody", "subscribed", "left", "blocked", "comments", "staff"])
def test_the_answer_is_the_same_whoever_asks(client, known):
    if known in ("subscribed", "left", "blocked"):
        subscriber = make_subscriber(client)
        if known == "left":
            memberships.leave(subscriber, Consent.End.LINK)
        if known == "blocked":
            memberships.block(subscriber)
    elif known == "comments":
        make_comment(client, make_article())
    elif known == "staff":
        make_user(ADA)

    answer = ask(client)

    assert (answer.status_code, answer["Location"]) == (302, "/newsletter/data/asked/")
    assert Letter.objects.filter(kind="own-data").exists() == (known != "blocked")


def test_as_much_is_asked_of_the_database_for_every_address(client, django_assert_num_queries):
    make_subscriber(client, "known@example.org")
    # The first of all counts itself in the cache.
    ask(client, "first@example.org")

    for address in ("known@example.org", "unknown@example.org"):
        with django_assert_num_queries(8):
            ask(client, address)


def test_an_address_gets_one_letter_a_day(client, monkeypatch):
    for address in (ADA, "ADA@example.org", ADA):
        assert ask(client, address).status_code == 302
    count = Letter.objects.count()
    later(monkeypatch, days=1)

    ask(client)

    assert (count, Letter.objects.count()) == (1, 2)


def test_a_network_that_asks_too_often_is_told_to_wait_and_nothing_typed_is_lost(client):
    for number in range(owndata.MOST):
        ask(client, f"reader{number}@example.org")

    refused = ask(client, "late@example.org")
    elsewhere = ask(client, "late@example.org", network="198.51.100.7")

    assert "Try again in an hour" in text_of(refused)
    assert 'value="late@example.org"' in refused.content.decode()
    assert elsewhere.status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": ""}, "Enter your e-mail address."),
        ({"address": "no address"}, "Enter a valid e-mail address"),
        ({"address": "x" * 300 + "@example.org"}, "at most 254 characters"),
        ({"address": "a\0@example.org"}, "Null characters are not allowed."),
        ({"website": "https://example.org"}, "Leave this field empty"),
    ],
)
def test_what_is_refused_stands_as_it_was_typed(client, fields, sentence):
    answer = ask(client, **{"address": ADA} | fields)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert answer.context["form"]["address"].value() == fields.get("address", ADA)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.test"}, {"Origin": "null"}])
def test_what_another_site_sends_is_refused(client, headers):
    make_comment(client, make_article())
    link = own_link(client)

    asked = client.post(ASK, {"address": "bo@example.org"}, headers=headers)
    erased = client.post(f"{link}erase/", headers=headers)

    assert "This came from another site." in text_of(asked)
    assert not Letter.objects.filter(address="bo@example.org").exists()
    assert erased.status_code == 403
    assert "This came from another site." in text_of(erased)
    assert people.counts(ADA)["comments"] == 1


def test_all_that_is_held_is_shown_and_given_out(client):
    make_comment(client, make_article("A treaty"), text="A <i>word</i>.")
    subscriber = make_subscriber(client)
    make_delivery(subscriber, "Autumn news", state="sent", settled_at=timezone.now())
    link = own_link(client)

    page = client.get(link)
    file = client.get(f"{link}download/")

    text, data = text_of(page), json.loads(file.content)
    for words in ("A <i>word</i>.", "A treaty", "Autumn news", "Subscribe to IRIA News. What"):
        assert words in text
    assert "<i>word</i>" not in page.content.decode()
    assert file["Content-Disposition"] == 'attachment; filename="your-data.json"'
    assert data["address"] == ADA
    assert {name: len(rows) for name, rows in data.items() if isinstance(rows, list)} == {
        "subscription": 1,
        "not_mailed": 0,
        "consents": 1,
        "mailings": 1,
        "comments": 1,
        "staff_account": 0,
        "sign_ins": 0,
        "letters": 2,
    }
    assert data["mailings"][0]["subject"] == "Autumn news"


def test_pages_of_one_person_are_kept_by_nobody_and_set_no_cookie(client):
    link = own_link(client)

    for path in (link, f"{link}download/", f"{link}erase/", "/newsletter/data/made-up/"):
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        # With `no-referrer`, browsers would send our own forms under the origin `null`.
        assert response["Referrer-Policy"] == "same-origin"
    assert not client.cookies


def test_opening_every_link_erases_nothing(client):
    make_comment(client, make_article())
    link = own_link(client)

    for path in (link, f"{link}download/", f"{link}erase/"):
        client.get(path)
        client.head(path)

    assert people.counts(ADA)["comments"] == 1
    assert client.post(link).status_code == 405


def test_erasing_says_first_what_will_happen_then_does_it(client):
    make_comment(client, make_article())
    make_subscriber(client)
    link = own_link(client)

    before = text_of(client.get(f"{link}erase/"))
    answer = client.post(f"{link}erase/", follow=True)
    again = client.post(f"{link}erase/")

    assert "This cannot be undone." in before
    assert "They are deleted. Where somebody answered" in before
    assert "a hash, from which nobody reads the address" in before
    assert answer.redirect_chain == [(link, 302)]
    assert "Your data is erased" in text_of(answer)
    assert "Your data is erased" in text_of(again)
    assert not any(count for name, count in people.counts(ADA).items() if name != "not_mailed")
    assert ADA not in client.get(link).content.decode()


def test_a_link_is_good_for_a_day(client, monkeypatch):
    link = own_link(client)
    monkeypatch.setattr(owndata, "VALID", -owndata.VALID)

    for path in (link, f"{link}download/", f"{link}erase/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "This link is no longer valid" in text_of(answer)
        assert "Send me the link" in text_of(answer)
    assert client.post(f"{link}erase/").status_code == 410
    assert people.counts(ADA)["letters"] == 1


def test_only_a_whole_link_of_ours_opens(client):
    link = own_link(client)
    other = subscribing.TOKEN.sign(owndata.TOKEN.unsign(link.split("/")[-2]))

    for path in (f"{link[:-2]}/", f"{ASK}{other}/", f"{ASK}%F0%9F%92%A9/"):
        assert client.get(path).status_code == 410


def test_the_subscription_ends_and_its_old_links_answer(client):
    subscriber = make_subscriber(client)
    Subscriber.objects.filter(pk=subscriber.pk).update(name="Ada")
    key = subscriber.key

    done = people.erase("Ada@EXAMPLE.org", None)

    subscriber.refresh_from_db()
    assert done["subscription"] == 1
    assert (subscriber.address, subscriber.address_key, subscriber.name) == ("", None, "")
    assert (subscriber.state, subscriber.key) == ("left", key)
    assert subscriber.left_at is not None
    assert suppression.cause_of(ADA) == "erased"
    left = client.get(f"/newsletter/leave/{key}/")
    one_click = client.post(f"/newsletter/leave/{key}/", {"List-Unsubscribe": "One-Click"})
    assert "You get no more mail." in text_of(left)
    assert one_click.status_code == 200


def test_what_was_agreed_to_stays_without_whom(client):
    make_subscriber(client)
    earlier = Consent.objects.create(
        subscriber=Subscriber.objects.get(),
        source="import",
        address="Ada@Example.org",
        asked_at=timezone.now(),
        asked_network="192.0.2.1",
        ended_at=timezone.now(),
        ended_by="link",
    )
    ended_at = earlier.ended_at

    done = people.erase(ADA, None)

    assert done["consents"] == 2
    for consent in Consent.objects.all():
        networks = (consent.asked_network, consent.confirmed_network)
        assert (consent.address, consent.address_key, networks) == ("", None, ("", ""))
        assert consent.ended_at is not None
    earlier.refresh_from_db()
    assert (earlier.ended_at, earlier.ended_by) == (ended_at, "link")
    assert Consent.objects.exclude(pk=earlier.pk).get().ended_by == "erased"
    assert Consent.objects.filter(wording__startswith="Subscribe to").count() == 1


def test_somebody_who_only_asked_is_erased_without_a_trace(client):
    ask_for_news(client)

    done = people.erase(ADA, None)
    subscribing.run_due(10)

    assert (done["consents"], done["subscription"]) == (1, 0)
    assert Consent.objects.get().address == ""
    assert not Subscriber.objects.exists()
    assert not Suppression.objects.exists()
    assert not Letter.objects.filter(kind="confirm").exists()


def test_mails_add_up_and_what_waits_is_not_sent(client):
    subscriber = make_subscriber(client)
    waiting = make_delivery(subscriber)
    failed = make_delivery(subscriber, state="failed", error=f"<{ADA}> is unknown")
    other = make_delivery(make_subscriber(client, "bo@example.org"))

    done = people.erase(ADA, None)

    for delivery in (waiting, failed, other):
        delivery.refresh_from_db()
    assert done["mailings"] == 2
    assert (waiting.state, waiting.address) == ("suppressed", "")
    assert waiting.settled_at is not None
    assert (failed.state, failed.address, failed.error) == ("failed", "", "")
    assert (other.state, other.address) == ("waiting", "bo@example.org")


def test_whom_staff_blocked_stays_blocked(client):
    memberships.block(make_subscriber(client))

    people.erase(ADA, None)

    assert suppression.cause_of(ADA) == "blocked"
    assert people.export(ADA)["not_mailed"][0]["cause"] == "blocked by staff"


def test_who_was_erased_may_subscribe_again(client, monkeypatch):
    first = make_subscriber(client)
    people.erase(ADA, None)
    later(monkeypatch, days=2)

    second = make_subscriber(client)

    assert second.pk != first.pk
    assert second.state == "subscribed"
    assert suppression.cause_of(ADA) is None


def test_the_log_of_the_desk_calls_nobody_by_the_address(client, editor):
    subscriber = make_subscriber(client)
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(Subscriber),
        object_id=str(subscriber.pk),
        object_repr=str(subscriber),
        action_flag=CHANGE,
    )

    people.erase(ADA, None)

    assert LogEntry.objects.get().object_repr == f"#{subscriber.pk}"


@pytest.mark.parametrize("count", [1, 8])
def test_mailings_take_one_query_however_many(client, django_assert_num_queries, count):
    subscriber = make_subscriber(client)
    for number in range(count):
        make_delivery(subscriber, f"No {number}")

    with django_assert_num_queries(1):
        rows = personal.export_deliveries(ADA)

    assert len(rows) == count
