"""What readers' search costs with many articles: `python -m bench.search [--articles N]
[--write]`, on SQLite and PostgreSQL.

Each page is asked for through Django's test client, whole, with facets, in a process of its own;
--write puts the tables in docs/performance.md."""

import argparse
import json
from contextlib import ExitStack
from pathlib import Path

from bench import processes, writing

ARTICLES = 100_000
GOALS = {"SQLite": 200, "PostgreSQL": 100}  # milliseconds, of the 95th in a hundred


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--articles", dest="search", type=int, default=ARTICLES)
    parser.add_argument("--write", action="store_true", help="the tables in docs/performance.md")
    run(parser.parse_args())


def run(options: argparse.Namespace) -> None:
    def of(stack: ExitStack, _folder: Path, engine: str, url: str) -> str:
        return table(engine, options.search, *measured(stack, url, options.search))

    writing.of_each("search", f"{options.search:,} articles", of, write=options.write)


def measured(stack: ExitStack, url: str, size: int) -> tuple[float, list]:
    """Seconds that the index took, and the rows."""
    settings = processes.environment(url, 1)
    command = ("-m", "bench.inside", "search_content", str(size))
    seconds = float(processes.said(processes.start(stack, *command, **settings)))
    command = ("-W", "ignore", "-m", "bench.inside", "search_measuring")
    return seconds, json.loads(processes.said(processes.start(stack, *command, **settings)))


def table(engine: str, size: int, seconds: float, rows: list) -> str:
    """In Markdown. What is over the goal is bold."""
    goal = GOALS[engine.split()[0]]
    columns = "p50 | p95 | worst | work, p95 | queries | articles found"
    lines = [f"| {engine}, {size:,} articles, ms | {columns} |", "|---|---|---|---|---|---|---|"]
    for name, queries, middle, late, worst, work, hits in rows:
        much = "**" if late > goal else ""
        found = f"{queries} | {hits:,}" if queries else "|"
        times = f"{middle:.0f} | {much}{late:.0f}{much} | {worst:.0f} | {work:.0f}"
        lines.append(f"| {name} | {times} | {found} |")
    return "\n".join([*lines, "", f"Written into the index: {size / seconds:,.0f} articles/s."])


if __name__ == "__main__":
    main()
