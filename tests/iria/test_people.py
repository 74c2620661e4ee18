"""What is held about a person: registered, exported and erased, and the desk's screens for it."""

import json
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from iria import letters, people, transports
from iria.models import Letter, User
from tests.articles.admin.test_writing import said
from tests.articles.comments.writing import make_comment
from tests.iria.smtp import counting_server
from tests.iria.test_letters import due_now, write
from tests.makers import make_article, make_user

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


@pytest.fixture
def held(monkeypatch) -> dict[str, list[str]]:
    """What apps said and what they were asked to do, in a registry of the test's own."""
    monkeypatch.setattr(people, "_holdings", {})
    return {"erased": []}


def hold(held: dict, name: str, place: int, rows: int = 1, fails: bool = False) -> None:
    def erase(key: str) -> int:
        held["erased"].append(f"{name} {key}")
        Letter.objects.filter(address_key=key).update(subject=name)
        if fails:
            raise ZeroDivisionError
        return rows

    def export(key: str) -> list[people.Row]:
        row = {"key": key, "spelt": "Ada@example.org", "made_at": "2026-11-25T10:00:00+00:00"}
        return [row | {"none": None}] * rows

    labels = {"made_at": "made"}
    people.register(people.Holding(name, export, erase, name.title(), "", labels, place))


def allowed_client(*codenames: str) -> Client:
    user = make_user(name="Pri Vacy")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user, backend="iria.rights.RightsBackend")
    return client


def look(client: Client, address: str = ADA):
    return client.post("/admin/people/", {"address": address})


def press_erase(client: Client, address: str = ADA, again: str = ADA):
    data = {"address": address, "again": again}
    return client.post("/admin/people/erase/", data, follow=True)


def test_apps_are_asked_by_the_key_and_erase_from_the_top_down(held):
    hold(held, "below", 90)
    hold(held, "above", 50, rows=2)

    data = people.export(" Ada@EXAMPLE.org ")
    done = people.erase("Ada@EXAMPLE.org", None)

    assert data["address"] == "Ada@EXAMPLE.org"
    assert data["exported_at"].endswith("+00:00")
    assert [name for name in data if isinstance(data[name], list)] == ["above", "below"]
    assert data["below"][0]["key"] == ADA
    assert held["erased"] == [f"above {ADA}", f"below {ADA}"]
    assert done == people.counts(ADA) == {"above": 2, "below": 1}


def test_all_is_erased_or_nothing(held):
    letter = write(ADA)
    hold(held, "fails", 50, fails=True)
    hold(held, "works", 50)

    with pytest.raises(ZeroDivisionError):
        people.erase(ADA, make_user())

    letter.refresh_from_db()
    assert held["erased"] == [f"works {ADA}", f"fails {ADA}"]
    assert letter.subject == "A new password for the desk of IRIA"
    assert not LogEntry.objects.exists()


def test_pages_show_what_is_there_in_words(held):
    hold(held, "letters", 50)
    hold(held, "nothing", 50, rows=0)

    (section,) = people.sections(people.export(ADA))

    assert section.title == "Letters"
    assert section.rows == [[("spelt", "Ada@example.org"), ("made", "25 Nov 2026, 10:00")]]


def test_what_is_no_address_is_refused():
    for act in (people.export, people.counts, lambda address: people.erase(address, None)):
        with pytest.raises(ValidationError):
            act("nobody")


def test_letters_lose_their_words_and_what_waits_is_not_sent(settings):
    waiting, sent, other = write(ADA), write(ADA), write("bo@example.org")
    Letter.objects.filter(pk=sent.pk).update(state="sent", error=f"<{ADA}> fine", text="")

    done = people.erase("ADA@example.org", None)
    with counting_server(settings) as server:
        letters.run_due(10)

    assert done["letters"] == 2
    for letter, state in ((waiting, "cancelled"), (sent, "sent")):
        letter.refresh_from_db()
        words = (letter.address, letter.subject, letter.text, letter.html, letter.error)
        assert (letter.state, letter.address_key, words) == (state, None, ("",) * 5)
    assert server.recipients == ["bo@example.org"]
    other.refresh_from_db()
    assert other.state == "sent"


@pytest.mark.parametrize(
    ("refusal", "state"), [(transports.NotNow, "cancelled"), (transports.Refused, "failed")]
)
def test_a_letter_that_was_being_sent_leaves_no_address_and_is_not_tried_again(
    monkeypatch, refusal, state
):
    letter = write(ADA)

    class Slow:
        def send(self, envelope, message):
            people.erase(ADA, None)
            raise refusal(f"<{ADA}> has moved")

    monkeypatch.setattr(transports, "opened", lambda: Opened(Slow()))
    letters.run_due(10)
    due_now()
    letters.run_due(10)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error) == (state, 1, "")


class Opened:
    def __init__(self, transport):
        self.transport = transport

    def __enter__(self):
        return self.transport

    def __exit__(self, *_):
        return None


def test_an_export_holds_no_link_that_lets_somebody_in():
    write(ADA)

    data = json.dumps(people.export(ADA))

    assert "A new password for the desk" in data
    assert "https://example.org/link" not in data


