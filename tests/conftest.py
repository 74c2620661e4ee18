import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.files.storage import storages as storage_by_name
from django.core.management.color import Style
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from PIL import Image as Pillow

from articles.images import making, scaling
from articles.models import Document, Image
from articles.reading import readership
from iria.models import User
from tests.makers import make_editor

# Playwright's event loop runs in the thread of the tests; nothing of Django's is async here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# Nothing there has a database.
ONCE = ("tests/articles/text", "tests/journeys/editor")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    folders = [config.rootpath / folder for folder in ONCE]
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in folders):
            item.add_marker(pytest.mark.once)


def pytest_report_header() -> str:
    if "sqlite" in django_settings.DATABASES["default"]["ENGINE"]:
        from sqlite3 import sqlite_version  # noqa: PLC0415

        return f"SQLite {sqlite_version}"
    connection.ensure_connection()
    version = connection.cursor().execute("SHOW server_version").fetchone()[0]
    connection.close()
    return f"PostgreSQL {version}"


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_row_by_row() -> Iterator[None]:
    """After tests that commit. PostgreSQL's TRUNCATE makes new files for every table and index,
    some 250 of them, and few rows were written."""
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", _deletes)
        yield


def _deletes(
    operations: BaseDatabaseOperations, style: Style, tables: Iterable[str], **_: bool
) -> list[str]:
    """In any order: constraints are looked at when all is deleted."""
    return [f"DELETE FROM {operations.quote_name(table)};" for table in tables]  # noqa: S608


@pytest.fixture(autouse=True)
def _files_and_cache(
    settings: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each test has folders of its own, plain static names and an empty cache."""
    storages = {name: dict(options) for name, options in django_settings.STORAGES.items()}
    for name, folder in (
        ("default", "pictures"),
        ("pictures", "pictures"),
        ("originals", "originals"),
    ):
        options = dict(storages[name].get("OPTIONS", {}))
        storages[name]["OPTIONS"] = options | {"location": tmp_path / folder}
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = storages
    # Columns took their storage when their models were loaded.
    for model in (Image, Document):
        field = model._meta.get_field("original")
        monkeypatch.setattr(field, "storage", storage_by_name["originals"])
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.PAGES_SIGNAL = tmp_path / "pages.signal"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    readership.settled_ranking.cache_clear()


@pytest.fixture(autouse=True)
def _kept_pages_learn_of_what_is_never_committed(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that are rolled back read in the transaction that they write in."""
    database = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_site"} & set(request.fixturenames)
    if not commits and not (database and database.kwargs.get("transaction")):
        monkeypatch.setattr("iria.pagecache.on_commit", lambda act: act())


@pytest.fixture
def unscaled(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that load the demonstration and look at none of its pictures: seventeen
    of them in seven sizes take long."""

    monkeypatch.setattr(making, "encoded", lambda *picture, **how: b"picture")
    monkeypatch.setattr(scaling, "load_small", lambda picture: None)
    monkeypatch.setattr(making, "opened_small", lambda file: Pillow.new("RGB", (8, 8)))


@pytest.fixture
def editor(db: None) -> User:
    return make_editor()


@pytest.fixture
def desk(editor: User) -> Client:
    """A client that is signed in with all rights."""
    client = Client()
    client.force_login(editor, backend="iria.rights.RightsBackend")
    return client
