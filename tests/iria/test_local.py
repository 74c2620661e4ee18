"""What settings refuse, and what a local installation makes for itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from iria.local import LocalKeys, production_or_loopback, required

ROOT = Path(django_settings.BASE_DIR)
OURS = (
    "SITE_URL",
    "SECRET_KEY",
    "ADDRESS_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "TRUSTED_PROXIES",
    "DEBUG",
    "STATIC_ROOT",
    "MEDIA_ROOT",
    # Of the tests, and refused in a deployment.
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)
PRODUCTION = {
    "SITE_URL": "https://iria.example",
    "SECRET_KEY": "s3cret-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ADDRESS_KEY": "another-" + "zyxwvutsrqponmlkjihgfedcba9876543210" * 2,
    "ALLOWED_HOSTS": "iria.example,www.iria.example",
    "DATABASE_URL": "postgresql://iria:secret@db.example/iria",
    "EMAIL_URL": "smtp://user:secret@mail.example:587/?tls=True",
    "DEFAULT_FROM_EMAIL": "IRIA <news@iria.example>",
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """A Python of its own that knows these settings and no others."""
    others = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=others | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def setting(name: str, **environment: str) -> str:
    """How one setting prints under this environment."""
    done = python("-c", f"from iria import settings; print(settings.{name})", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refused(**environment: str) -> str:
    """The last line that a start under this environment ends with."""
    done = python("-c", "import iria.settings", **environment)
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Env:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    return Env()


# Production


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "SITE_URL"])
def test_production_names_the_setting_that_is_missing(name):
    rest = {other: value for other, value in PRODUCTION.items() if other != name}

    said = refused(**rest)

    assert "ImproperlyConfigured" in said
    assert f"{name} is not set." in said
    assert "docs/deploy.md" in said


def test_an_empty_setting_is_a_missing_one(env, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "")

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        required(env, "SECRET_KEY")


def test_production_refuses_debug():
    assert "DEBUG must be off" in refused(**PRODUCTION, DEBUG="1")


def test_production_starts_with_all_that_it_needs():
    assert setting("PRODUCTION", **PRODUCTION) == "True"


def test_the_scheme_of_the_site_is_read_in_any_case():
    environment = PRODUCTION | {"SITE_URL": "HTTPS://iria.example"}

    assert setting("PRODUCTION", **environment) == "True"


def test_production_has_hosts_of_its_own():
    hosts = setting("ALLOWED_HOSTS", **PRODUCTION)

    assert hosts == "['iria.example', 'www.iria.example']"


def test_https_is_believed_of_trusted_proxies_only():
    alone = setting("SECURE_PROXY_SSL_HEADER", **PRODUCTION)
    behind = setting("SECURE_PROXY_SSL_HEADER", **PRODUCTION, TRUSTED_PROXIES="10.0.0.0/8")

    assert alone == "None"
    assert behind == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_the_mail_server_of_the_documentation_is_understood():
    documentation = (ROOT / "docs" / "deploy.md").read_text()
    url = re.search(r"`EMAIL_URL` \| `([^`]+)`", documentation)[1]

    said = setting("EMAIL_HOST, settings.EMAIL_USE_TLS", **PRODUCTION | {"EMAIL_URL": url})

    assert said == "host True"


def test_a_deployment_with_all_settings_has_nothing_to_warn_of(tmp_path):
    environment = PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}

    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


# Local


def test_a_local_site_needs_no_settings():
    assert setting("SITE_URL, settings.PRODUCTION") == "http://127.0.0.1:8000 False"


def test_local_mail_goes_to_files_under_var():
    assert setting("EMAIL_FILE_PATH") == str(ROOT / "var" / "mail")


def test_a_local_site_may_have_debug():
    assert setting("DEBUG", DEBUG="1") == "True"


@pytest.mark.parametrize(
    ("name", "url", "host"),
    [
        ("DATABASE_URL", "postgresql://iria@db.example/iria", "db.example"),
        ("DATABASE_URL", "postgresql://iria@10.0.0.5:5432/iria", "10.0.0.5"),
        ("DATABASE_URL", "postgresql:///iria?host=db.example", "db.example"),
        ("DATABASE_URL", "postgresql://localhost/iria?host=db.example", "db.example"),
        ("EMAIL_URL", "smtp://user:secret@mail.example:587", "mail.example"),
        ("EMAIL_URL", "submission://mail.example", "mail.example"),
        ("DATABASE_URL", "postgresql:///iria?host=localhost,db.example", "db.example"),
        # Django connects to the host before the `?`, wherever there is one.
        ("DATABASE_URL", "postgresql://db.example/iria?host=127.0.0.1", "db.example"),
        ("DATABASE_URL", "postgresql://localhost/iria?hostaddr=203.0.113.7", "203.0.113.7"),
        ("EMAIL_URL", "smtp://mail.example?host=localhost", "mail.example"),
    ],
)
def test_nothing_local_leads_beyond_this_machine(env, monkeypatch, name, url, host):
    monkeypatch.setenv(name, url)

    with pytest.raises(ImproperlyConfigured, match="SITE_URL") as refusal:
        production_or_loopback(env, production=False, debug=False)

    assert f"{name} points to {host}," in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "sqlite:////tmp/iria.sqlite3"),
        ("DATABASE_URL", "postgresql://postgres@127.0.0.1/iria"),
        ("DATABASE_URL", "postgresql://postgres@LOCALHOST:5433/iria"),
        ("DATABASE_URL", "postgresql://postgres@[::1]/iria"),
        ("DATABASE_URL", "postgresql:///iria"),
        ("DATABASE_URL", "postgresql:///iria?host=/var/run/postgresql"),
        ("DATABASE_URL", "postgresql://%2Fvar%2Frun%2Fpostgresql/iria"),
        ("EMAIL_URL", "smtp://localhost:1025"),
        ("EMAIL_URL", "file:///tmp/mail"),
        ("EMAIL_URL", "console://"),
    ],
)
def test_this_machine_is_near_enough(env, monkeypatch, name, url):
    monkeypatch.setenv(name, url)

    production_or_loopback(env, production=False, debug=True)


def test_a_local_start_with_a_database_elsewhere_says_what_to_set():
    said = refused(DATABASE_URL="postgresql://db.example/iria")

    assert "DATABASE_URL points to db.example" in said
    assert "Set SITE_URL to the https address" in said


def test_production_may_lead_anywhere(env, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/iria")

    production_or_loopback(env, production=True, debug=False)


# Keys


def test_a_key_is_made_once(tmp_path):
    first = LocalKeys(tmp_path).key("secret")

    again = LocalKeys(tmp_path).key("secret")

    assert first == again
    assert len(first) >= 50


def test_each_key_is_another(tmp_path):
    keys = LocalKeys(tmp_path)

    assert keys.key("secret") != keys.key("address")


def test_a_key_is_readable_by_its_owner_only(tmp_path):
    LocalKeys(tmp_path).key("secret")

    mode = (tmp_path / "keys" / "secret").stat().st_mode & 0o777

    assert mode == 0o600


def test_a_key_that_was_begun_and_never_written_is_made_anew(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret").touch(mode=0o600)

    assert len(LocalKeys(tmp_path).key("secret")) >= 50


# The cache


def test_the_shared_cache_of_the_documentation_is_understood():
    """Up to the point where a server would be asked."""
    code = (
        "import django; django.setup(); from django.core.cache import cache; "
        "print(type(cache._cache).__name__)"
    )

    done = python(
        "-c",
        code,
        CACHE_URL="redis://127.0.0.1:6379/1",
        DJANGO_SETTINGS_MODULE="iria.settings",
    )

    assert done.stdout.split() == ["RedisCacheClient"], done.stderr
