"""What the desk's lists and forms cost with many articles, beside the same with few:
`python -m bench.desk [--articles N] [--beside N] [--write]`.

Each answer is asked for through Django's test client, signed in, whole, in a process of its own;
--write puts the tables in docs/performance.md."""

import argparse
import json
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import databases, processes, writing

ARTICLES, BESIDE = 200_000, 1_000
MOST_QUERIES, MOST_TIMES = 12, 2


def main() -> None:
    compare("desk", "articles", ARTICLES, BESIDE, __doc__)


def compare(name: str, things: str, many: int, few: int, said: str) -> None:
    """Measures with many and with few of these things: bench/NAME_content.py makes them,
    bench/NAME_measuring.py asks. The tables are printed, and written between the marks of NAME."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=said)
    parser.add_argument(f"--{things}", dest="many", type=int, default=many)
    parser.add_argument("--beside", type=int, default=few)
    parser.add_argument("--write", action="store_true", help="the tables in docs/performance.md")
    options = parser.parse_args()
    sizes = (options.beside, options.many)
    modules = (f"{name}_content", f"{name}_measuring")
    found: dict[str, dict[int, list]] = {}
    with processes.ended_by_signals() as stack:
        for size in sizes:
            with ExitStack() as one:
                stack.enter_context(one)
                # The first to come and the last to go: a server of our own stands in it.
                folder = one.enter_context(tempfile.TemporaryDirectory(prefix="iria-bench-"))
                for engine, url in databases.temporary(one, Path(folder)).items():
                    print(f"{engine}: {size:,} {things} …", flush=True)
                    found.setdefault(engine, {})[size] = measured(one, url, size, *modules)
    text = "\n\n".join(table(engine, sizes, rows) for engine, rows in found.items())
    print(text)
    if options.write:
        writing.put(name, f"{os.cpu_count()} cores\n\n{text}")


def measured(stack: ExitStack, url: str, size: int, content: str, measuring: str) -> list:
    settings = processes.environment(url, 1)
    made = processes.start(stack, "-m", "bench.inside", content, str(size), **settings)
    processes.said(made)
    command = ("-W", "ignore", "-m", "bench.inside", measuring)
    return json.loads(processes.said(processes.start(stack, *command, **settings)))


def table(engine: str, sizes: tuple[int, int], found: dict[int, list]) -> str:
    """In Markdown: milliseconds, medians, with the worst of the many in brackets; then what the
    process of the site itself worked, which other work on the machine does not change."""
    few, many = sizes
    sizes_and_work = f"{few:,} | {many:,} (worst) | work: {few:,} | {many:,} | ratio"
    rows = [f"| {engine}, ms | {sizes_and_work} | queries |", "|---|---|---|---|---|---|---|"]
    for before, after in zip(found[few], found[many], strict=True):
        name, queries, time, worst, work = after
        ratio = work / before[4]
        much = "**" if ratio > MOST_TIMES or queries > MOST_QUERIES else ""
        shown = (
            f"{before[2]:.0f} | {time:.0f} ({worst:.0f}) | {before[4]:.0f} | {work:.0f} | "
            f"{much}{ratio:.1f}{much} | {queries}"
        )
        rows.append(f"| {name} | {shown} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
