"""Whether kept pages are what the site says without the store: `python -m bench.freshness
[--acts N] [--people N] [--write]`.

Processes of one site do random acts (publish, withdraw, a schedule that passes, comment, credit,
rename, merge, take down, menu) while others read, then each compares kept pages, byte for byte,
with what Django says right after. At the end one process is killed between its commit and the
signal. On SQLite, and on PostgreSQL with Redis where redis-server is installed."""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from bench import databases, processes, serving, writing

COLUMNS = ("acts", "pages compared", "old", "old after a kill, s")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.freshness", description=__doc__)
    parser.add_argument("--acts", type=int, default=500)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    rows = [f"| | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-fresh-")))
        (folder / "static").mkdir()
        for engine, url in databases.temporary(stack, folder).items():
            name, redis = engine, {}
            if "postgresql" in url and shutil.which("redis-server"):
                name, redis = f"{engine}, Redis", {"CACHE_URL": redis_server(stack, folder)}
            settings = serving.environment(folder, url) | redis
            command = ("freshness_rounds", str(options.acts), str(options.people))
            process = processes.start(stack, "-m", "bench.inside", *command, **settings)
            rows.append(row(name, json.loads(processes.said(process))))
            print(rows[-1], flush=True)
    if options.write:
        writing.put("freshness", "\n".join(rows))


def redis_server(stack: ExitStack, folder: Path) -> str:
    port = serving.free_port()
    command = [str(shutil.which("redis-server")), "--port", str(port), "--bind", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    stack.callback(serving.end, process)
    serving.wait(port)
    return f"redis://127.0.0.1:{port}/0"


def row(name: str, trial: dict) -> str:
    """In Markdown."""
    for path in trial["faults"][:10]:
        print(f"    old: {path}", flush=True)
    print(f"    {dict(Counter(trial['acts']))}", flush=True)
    done, old = len(trial["acts"]), len(trial["faults"])
    return f"| {name} | {done:,} | {trial['looks']:,} | {old:,} | {trial['seconds']:.2f} |"


if __name__ == "__main__":
    main()
