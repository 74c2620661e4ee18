"""What lists and pages cost with very many articles, beside the same with few:
`python -m bench.scale [--articles N] [--beside N] [--write]`.

Measured as bench.desk does; --write puts the tables in docs/performance.md."""

import argparse
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import databases, desk, processes, writing

ARTICLES, BESIDE = 1_000_000, 1_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--beside", type=int, default=BESIDE)
    parser.add_argument("--write", action="store_true", help="the tables in docs/performance.md")
    options = parser.parse_args()
    sizes = (options.beside, options.articles)
    found: dict[str, dict[int, list]] = {}
    with processes.ended_by_signals() as stack:
        for size in sizes:
            with ExitStack() as one, tempfile.TemporaryDirectory(prefix="iria-bench-") as folder:
                stack.enter_context(one)
                for engine, url in databases.temporary(one, Path(folder)).items():
                    print(f"{engine}: {size:,} articles …", flush=True)
                    rows = desk.measured(one, url, size, "scale_content", "scale_measuring")
                    found.setdefault(engine, {})[size] = rows
    text = "\n\n".join(desk.table(engine, sizes, rows) for engine, rows in found.items())
    print(text)
    if options.write:
        writing.put("scale", f"{os.cpu_count()} cores\n\n{text}")


if __name__ == "__main__":
    main()
