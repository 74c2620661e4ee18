"""How fast campaigns are sent: by one worker, by two, and beside them by a plain loop.

`python -m bench.mailing [--mails N] [--write]`; --write puts the table in docs/performance.md."""

import argparse
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import databases, processes, writing

MAILS = 10_000
WORK = ("manage.py", "work", "--once")


@dataclass(frozen=True, slots=True)
class Run:
    engine: str
    way: str
    rate: float  # mails a second, from the first mail to the last
    peaks: list[int]  # bytes


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mailing", description=__doc__)
    parser.add_argument("--mails", type=int, default=MAILS)
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-bench-")))
        runs: list[Run] = []
        for engine, url in databases.temporary(stack, folder).items():
            runs += measured(engine, url, folder, options.mails)
    text = table(runs)
    print(text)
    if options.write:
        writing.put("mailing", text)


def measured(engine: str, url: str, folder: Path, mails: int) -> list[Run]:
    runs = []
    for way, state, command, count in (
        ("plain loop, nothing written down", "draft", ("-m", "bench.inside", "loop"), 1),
        ("1 worker", "scheduled", WORK, 1),
        ("2 workers", "scheduled", WORK, 2),
    ):
        print(f"{engine}: {way} …", flush=True)
        with ExitStack() as stack:
            sink = processes.sink(stack, folder, f"{engine}-{way}")
            settings = processes.environment(url, sink.port)
            content = ("-m", "bench.inside", "content", str(mails), state)
            processes.said(processes.start(stack, *content, **settings))
            senders = [processes.start(stack, *command, **settings) for _ in range(count)]
            peaks = [processes.peak(sender) for sender in senders]
            _look(sink, mails)
            runs.append(Run(engine, way, mails / sink.seconds(), peaks))
    return runs


def _look(sink: processes.Sink, mails: int) -> None:
    taken = sink.recipients()
    if not len(taken) == len(set(taken)) == mails:
        raise SystemExit(f"{len(taken)} mails to {len(set(taken))} of {mails} people.")


def table(runs: list[Run]) -> str:
    """In Markdown."""
    rows = [
        f"{os.cpu_count()} cores",
        "",
        "| database | sent by | mails/s | of the plain loop | peak memory, MB |",
        "|---|---|---|---|---|",
    ]
    for run in runs:
        plain = next(one for one in runs if one.engine == run.engine)
        peaks = ", ".join(f"{peak / 1e6:.0f}" for peak in run.peaks)
        ratio = run.rate / plain.rate
        rows.append(f"| {run.engine} | {run.way} | {run.rate:,.0f} | {ratio:.2f} | {peaks} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
