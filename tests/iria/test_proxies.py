"""Whose request it is."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from iria.proxies import address_of, is_trusted, login_name, real_address
from tests.makers import make_user

READER, PROXY = "203.0.113.7", "10.0.0.1"


@pytest.fixture(autouse=True)
def _proxies(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "192.0.2.9", "2001:db8:ffff::/48"]


def asked(forwarded: str | None = None, by: str = PROXY):
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=by, **more)


@pytest.mark.parametrize(
    ("forwarded", "reader"),
    [
        (READER, READER),
        (f" {READER} ", READER),
        (f"{READER}, 10.0.0.2", READER),
        (f"{READER},192.0.2.9,10.0.0.2", READER),
        (f"198.51.100.1, {READER}", READER),
        (f"10.0.0.3, {READER}", READER),
        ("2001:db8::7", "2001:db8::7"),
        ("2001:db8::7, 2001:db8:ffff::1", "2001:db8::7"),
        ("10.0.0.9, 10.0.0.2", "10.0.0.9"),
    ],
)
def test_behind_a_trusted_proxy_the_last_address_that_is_no_proxy_counts(forwarded, reader):
    assert address_of(asked(forwarded)) == reader


@pytest.mark.parametrize("forwarded", [None, "", "unknown", "1.2.3.4.5", f"{READER}, <script>"])
def test_what_a_proxy_says_unclearly_counts_for_nothing(forwarded):
    assert address_of(asked(forwarded)) == PROXY


def test_a_reader_cannot_claim_another_address():
    assert address_of(asked("127.0.0.1", by=READER)) == READER


def test_no_proxy_is_trusted_unless_it_is_named(settings):
    settings.TRUSTED_PROXIES = []

    assert address_of(asked(READER)) == PROXY


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        (PROXY, True),
        ("192.0.2.9", True),
        ("192.0.2.10", False),
        ("2001:db8:ffff::5", True),
        ("2001:db8::5", False),
        ("", False),
        ("localhost", False),
    ],
)
def test_addresses_and_networks_may_be_trusted(address, trusted):
    assert is_trusted(address) is trusted


def test_a_network_may_be_written_with_the_address_of_a_host(settings):
    settings.TRUSTED_PROXIES = ["172.16.0.5/12"]

    assert is_trusted("172.20.1.1")


def test_what_follows_sees_the_address_of_the_reader():
    seen = []
    middleware = real_address(lambda r: seen.append(r.META["REMOTE_ADDR"]) or HttpResponse())

    middleware(asked(f"{READER}, 10.0.0.2"))

    assert seen == [READER]


def test_asking_twice_gives_the_same_address():
    request = asked(f"198.51.100.1, {READER}")

    request.META["REMOTE_ADDR"] = address_of(request)

    assert address_of(request) == READER


def test_a_request_without_an_address_has_none():
    request = asked(READER)
    del request.META["REMOTE_ADDR"]

    assert address_of(request) == ""


# Failed logins


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Known@Example.ORG", "known@example.org"),
        ("no address", "no address"),
        ("x" * 300, "x" * 254),
        ("", ""),
    ],
)
def test_failed_logins_are_counted_by_the_key(typed, name):
    request = RequestFactory().post("/admin/login/", {"username": typed})

    assert login_name(request) == name
    assert login_name(request, {"username": typed}) == name


@pytest.mark.django_db
def test_wrong_passwords_lock_a_name_for_one_reader_behind_the_proxy_only(client):
    make_user("known@example.org")
    wrong = {"username": "Known@example.org", "password": "wrong"}
    for _ in range(10):
        mine = client.post("/admin/login/", wrong, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=READER)

    right = wrong | {"password": "a long password"}
    other = client.post(
        "/admin/login/", right, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.1"
    )

    assert mine.status_code == 429
    assert other.status_code == 302