def test_an_account_is_listed_and_stays():
    user = make_user(ADA, name="Ada Staff")
    user.groups.add(Group.objects.create(name="Editors"))
    AccessAttempt.objects.create(username=ADA, failures_since_start=1, ip_address="192.0.2.1")

    data = people.export(ADA)
    done = people.erase(ADA, None)

    assert data["staff_account"][0]["name"] == "Ada Staff"
    assert data["staff_account"][0]["groups"] == ["Editors"]
    assert data["sign_ins"][0]["network"] == "192.0.2.1"
    assert (done["staff_account"], done["sign_ins"]) == (0, 0)
    assert User.objects.filter(address_key=ADA, is_active=True).exists()
    assert AccessAttempt.objects.exists()


def test_tries_to_sign_in_under_an_address_without_an_account_are_deleted(client):
    client.post("/admin/login/", {"username": "Ada@Example.org", "password": "wrong"})

    done = people.erase(ADA, None)

    assert done["sign_ins"] == 1
    assert not AccessAttempt.objects.exists()


def test_the_desk_shows_what_is_held_and_gives_it_out(client, desk):
    make_comment(client, make_article(), text="A <b>word</b>.\nAnd another.")

    page = look(desk, "Ada@example.org").content.decode()
    file = desk.post("/admin/people/data/", {"address": ADA})

    assert "A &lt;b&gt;word&lt;/b&gt;.<br>And another." in page
    assert "Comments <span" in page
    assert file["Content-Type"] == "application/json"
    assert file["Content-Disposition"] == 'attachment; filename="person.json"'
    assert file["Cache-Control"].find("no-store") >= 0
    assert json.loads(file.content)["comments"][0]["text"] == "A <b>word</b>.\nAnd another."


def test_the_desk_says_that_nothing_is_held(desk):
    assert "Nothing is held about this address." in look(desk).content.decode()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("", "Enter an e-mail address."), ("ada@", "Enter a valid e-mail address.")],
)
def test_what_is_no_address_is_said_at_the_field(desk, address, sentence):
    page = look(desk, address).content.decode()

    assert sentence in page
    assert f'value="{address}"' in page or not address


def test_erasing_at_the_desk_needs_the_address_again(client, desk):
    comment = make_comment(client, make_article())

    for again in ("", "bo@example.org", "nonsense"):
        page = press_erase(desk, again=again).content.decode()
        assert "This is not the address above. Nothing was erased." in page
        assert f'value="{again}"' in page or not again
    comment.refresh_from_db()
    assert comment.text == "A thoughtful word."

    answer = press_erase(desk, again="ADA@example.org")

    assert "Erased: Comments: 1." in said(answer)
    assert not type(comment).objects.filter(pk=comment.pk).exists()


def test_the_log_says_who_erased_how_much_and_not_whom(client, desk, editor):
    make_comment(client, make_article())
    write(ADA)

    press_erase(desk)

    entry = LogEntry.objects.get()
    assert entry.user == editor
    assert entry.get_change_message() == (
        "Erased about a person: Comments: 1, Letters to this address: 1."
    )
    assert "ada" not in f"{entry.object_repr}{entry.change_message}".lower()
    history = desk.get(reverse("admin:iria_institute_history", args=[1])).content.decode()
    assert "Erased about a person: Comments: 1" in history


def test_the_desk_says_that_an_account_stays(desk):
    make_user(ADA, name="Ada Staff")

    page = look(desk).content.decode()
    answer = press_erase(desk)

    assert "This is the address of somebody on the staff." in page
    assert "There was nothing to erase." in said(answer)
    assert "The account at the desk stays. Deactivate it under Staff." in said(answer)


def test_looking_and_erasing_ask_for_the_permission():
    may, may_not = allowed_client("erase_person"), allowed_client("change_institute")

    for path in ("", "data/", "erase/"):
        data = {"address": ADA, "again": ADA}
        assert may_not.post(f"/admin/people/{path}", data).status_code == 403
        assert may.post(f"/admin/people/{path}", data).status_code in (200, 302)
        assert Client().post(f"/admin/people/{path}", data)["Location"].startswith("/admin/login/")
    assert "/admin/people/" in may.get("/admin/").content.decode()
    assert "/admin/people/" not in may_not.get("/admin/").content.decode()


def test_opening_an_address_erases_nothing(client, desk):
    comment = make_comment(client, make_article())

    for path in ("", "data/", "erase/"):
        desk.get(f"/admin/people/{path}?address={ADA}&again={ADA}")

    comment.refresh_from_db()
    assert comment.text == "A thoughtful word."


def test_the_desk_asks_as_many_questions_however_much_is_held(
    client, desk, django_assert_max_num_queries
):
    make_user(ADA)
    for _ in range(60):
        write(ADA)
    Letter.objects.update(created_at=timezone.now() - timedelta(days=1))

    with django_assert_max_num_queries(18):
        page = look(desk).content.decode()

    assert "The first 50 of 60; the download has all of them." in page
