"""What strangers add to addresses and requests."""

import pytest

from tests.iria.pages.asking import Answer
from tests.makers import make_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_clock")]


@pytest.fixture
def one():
    return make_article(slug="one").get_absolute_url()


@pytest.mark.parametrize("query", ["utm_source=x&utm_id=y", "fbclid=1", "mc_eid=2&gclid=3", ""])
def test_what_tracks_readers_is_left_out(pages, django, one, query):
    plain = Answer(pages, one)

    tracked = Answer(pages, f"{one}?{query}")

    assert django.asked == 1
    assert tracked.body == plain.body


def test_a_page_that_was_first_asked_for_with_tracking_repeats_none_of_it(pages):
    for number in range(15):
        make_article(slug=f"a{number}")

    answer = Answer(pages, "/?utm_source=x")

    assert b"?before=" in answer.body
    assert b"utm_" not in answer.body


def test_a_redirect_keeps_all_parameters(pages, one):
    answer = Answer(pages, f"{one[:-1]}?utm_source=x")

    assert answer.status.startswith("301")
    assert answer.headers["Location"] == f"{one}?utm_source=x"


@pytest.mark.parametrize("query", ["before=a&before=b", "x=1", "utm_source=a&x=1", "beforehand=1"])
def test_other_parameters_pass_by_the_store(pages, one, query):
    answer = Answer(pages, f"{one}?{query}")

    assert answer.status == "200 OK"
    assert not pages.store.pages


def test_a_page_that_looks_at_no_parameter_is_not_kept_under_one(pages, one):
    for number in range(20):
        answer = Answer(pages, f"{one}?before={number}")

    assert answer.status == "200 OK"
    assert "Cache-End" not in answer.headers
    assert not pages.store.pages


def test_a_later_part_of_a_list_is_kept(pages, django):
    articles = [make_article(slug=f"a{number}") for number in range(3)]
    for _ in range(2):
        Answer(pages, f"/?before={articles[2].key}")

    assert django.asked == 1


def test_a_foreign_cookie_changes_nothing(pages, django, one):
    Answer(pages, one)

    answer = Answer(pages, one, HTTP_COOKIE="_ga=1; PHPSESSID=2; xsessionid=3")

    assert django.asked == 1
    assert answer.status == "200 OK"


def test_a_range_is_answered_with_the_whole(pages, django, one):
    whole = Answer(pages, one)

    answer = Answer(pages, one, HTTP_RANGE="bytes=0-9")

    assert django.asked == 1
    assert (answer.status, answer.body) == ("200 OK", whole.body)


@pytest.mark.parametrize("host", ["", "evil.example", "testserver@evil.example", "a b", "x:y:z"])
def test_a_poisoned_host_is_refused_though_the_page_is_kept(pages, settings, one, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    Answer(pages, one)

    answer = Answer(pages, one, HTTP_HOST=host, SERVER_NAME="evil.example")

    assert answer.status.startswith("400")


def test_a_host_that_is_none_is_refused_where_all_are_allowed(pages, settings, one):
    settings.ALLOWED_HOSTS = ["*"]
    Answer(pages, one)

    assert Answer(pages, one, HTTP_HOST="a b").status.startswith("400")


def test_known_hosts_are_bounded(pages, one):
    for port in range(1000, 1200):
        Answer(pages, one, HTTP_HOST=f"testserver:{port}")

    assert len(pages.keys.known_hosts) == 100
    assert len(pages.store.pages) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_odd_methods_get_the_answer_of_django(pages, django, one, method):
    Answer(pages, one)

    answer = Answer(pages, one, method=method)

    assert django.asked == 2
    assert answer.status[:3] in ("403", "405")
