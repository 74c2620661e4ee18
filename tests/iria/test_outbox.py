"""Mail of a local installation, read at the desk."""

from pathlib import Path

import pytest

from iria import letters, transports
from tests.iria.test_letters import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings, tmp_path) -> Path:
    settings.EMAIL_BACKEND = transports.FILES
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    write()
    letters.run_due(10)
    return next((tmp_path / "mail").iterdir())


def test_staff_read_html_text_and_headers(desk, kept):
    listed = desk.get("/admin/outbox/").content.decode()
    page = desk.get(f"/admin/outbox/{kept.name}/").content.decode()
    html = desk.get(f"/admin/outbox/{kept.name}/html/")

    assert "A new password for the desk of IRIA" in listed
    assert "https://example.org/link" in page
    assert "Auto-Submitted" in page
    assert "Choose a new password" in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"]
    assert "script-src" not in html["Content-Security-Policy"]


def test_strangers_are_led_to_the_login(client, kept):
    for path in ("", f"{kept.name}/", f"{kept.name}/html/"):
        assert client.get(f"/admin/outbox/{path}").status_code == 302


@pytest.mark.parametrize("name", ["..%2Flogin.txt", "nothing.eml", ".eml", "a%00.eml"])
def test_only_mails_of_the_folder_are_read(desk, kept, name):
    assert desk.get(f"/admin/outbox/{name}/").status_code == 404


def test_production_has_no_such_page(desk, kept, settings):
    settings.PRODUCTION = True

    assert desk.get("/admin/outbox/").status_code == 404
    assert desk.get(f"/admin/outbox/{kept.name}/").status_code == 404
