"""Signing in again from a page that stands."""

import pytest
from django.conf import settings
from django.test import Client

from iria.models import User
from tests.makers import make_user

pytestmark = pytest.mark.django_db
URL = "/admin/sign-in/"
PASSWORD = "a long password"


@pytest.fixture
def ada() -> User:
    return make_user("ada@example.org", name="Ada Staff")


def sign_in(client: Client, staff: User, password: str = PASSWORD, **more: object):
    values = {"username": staff.address, "password": password, "user": staff.pk}
    return client.post(URL, values | more)


def test_it_tells_who_is_signed_in(client, ada):
    before = client.get(URL).json()
    client.force_login(ada, backend="iria.rights.RightsBackend")
    after = client.get(URL)

    assert (before["user"], before["who"]) == (None, "")
    assert (after.json()["user"], after.json()["who"]) == (str(ada.pk), "Ada Staff")
    assert after["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_the_token_that_it_gives_lets_one_in_and_another_keep_writing(ada):
    client = Client(enforce_csrf_checks=True)
    token = client.get(URL).json()["token"]

    answer = sign_in(client, ada, csrfmiddlewaretoken=token)
    fresh = answer.json()["token"]
    old = client.post("/admin/logout/", {"csrfmiddlewaretoken": token})
    new = client.post("/admin/logout/", {"csrfmiddlewaretoken": fresh})

    assert answer.json()["user"] == str(ada.pk)
    assert (old.status_code, new.status_code) == (403, 200)


def test_without_a_token_nobody_is_let_in(ada):
    assert sign_in(Client(enforce_csrf_checks=True), ada).status_code == 403


def test_a_wrong_password_is_refused_in_one_sentence(client, ada):
    answer = sign_in(client, ada, "wrong")

    assert answer.status_code == 400
    assert answer.json()["errors"] == {"__all__": ["Address or password is wrong."]}
    assert client.get(URL).json()["user"] is None


def test_who_has_no_desk_is_refused(client):
    reader = make_user(is_staff=False)

    assert sign_in(client, reader).status_code == 400
    assert "_auth_user_id" not in client.session


def test_nobody_else_is_let_in_than_the_one_who_typed(client, ada):
    bo = make_user(name="Bo Editor")

    answer = sign_in(client, bo, user=ada.pk)

    assert answer.status_code == 409
    assert "This is the account of Bo Editor." in answer.json()["errors"]["__all__"][0]
    assert "_auth_user_id" not in client.session


def test_wrong_passwords_lock_it_as_they_lock_the_login(client, ada):
    answers = [
        sign_in(client, ada, "wrong").status_code for _n in range(settings.AXES_FAILURE_LIMIT)
    ]
    locked = sign_in(client, ada)
    at_the_door = client.post("/admin/login/", {"username": ada.address, "password": PASSWORD})

    assert answers == [400] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert (locked.status_code, at_the_door.status_code) == (429, 429)
    assert client.get(URL).json()["user"] is None
