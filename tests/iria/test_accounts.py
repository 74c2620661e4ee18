"""Who forgot the password, and who is invited."""

import re

import pytest
from django.test import Client

from iria import accounts, letters, log
from iria.models import Letter, User
from tests.makers import make_editor, make_user

pytestmark = pytest.mark.django_db
ASK = "/admin/password/forgotten/"


def ask(client: Client, address: str) -> object:
    return client.post(ASK, {"address": address}, follow=True)


def link_in(letter: Letter) -> str:
    return re.search(r"http://\S+(/admin/password/\S+)", letter.text)[1]


def choose(client: Client, link: str, password: str) -> object:
    form = client.get(link, follow=True)
    url = form.redirect_chain[-1][0]
    return client.post(url, {"new_password1": password, "new_password2": password}, follow=True)


def test_the_login_leads_to_the_form(client):
    assert f'href="{ASK}"' in client.get("/admin/login/").content.decode()


def test_a_forgotten_password_is_chosen_anew_by_the_link_in_the_letter(client):
    user = make_user("ada@example.org")

    ask(client, "ADA@Example.org")
    done = choose(client, link_in(Letter.objects.get()), "quite another 7")

    user.refresh_from_db()
    assert "Your password is saved" in done.content.decode()
    assert user.check_password("quite another 7")
    assert [line.change_message for line in log.lines(user)] == [
        "Chose their own password by the link in a letter."
    ]


def test_the_link_works_once(client):
    make_user("ada@example.org")
    ask(client, "ada@example.org")
    link = link_in(Letter.objects.get())
    choose(client, link, "quite another 7")

    page = Client().get(link, follow=True).content.decode()

    assert "This link no longer works" in page


@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org", "gone@example.org"])
def test_the_answer_tells_nobody_who_has_a_login(client, address):
    make_user("ada@example.org")
    make_user("gone@example.org", is_active=False)

    page = ask(client, address)

    assert page.redirect_chain == [("/admin/password/sent/", 302)]
    assert address not in page.content.decode()
    assert Letter.objects.count() == (1 if address.startswith("ada") else 0)


def test_what_is_no_address_is_said_at_the_field(client):
    page = ask(client, "ada@")

    assert "Enter a valid e-mail address." in page.content.decode()
    assert 'value="ada@"' in page.content.decode()


def test_an_hour_has_one_letter(client):
    make_user("ada@example.org")

    for _ in range(4):
        ask(client, "ada@example.org")

    assert Letter.objects.count() == 1


def test_one_network_asks_for_so_many_and_no_more(client, monkeypatch):
    monkeypatch.setattr(accounts, "MOST_ASKED", 2)
    for n in range(3):
        make_user(f"user{n}@example.net")
        ask(client, f"user{n}@example.net")

    assert Letter.objects.count() == 2


def test_who_is_invited_chooses_a_password_and_signs_in(client):
    user = User.objects.create_user("new@example.org", name="New Person")

    letter = accounts.invite(user, make_editor())
    choose(client, link_in(letter), "quite another 7")

    assert "Ed Itor has made a login for you" in letter.text
    user.refresh_from_db()
    assert user.check_password("quite another 7")


def test_a_weak_password_is_refused_with_the_reason(client):
    user = User.objects.create_user("new@example.org", name="New Person")
    letter = accounts.invite(user, make_editor())

    page = choose(client, link_in(letter), "12345678").content.decode()

    assert "This password is too common." in page
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_fetching_the_link_changes_nothing(client):
    user = User.objects.create_user("new@example.org", name="New Person")
    letter = accounts.invite(user, make_editor())
    link = link_in(letter)

    for _ in range(20):
        Client().get(link, follow=True)
        Client().head(link)

    assert "Your password is saved" in choose(client, link, "quite another 7").content.decode()
    assert letters.Letter.objects.count() == 1


def test_who_changes_their_own_password_is_in_the_log(client):
    user = make_editor()
    user.set_password("one that is long 7")
    user.save()
    client.force_login(user, backend="iria.rights.RightsBackend")
    new = {"new_password1": "quite another 7", "new_password2": "quite another 7"}

    refused = client.post("/admin/password_change/", {"old_password": "wrong"} | new)
    assert refused.status_code == 200
    assert not log.lines(user)

    client.post("/admin/password_change/", {"old_password": "one that is long 7"} | new)
    [line] = log.lines(user)
    assert (line.user, line.change_message) == (user, "Changed their own password.")
