"""`make run`: prepares a local installation and serves it until Ctrl-C."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from iria import outbox
from iria.local import LOOPBACK
from iria.models import User
from iria.staticfiles import collect_changed

BIN = ".venv/bin"
STAFF_ADDRESS = "editor@example.org"
CHILD_NEEDS = 10  # seconds that a process is given to end before it is killed


class Command(BaseCommand):
    help = "Sets up a local installation and serves it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "SITE_URL is https: see docs/deploy.md for how to run in production."
            )
        look_at_folder()
        look_at_port(host, port)
        try:
            self.prepare()
        except KeyboardInterrupt:
            raise CommandError("Ended before all was set up; the next start goes on.") from None
        self.say(host, port)
        sys.exit(serve(host, port))

    def prepare(self) -> None:
        """Database, static files; at the first start a login and the demonstration content."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0)
        collect_changed(settings.VAR_DIR / "static.sha256")
        if User.objects.exists():
            return
        self.stdout.write("Writing the demonstration content …")
        password = secrets.token_urlsafe(12)
        # Both or neither, so that a start that was ended half-way is made good by the next.
        with transaction.atomic():
            User.objects.create_superuser(STAFF_ADDRESS, password, name="Demonstration Editor")
            call_command("load_demo", verbosity=0)
            keep_login(password)

    def say(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        site = f"http://{shown}:{port}/"
        lines = [
            "",
            f"  The site   {site}",
            f"  The desk   {site}admin/",
        ]
        lines += login_lines()
        if outbox.is_open():
            folder = os.path.relpath(settings.EMAIL_FILE_PATH)
            lines.append(f"  Mail       is kept in {folder}/; read it at {site}admin/outbox/")
        lines += ["", "  Ctrl-C ends it.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def keep_login(password: str) -> None:
    """For the second start. The file is readable by its owner only."""
    path = settings.VAR_DIR / "login.txt"
    path.touch(mode=0o600)
    path.write_text(f"{STAFF_ADDRESS}\n{password}\n")


def login_lines() -> list[str]:
    """The password only if it still is the one of this database."""
    user = User.objects.filter(address=STAFF_ADDRESS, is_active=True).first()
    if user is None:
        return []
    path = settings.VAR_DIR / "login.txt"
    _address, password = path.read_text().split() if path.exists() else ("", "")
    if password and user.check_password(password):
        return [f"  Login      {STAFF_ADDRESS}", f"  Password   {password}"]
    forgotten = f"{BIN}/python manage.py changepassword {STAFF_ADDRESS}"
    return [
        f"  Login      {STAFF_ADDRESS}, with the password that was set; a new one: {forgotten}"
    ]


def look_at_folder() -> None:
    folder = settings.VAR_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError:
        raise CommandError(f"{folder} can't be written. Give yourself the right to.") from None


def look_at_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise CommandError(f"{port} is no port. Choose one from 1024 to 65535.") from None
        except socket.gaierror:
            raise CommandError(f"{host} is no address of this machine.") from None
        except OSError as error:
            raise CommandError(
                f"{host}:{port} can't be used ({error.strerror}). "
                f"Choose another port: make run PORT={port + 1}"
            ) from None


def serve(host: str, port: int) -> int:
    """Runs server and worker as children, so that Ctrl-C and SIGTERM end everything."""
    environment = where(host, port) | os.environ
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    children = [
        subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
        for command in (server_command(host, port), [sys.executable, "manage.py", "work"])
    ]
    try:
        return children[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end(children)


def where(host: str, port: int) -> dict[str, str]:
    """Settings that follow from the address; what the environment names goes before them."""
    shown = f"[{host}]" if ":" in host else host
    found = {"SITE_URL": f"http://{shown}:{port}"}
    if host in ("0.0.0.0", "::"):  # noqa: S104  asked for: every address of this machine
        found["ALLOWED_HOSTS"] = "*"
    elif host not in LOOPBACK:
        found["ALLOWED_HOSTS"] = shown
    return found


def server_command(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", "4"),
        *("--log-level", "warning", "--no-ws", "iria.wsgi:application"),
    ]


def end(children: list[subprocess.Popen]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(CHILD_NEEDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
