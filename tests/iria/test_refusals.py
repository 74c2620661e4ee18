"""NUL is refused before anything looks at it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/articles/a%00b/",
        "/%00/",
        "/search/?q=a%00b",
        "/?p=%00",
        "/?before=%00",
        "/admin/?next=%00",
        "/media/%00.webp",
    ],
)
def test_nul_in_an_address_is_not_found(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert b"There is no page at this address" in response.content


def test_nul_in_an_address_is_refused_to_a_form_too(client):
    response = client.post("/admin/login/?next=%00", {"username": "a", "password": "b"})

    assert response.status_code == 404


def test_nul_at_the_desk_is_not_found(desk):
    response = desk.get("/admin/articles/article/?q=%00")

    assert response.status_code == 404


def test_a_percent_sign_before_two_noughts_is_no_nul(client):
    response = client.get("/search/?q=50%2500")

    assert response.status_code == 200


def test_nul_in_a_login_name_is_answered_by_the_form(client):
    response = client.post("/admin/login/", {"username": "a\0b", "password": "c\0d"})

    assert response.status_code == 200
    assert response.context["form"].errors
