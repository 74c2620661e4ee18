"""Settings of a local installation, and what a production one must not go without."""

import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}


def required(env: Env, name: str) -> str:
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. An https SITE_URL makes this a production installation, "
            f"which needs it; docs/deploy.md says what it is for."
        )
    return value


def production_or_loopback(env: Env, *, production: bool, debug: bool) -> None:
    """Refuses what would mix a local installation with a real one."""
    if production:
        if debug:
            raise ImproperlyConfigured("DEBUG must be off where SITE_URL is https.")
        return
    for name in ("DATABASE_URL", "EMAIL_URL"):
        for host in hosts_of(env.str(name, "")):
            if host not in LOOPBACK and not host.startswith("/"):
                raise ImproperlyConfigured(
                    f"{name} points to {host}, beyond this machine. Set SITE_URL to the https "
                    f"address of the site to run it in production."
                )


def hosts_of(url: str) -> list[str]:
    """Every host that an address names. PostgreSQL takes several, and the folder of a socket, also
    as parameters (libpq, 34.1.2: host, hostaddr)."""
    parts = urlsplit(url)
    named = [value for name, value in parse_qsl(parts.query) if name in ("host", "hostaddr")]
    return [host for names in (unquote(parts.hostname or ""), *named) for host in names.split(",")]


class LocalKeys:
    """Random keys of a local installation under var/keys, so that logins survive a restart."""

    def __init__(self, var_dir: Path) -> None:
        self.folder = var_dir / "keys"

    def key(self, name: str) -> str:
        path = self.folder / name
        if not path.exists() or not path.stat().st_size:
            self._make(path)
        return path.read_text().strip()

    def _make(self, path: Path) -> None:
        """Whole or not at all: of two first starts at once, one key stands for both."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        if path.exists() and not path.stat().st_size:
            path.unlink()
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
