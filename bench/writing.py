"""Tables in docs/performance.md, each between two marks."""

import os
import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench import databases, processes
from bench.processes import ROOT

PAGE = ROOT / "docs" / "performance.md"


def put(name: str, table: str) -> None:
    text = PAGE.read_text()
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(text):
        raise SystemExit(f"{PAGE} has no place for the table “{name}”.")
    PAGE.write_text(marks.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text))


def of_each(
    name: str, things: str, table: Callable[[ExitStack, Path, str, str], str], *, write: bool
) -> None:
    """A table of each database, which `table` makes with a folder, the engine and its URL. Each is
    printed when it is there, and put in the page at the end where it is to be written."""
    tables = []
    with (
        processes.ended_by_signals() as stack,
        tempfile.TemporaryDirectory(prefix="iria-bench-") as folder,
        ExitStack() as one,
    ):
        stack.enter_context(one)
        for engine, url in databases.temporary(one, Path(folder)).items():
            print(f"{engine}: {things} …", flush=True)
            tables.append(table(one, Path(folder), engine, url))
            print(tables[-1], flush=True)
    if write:
        put(name, f"{os.cpu_count()} cores\n\n" + "\n\n".join(tables))
