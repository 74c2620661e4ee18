import pytest
from django.db import OperationalError, connection
from django.test import Client

from iria import health


@pytest.mark.django_db
def test_it_is_well_while_the_database_answers(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": connection.vendor, "worker": None}
    assert "Set-Cookie" not in response


def test_it_is_not_well_while_the_database_is_silent(monkeypatch):
    class Silent:
        def cursor(self):
            raise OperationalError("no answer")

    monkeypatch.setattr(health, "connection", Silent())

    response = Client(raise_request_exception=False).get("/healthz")

    assert response.status_code == 500


@pytest.mark.django_db
def test_it_answers_over_http_where_all_else_leads_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    client = Client()

    assert client.get("/healthz").status_code == 200
    assert client.get("/")["Location"] == "https://testserver/"
