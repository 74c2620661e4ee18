"""The way into the desk."""

import pytest
from django.test import Client

from iria.models import User
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def test_the_login_takes_an_address_in_any_case(client: Client):
    User.objects.create_superuser("Editor@Example.org", "a long password")

    page = client.get("/admin/login/")
    response = client.post(
        "/admin/login/",
        {"username": "EDITOR@example.ORG", "password": "a long password", "next": "/admin/"},
    )

    assert b'name="username"' in page.content
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client: Client):
    make_user("known@example.org")

    answers = [
        client.post("/admin/login/", {"username": name, "password": "wrong"})
        .context["form"]
        .errors
        for name in ("known@example.org", "unknown@example.org")
    ]

    assert answers[0] == answers[1] == {"__all__": ["Address or password is wrong."]}


def test_who_may_not_open_the_desk_is_told_what_a_wrong_password_is_told(client: Client):
    make_user("reader@example.org", is_staff=False)
    data = {"username": "reader@example.org", "password": "a long password"}

    response = client.post("/admin/login/", data)

    assert response.context["form"].errors == {"__all__": ["Address or password is wrong."]}


def test_ten_wrong_passwords_lock_that_name(client: Client):
    make_user("known@example.org")
    for _ in range(10):
        response = client.post(
            "/admin/login/", {"username": "known@example.org", "password": "wrong"}
        )

    assert response.status_code == 429


def test_the_desk_opens(desk: Client):
    response = desk.get("/admin/")

    assert response.status_code == 200
    assert b"Articles" in response.content
