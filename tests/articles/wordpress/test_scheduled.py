"""What the old site was to publish later."""

from datetime import UTC, datetime

import pytest

from articles.writing.models import Article
from iria.models import OldAddress
from tests.articles.wordpress.sites import bring, item, said

pytestmark = pytest.mark.django_db

LATER = "2099-01-01 00:00:00"


@pytest.mark.parametrize("date", ["2024-01-01 00:00:00", "0000-00-00 00:00:00"])
def test_what_was_due_and_never_published_is_a_draft_and_listed(export, date):
    report = bring(export(item(10, "Late", "late", status="future", date=date)))

    assert Article.objects.get().state == "draft"
    assert "a day that is past or missing" in said(report)
    assert "Late (" in said(report)


def test_what_is_scheduled_is_listed(export):
    report = bring(export(item(10, "Later", "later", status="future", date=LATER)))

    assert "Later: 01 January 2099, 00:00 UTC" in said(report)


@pytest.mark.parametrize("path", ["/later/", "/?p=10"])
def test_the_old_address_of_what_is_scheduled_gives_nothing_away(export, client, path):
    bring(export(item(10, "Later", "later", status="future", date=LATER)))

    response = client.get(path)

    assert response.status_code in (200, 404)
    assert "later" not in response.get("Location", "")
    assert not OldAddress.objects.filter(target__startswith="/articles/").exists()


def test_its_old_address_is_kept_by_an_import_once_it_is_public(export, client):
    path = export(item(10, "Later", "later", status="future", date="2024-01-01 00:00:00"))
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)
    bring(export(item(10, "Later", "later", status="future", date=LATER)))
    Article.objects.update(go_live_at=long_ago, first_published_at=long_ago, created_at=long_ago)

    report = bring(path)

    assert Article.objects.get().is_public()
    assert not report.changed
    assert client.get("/later/")["Location"] == "/articles/later/"


def test_another_day_moves_the_publication(export):
    bring(export(item(10, "Later", "later", status="future", date=LATER)))

    bring(export(item(10, "Later", "later", status="future", date="2098-01-01 00:00:00")))
    article = Article.objects.get()
    assert article.go_live_at == datetime(2098, 1, 1, tzinfo=UTC)

    bring(export(item(10, "Later", "later", date="2025-01-01 00:00:00")))
    assert Article.objects.get().is_public()
