"""A reader asks for the newsletter, confirms, leaves, comes back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iria.models import Institute, Letter
from newsletter import memberships, subscribing, suppression
from newsletter.models import Consent, Subscriber, Suppression
from tests.freezing import later
from tests.makers import make_article
from tests.newsletter.making import ask, confirm_link, link_in, make_subscriber, typed

pytestmark = pytest.mark.django_db
LEAVE = {"List-Unsubscribe": "One-Click"}


def state(address: str = "ada@example.org") -> str:
    return Subscriber.objects.get(address=address).state


def test_every_page_has_the_form_and_sets_no_cookie(client):
    article = make_article()

    for path in ("/", article.get_absolute_url(), reverse("newsletter"), "/nowhere/"):
        page = client.get(path)
        text = page.content.decode()
        assert "Subscribe to IRIA News" in text
        assert "Enter your email address" in text
        assert f'value="{path}"' in text
    assert not client.cookies


def test_asking_writes_a_letter_and_only_the_button_subscribes(client):
    answer = ask(client)
    after = client.get(answer["Location"]).content.decode()
    subscribing.run_due(100)
    link = link_in(Letter.objects.get())
    shown = client.get(link)
    asked = state()

    confirmed = client.post(link)

    assert answer.status_code == 302
    assert "news@localhost" in after
    assert "Yes, subscribe me" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert asked == "asked"
    assert confirmed["Location"] == "/newsletter/welcome/"
    assert state() == "subscribed"
    assert not client.cookies


def test_the_welcome_page_has_the_latest_three(client):
    for number in range(4):
        make_article(f"Article {number}", at=timezone.now() - timedelta(days=9 - number))

    text = client.get("/newsletter/welcome/").content.decode()

    assert [n for n in range(4) if f"Article {n}" in text] == [1, 2, 3]


def test_a_letter_says_nothing_that_was_typed(client):
    ask(client, "buy-now@example.org", page="/buy-now/")
    subscribing.run_due(100)

    letter = Letter.objects.get()

    assert letter.address == "buy-now@example.org"
    assert "buy-now" not in letter.text + letter.html + letter.subject


def test_the_consent_says_who_agreed_to_what_where_and_when(client):
    make_subscriber(client)
    letter = Letter.objects.get()

    consent = Consent.objects.get()

    assert consent.address == "ada@example.org"
    assert consent.wording.startswith("Subscribe to IRIA News. What IRIA publishes, by e-mail.")
    assert consent.wording_version == re.sub(r"[^0-9a-f]", "", consent.wording_version)
    assert consent.page == "/newsletter/"
    assert (consent.asked_network, consent.confirmed_network) == ("127.0.0.1", "127.0.0.1")
    assert consent.asked_at <= consent.confirmed_at
    assert consent.letter_id == letter.message_id


def test_other_words_are_shown_before_anybody_agrees_to_them(client):
    fields = typed(client.get("/").content)
    Institute.objects.update_or_create(pk=1, defaults={"short_name": "INST"})

    answer = client.post(reverse("newsletter"), fields)
    text = answer.content.decode()

    assert "Look once more" in text
    assert "Subscribe to INST News" in text
    assert 'value="ada@example.org"' in text
    assert not Consent.objects.exists()


@pytest.mark.parametrize("known", ["nobody", "asked", "subscribed", "left", "blocked"])
def test_the_answer_is_the_same_whoever_is_subscribed(client, known, django_assert_num_queries):
    if known != "nobody":
        subscriber = make_subscriber(client)
        if known == "left":
            memberships.leave(subscriber, Consent.End.LINK)
        if known == "blocked":
            memberships.block(subscriber)
        if known == "asked":
            Subscriber.objects.update(state="asked")
    fields = typed(client.get(reverse("newsletter")).content)

    with django_assert_num_queries(3):
        answer = client.post(reverse("newsletter"), fields)

    assert (answer.status_code, answer["Location"]) == (302, "/newsletter/asked/")


def test_who_is_subscribed_already_is_told_so_by_letter(client, monkeypatch):
    make_subscriber(client)
    later(monkeypatch, days=2)

    ask(client)
    subscribing.run_due(100)

    assert [letter.kind for letter in Letter.objects.order_by("id")] == [
        "confirm",
        "already-subscribed",
    ]
    assert "/newsletter/leave/" in Letter.objects.latest("id").text


def test_an_address_gets_one_letter_a_day_and_three_a_month(client, monkeypatch):
    counts = []

    for _day in range(6):
        for _ in range(3):
            ask(client)
        subscribing.run_due(100)
        counts.append(Letter.objects.count())
        later(monkeypatch, days=1, minutes=1)
    later(monkeypatch, days=30)
    ask(client)
    subscribing.run_due(100)

    assert counts == [1, 2, 3, 3, 3, 3]
    assert Letter.objects.count() == 4


def test_five_hundred_sign_ups_of_one_address_from_fifty_networks_write_one_letter(client):
    fields = typed(client.get(reverse("newsletter")).content)

    for number in range(500):
        client.post(reverse("newsletter"), fields, REMOTE_ADDR=f"192.0.2.{number % 50}")

    while subscribing.run_due(100):
        pass

    assert Consent.objects.count() == 500
    assert Letter.objects.count() == 1


def test_a_network_that_asks_too_often_is_told_to_wait_and_nothing_typed_is_lost(client):
    for number in range(subscribing.MOST_ASKED):
        ask(client, f"reader{number}@example.org")

    refused = ask(client, "late@example.org")
    elsewhere = ask(client, "late@example.org", network="198.51.100.7")

    assert "Try again in an hour" in refused.content.decode()
    assert 'value="late@example.org"' in refused.content.decode()
    assert elsewhere.status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": ""}, "Enter your email address."),
        ({"address": "no address"}, "Enter a valid e-mail address"),
        ({"address": "a@example.org\r\nBcc: b@example.org"}, "Enter a valid email address"),
        ({"address": "x" * 300 + "@example.org"}, "at most 254 characters"),
        ({"website": "https://example.org"}, "Leave this field empty"),
    ],
)
def test_what_is_refused_stands_as_it_was_typed(client, fields, said):
    answer = ask(client, **fields)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_form_of_another_site_is_refused(client):
    fields = typed(client.get(reverse("newsletter")).content)

    answer = client.post(reverse("newsletter"), fields, headers={"Origin": "https://evil.test"})

    assert "This came from another site" in answer.content.decode()
    assert not Consent.objects.exists()


def test_confirming_twice_subscribes_once(client):
    link = confirm_link(client)
    client.post(link)
    before = Consent.objects.get().confirmed_at

    again = client.post(link)

    assert again.status_code == 302
    assert Consent.objects.get().confirmed_at == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_ends_after_a_week(client, monkeypatch, method):
    link = confirm_link(client)
    monkeypatch.setattr(subscribing, "VALID", timedelta(seconds=-1))

    answer = getattr(client, method)(link)

    assert answer.status_code == 410
    assert "no longer valid" in answer.content.decode()
    assert state() == "asked"


def test_an_older_letter_does_not_bring_back_who_left_since(client, monkeypatch):
    old = confirm_link(client)
    later(monkeypatch, days=1, minutes=1)
    client.post(confirm_link(client))
    client.post(reverse("newsletter-leave", args=[Subscriber.objects.get().key]))

    answer = client.post(old)

    assert answer.status_code == 410
    assert state() == "left"


def test_scanners_that_open_every_link_change_nothing(client):
    link = confirm_link(client)
    leave = reverse("newsletter-leave", args=[Subscriber.objects.get().key])

    for _ in range(10):
        client.get(link)
        client.head(link)
        client.get(leave)
        client.head(leave)
    asked = state()
    client.post(link)
    for _ in range(10):
        client.get(leave)
        client.head(leave)

    assert asked == "asked"
    assert state() == "subscribed"


def test_one_click_answers_200_without_cookie_or_redirect(client):
    subscriber = make_subscriber(client)
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(reverse("newsletter-leave", args=[subscriber.key]), LEAVE)

    assert answer.status_code == 200
    assert not answer.cookies
    assert state() == "left"
    assert Suppression.objects.get().cause == "left"
    assert Consent.objects.get().ended_by == "one-click"


def test_one_click_works_for_ever(client, monkeypatch):
    subscriber = make_subscriber(client)
    later(monkeypatch, days=4000)

    answer = client.post(reverse("newsletter-leave", args=[subscriber.key]), LEAVE)

    assert answer.status_code == 200
    assert state() == "left"


def test_leaving_by_the_button_can_be_undone_for_a_day(client):
    subscriber = make_subscriber(client)
    url = reverse("newsletter-leave", args=[subscriber.key])
    page = client.post(url).content.decode()
    token = re.search(r'name="undo" value="([^"]+)"', page)[1]
    left = state()

    undone = client.post(f"{url}undo/", {"undo": token})

    assert left == "left"
    assert undone.status_code == 200
    assert state() == "subscribed"
    assert not Suppression.objects.exists()
    assert Consent.objects.get().ended_at is None


@pytest.mark.parametrize("token", ["", "made up", "{key}"])
def test_only_the_page_itself_undoes(client, token):
    subscriber = make_subscriber(client)
    url = reverse("newsletter-leave", args=[subscriber.key])
    client.post(url)

    answer = client.post(f"{url}undo/", {"undo": token.format(key=subscriber.key)})

    assert answer.status_code == 410
    assert state() == "left"


def test_who_left_comes_back_by_asking_and_confirming(client, monkeypatch):
    subscriber = make_subscriber(client)
    memberships.leave(subscriber, Consent.End.LINK)
    later(monkeypatch, days=2)

    client.post(confirm_link(client))

    assert state() == "subscribed"
    assert not Suppression.objects.exists()
    assert Consent.objects.count() == 2


def test_who_was_blocked_gets_no_letter(client, monkeypatch):
    subscriber = make_subscriber(client)
    memberships.block(subscriber)
    later(monkeypatch, days=2)

    ask(client)
    subscribing.run_due(100)

    assert Letter.objects.count() == 1
    assert suppression.cause_of("ada@example.org") == "blocked"


def test_a_key_that_is_nobody_s_leads_nowhere(client):
    assert client.get(reverse("newsletter-leave", args=["x" * 22])).status_code == 404
    assert client.post(reverse("newsletter-leave", args=["x" * 22]), LEAVE).status_code == 404


def test_who_never_confirms_is_forgotten_after_a_month(client, monkeypatch):
    make_subscriber(client, "bo@example.org")
    ask(client)
    subscribing.run_due(100)
    early = subscribing.forget_unconfirmed(100)
    later(monkeypatch, days=31)

    late = subscribing.forget_unconfirmed(100)

    assert (early, late) == (0, 1)
    assert [s.address for s in Subscriber.objects.all()] == ["bo@example.org"]


def test_the_subscribe_page_has_a_fixed_number_of_queries(client, django_assert_num_queries):
    for number in range(5):
        make_article(f"Article {number}")

    with django_assert_num_queries(4):
        client.get(reverse("newsletter"))
