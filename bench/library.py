"""What the picture library costs with many pictures, beside the same with few:
`python -m bench.library [--pictures N] [--beside N] [--write]`.

Measured as bench.desk does; --write puts the tables in docs/performance.md."""

import argparse
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import databases, desk, processes, writing

PICTURES, BESIDE = 1_000, 100


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.library", description=__doc__)
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--beside", type=int, default=BESIDE)
    parser.add_argument("--write", action="store_true", help="the tables in docs/performance.md")
    options = parser.parse_args()
    sizes = (options.beside, options.pictures)
    found: dict[str, dict[int, list]] = {}
    with processes.ended_by_signals() as stack:
        for size in sizes:
            with ExitStack() as one, tempfile.TemporaryDirectory(prefix="iria-bench-") as folder:
                stack.enter_context(one)
                for engine, url in databases.temporary(one, Path(folder)).items():
                    print(f"{engine}: {size:,} pictures …", flush=True)
                    rows = desk.measured(one, url, size, "library_content", "library_measuring")
                    found.setdefault(engine, {})[size] = rows
    text = "\n\n".join(desk.table(engine, sizes, rows) for engine, rows in found.items())
    print(text)
    if options.write:
        writing.put("library", f"{os.cpu_count()} cores\n\n{text}")


if __name__ == "__main__":
    main()
