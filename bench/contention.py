"""Four people work on one article at once, again and again: `python -m bench.contention
[--rounds N] [--acts N] [--write]`.

Each has a process and a browser's part: opens the form or the page of an act, presses its button,
looks again where another was first. After each act all that belongs to the article is looked at in
one snapshot, and the pages that readers get. The controls, without the lock of the row and without
the look at what was seen, must show faults."""

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bench import databases, processes, writing
from bench.points import LOCK, SEEN

ROUNDS, ACTS = 40, 30
CONTROLS = ("", LOCK, SEEN)
NO_MAIL = 1  # a port: nothing is sent by the web processes
COLUMNS = ("rounds", "done", "refused", "pressed again", "errors", "faults", "rounds with either")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.contention", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--acts", type=int, default=ACTS, help="of all people, in a round")
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    rows = [f"| | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-contention-")))
        for engine, url in databases.temporary(stack, folder).items():
            for control in CONTROLS:
                command = ("contention_rounds", str(options.rounds), str(options.acts), control)
                settings = processes.environment(url, NO_MAIL)
                process = processes.start(stack, "-m", "bench.inside", *command, **settings)
                rounds = json.loads(processes.said(process))
                rows.append(row(", ".join(filter(None, (engine, control))), rounds))
                print(rows[-1], flush=True)
                for fault, count in found(rounds).most_common(10):
                    print(f"    {count} × {fault}", flush=True)
    if options.write:
        writing.put("contention", "\n".join(rows))


def found(rounds: list[dict[str, Any]]) -> Counter[str]:
    return Counter(line for one in rounds for line in (*one["faults"], *one["failed"]))


def row(name: str, rounds: list[dict[str, Any]]) -> str:
    """In Markdown."""
    figures = (
        len(rounds),
        sum(one["ended"].get("done", 0) for one in rounds),
        sum(one["ended"].get("refused", 0) for one in rounds),
        sum(one["again"] for one in rounds),
        sum(len(one["failed"]) for one in rounds),
        sum(len(one["faults"]) for one in rounds),
        sum(bool(one["faults"] or one["failed"]) for one in rounds),
    )
    return f"| {name} | {' | '.join(f'{figure:,}' for figure in figures)} |"


if __name__ == "__main__":
    main()
