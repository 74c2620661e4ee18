"""`make run`: what it refuses, and what it says."""

import io
import socket

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from iria.management.commands import start
from iria.models import User


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, settings, tmp_path, unscaled) -> None:
    """A folder of its own, no server and no collecting of static files."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(start, "serve", lambda host, port: 0)
    monkeypatch.setattr(start, "collect_changed", lambda note: False)


def run(port: int = 0) -> str:
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("start", port=port, stdout=out)
    assert end.value.code == 0
    return out.getvalue()


@pytest.mark.django_db
def test_the_first_start_writes_the_demonstration_and_a_password(prepared, settings):
    said = run()

    address, password = (settings.VAR_DIR / "login.txt").read_text().split()
    assert address in said
    assert password in said
    assert User.objects.get(address=address).check_password(password)
    assert Article.objects.public().count() >= 8


@pytest.mark.django_db
def test_the_second_start_keeps_the_password_and_says_it_again(prepared):
    first = run()

    second = run()

    assert "demonstration content" in first
    assert "demonstration content" not in second
    assert [line for line in second.splitlines() if "Password" in line] == [
        line for line in first.splitlines() if "Password" in line
    ]


def test_a_port_in_use_is_one_line(prepared):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"{port} can't be used.*make run PORT={port + 1}"):
            call_command("start", port=port)


def test_a_folder_that_cannot_be_written_is_one_line(prepared, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.VAR_DIR = tmp_path / "file" / "var"

    with pytest.raises(CommandError, match="can't be written"):
        call_command("start", port=0)


def test_production_is_refused(prepared, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match=r"docs/deploy\.md"):
        call_command("start", port=0)


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("127.0.0.1", None),
        ("0.0.0.0", "*"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "[2001:db8::1]"),
    ],
)
def test_it_answers_under_the_address_that_it_was_given(host, hosts):
    found = start.where(host, 8080)

    assert found.get("ALLOWED_HOSTS") == hosts
    assert found["SITE_URL"].endswith(":8080")


@pytest.mark.django_db(transaction=True)
def test_a_first_start_that_is_ended_half_way_is_made_good_by_the_next(prepared, monkeypatch):
    def end(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "call_command", end)
    with pytest.raises(CommandError, match="the next start goes on"):
        call_command("start", port=0)

    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_password_that_was_changed_is_not_shown(prepared, settings):
    run()
    _address, password = (settings.VAR_DIR / "login.txt").read_text().split()
    user = User.objects.get()
    user.set_password("another one")
    user.save()

    said = run()

    assert password not in said
    assert "changepassword" in said


def test_a_number_that_is_no_port_is_one_line(prepared):
    with pytest.raises(CommandError, match="99999 is no port"):
        call_command("start", port=99999)
