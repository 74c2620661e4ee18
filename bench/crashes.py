"""Kills workers in the middle of campaigns and of letters, and counts what came of it: `python -m
bench.crashes [--people N] [--kills N] [--write]`.

Two workers send at once; one that was killed is replaced at once, until enough were. Meanwhile the
account is looked at over a connection of its own. At the end each person has one mail, or is
listed as uncertain; the control, without claim and intent, must show doubles."""

import argparse
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench import databases, processes, writing
from bench.points import CONTROL, POINTS

PEOPLE, KILLS, WORKERS = 2_000, 8, 2
EVERY = 0.05  # seconds
NEWEST = "(SELECT max(id) FROM newsletter_campaign)"
UNCERTAIN = "SELECT address FROM {} WHERE state = 'uncertain'"


@dataclass(frozen=True, slots=True)
class Kind:
    """What is sent. `sums` is one statement, and so one moment: total, state, mails."""

    name: str
    content: tuple[str, ...]
    worker: str
    sums: str
    in_doubt: str


CAMPAIGN = Kind(
    "campaign",
    ("content", "{people}", "scheduled"),
    "crashing",
    f"""
    SELECT c.total, d.state, count(d.id)
    FROM newsletter_campaign c LEFT JOIN newsletter_delivery d ON d.campaign_id = c.id
    WHERE c.id = {NEWEST} GROUP BY c.id, c.total, d.state
    """,  # noqa: S608
    f"{UNCERTAIN.format('newsletter_delivery')} AND campaign_id = {NEWEST}",
)
LETTER = Kind(
    "letters",
    ("letter_content", "{people}"),
    "letter_crashing",
    "SELECT {people}, state, count(*) FROM iria_letter GROUP BY state",
    UNCERTAIN.format("iria_letter"),
)


@dataclass(slots=True)
class Trial:
    """One campaign, or one heap of letters. `off` are the looks at which the account did not add
    up."""

    kind: Kind
    point: str
    kills: int = 0
    looks: int = 0
    off: int = 0
    sent: int = 0
    twice: int = 0
    missed: int = 0
    uncertain: int = 0
    total: int = 0
    workers: list[Any] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crashes", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--write", action="store_true", help="tables in docs/performance.md")
    options = parser.parse_args()
    tables = []
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-crashes-")))
        for engine, url in databases.temporary(stack, folder).items():
            trials = [
                held(url, folder / f"{engine}-{kind.worker}-{number}", kind, point, options)
                for kind in (CAMPAIGN, LETTER)
                for number, point in enumerate([*POINTS, f"{CONTROL}{POINTS[3]}"])
            ]
            tables.append(table(engine, trials))
            print(tables[-1], flush=True)
    if options.write:
        writing.put("crashes", "\n\n".join(tables))


def held(url: str, folder: Path, kind: Kind, point: str, options: argparse.Namespace) -> Trial:
    folder.mkdir()
    trial = Trial(kind, point)
    with ExitStack() as stack:
        sink = processes.sink(stack, folder, "sink")
        settings = processes.environment(url, sink.port)
        content = [word.format(people=options.people) for word in kind.content]
        processes.said(processes.start(stack, "-m", "bench.inside", *content, **settings))
        connection = _connected(url)
        stack.callback(connection.close)
        chance = random.Random(point)
        _start(stack, trial, chance, settings, options.kills)
        while trial.workers:
            _look(trial, connection, sink, options.people)
            _replace(stack, trial, chance, settings, options.kills)
            time.sleep(EVERY)
        _count(trial, connection, sink, options.people)
    return trial


def _connected(url: str) -> Any:
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)
    return psycopg.connect(url, autocommit=True)


def _start(
    stack: ExitStack, trial: Trial, chance: random.Random, settings: dict[str, str], kills: int
) -> None:
    """Workers to the full number: such as will be killed, as long as not enough were."""
    while len(trial.workers) < WORKERS:
        doomed = trial.kills + len(trial.workers) < kills
        last = trial.point.replace(POINTS[3], "") if CONTROL in trial.point else "never"
        point = trial.point if doomed else last
        passed = chance.randrange(4) if "claim's" in point else chance.randrange(5, 80)
        command = ("-m", "bench.inside", trial.kind.worker, point, str(passed))
        trial.workers.append(processes.start(stack, *command, **settings))


def _replace(
    stack: ExitStack, trial: Trial, chance: random.Random, settings: dict[str, str], kills: int
) -> None:
    ended = [worker for worker in trial.workers if worker.poll() is not None]
    for worker in ended:
        trial.workers.remove(worker)
        if worker.returncode == -signal.SIGKILL:
            trial.kills += 1
            _start(stack, trial, chance, settings, kills)
        elif worker.returncode:
            raise SystemExit(f"A worker ended by itself, with {worker.returncode}.")


def _account(trial: Trial, connection: Any, people: int) -> tuple[int, Counter[str]]:
    """People there are to be mailed, and mails by state."""
    rows = connection.execute(trial.kind.sums.format(people=people)).fetchall()
    return rows[0][0], Counter({state: count for _total, state, count in rows if state})


def _look(trial: Trial, connection: Any, sink: processes.Sink, people: int) -> None:
    """The states add up to the total. What the server took is sent, being sent or uncertain; what
    is called sent, the server took."""
    before = len(sink.recipients())
    total, states = _account(trial, connection, people)
    after = len(sink.recipients())
    known = states["sent"] + states["sending"] + states["uncertain"]
    trial.looks += 1
    trial.off += not (states.total() == total and before <= known and states["sent"] <= after)


def _count(trial: Trial, connection: Any, sink: processes.Sink, people: int) -> None:
    taken = sink.recipients()
    in_doubt = {address for (address,) in connection.execute(trial.kind.in_doubt).fetchall()}
    everybody = {f"reader{number}@iria.example" for number in range(people)}
    trial.total, states = _account(trial, connection, people)
    trial.sent, trial.uncertain = states["sent"], states["uncertain"]
    trial.twice = len(taken) - len(set(taken))
    trial.missed = len(everybody - set(taken) - in_doubt)


def table(engine: str, trials: list[Trial]) -> str:
    """In Markdown."""
    names = ("kills", "sent", "twice", "missed", "uncertain", "total", "looks", "off")
    rows = [
        f"| {engine}: killed | {' | '.join(names)} |",
        "|---" * (len(names) + 1) + "|",
    ]
    for trial in trials:
        figures = " | ".join(f"{getattr(trial, name):,}" for name in names)
        rows.append(f"| {trial.kind.name}, {trial.point} | {figures} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
