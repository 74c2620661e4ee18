"""A kept article against nginx's file of the same bytes: `python -m bench.cached [--write]`.

One process each, on loopback, asked in turns by wrk; all have the compressed form at hand. nginx,
and Varnish with its threads, run on one core, wrk where it likes. Processor time a request is that
of the server's own processes, which other work on the machine changes less than requests a second.
Needs wrk and nginx, and varnish-modules for the rows of Varnish (Debian's packages)."""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import processes, serving, writing

PATH = "/articles/a-treaty-is-agreed/"
CODINGS = {"br": "br", "identity": "identity"}
CONNECTIONS = 32
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
TICKS = os.sysconf("SC_CLK_TCK")
COLUMNS = ("requests/s", "of nginx", "server CPU a request, µs", "of nginx", "bytes")


@dataclass
class Server:
    name: str
    url: str
    pids: list[int]
    coding: str
    size: int = 0
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def ask(self, seconds: int) -> None:
        before = sum(map(cpu, self.pids))
        command = [str(shutil.which("wrk")), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", self.url]
        for name, value in serving.headers(self.coding).items():
            command += ["-H", f"{name}: {value}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said:
            raise SystemExit(f"{self.name} answered with errors:\n{said}")
        self.rates.append(float(RATE.search(said)[1]))
        spent = sum(map(cpu, self.pids)) - before
        self.costs.append(1e6 * spent / int(COUNT.search(said)[1]))

    def fetch(self) -> bytes:
        request = urllib.request.Request(self.url, headers=serving.headers(self.coding))  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body = answer.read()
        self.size = len(body)
        return body


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.cached", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each round and server")
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    for program in ("wrk", "nginx"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is not installed. On Debian: apt install {program}")
    rows = [f"| | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-cached-")))
        for group in groups(stack, folder):
            for _ in range(options.rounds):
                for server in group:
                    server.ask(options.seconds)
            rows += [row(server, group[0]) for server in group]
            print("\n".join(rows[-len(group) :]), flush=True)
        if shutil.which("varnishd") is None:
            rows.append(f"| behind Varnish: not installed |{' |' * len(COLUMNS)}")
            print(rows[-1])
    if options.write:
        writing.put("cached", "\n".join(rows))


def groups(stack: ExitStack, folder: Path) -> list[list[Server]]:
    """nginx first, then ours and ours behind Varnish, for each coding."""
    port, pid = serving.site(stack, folder)
    ours = [kept("kept article", port, pid, coding) for coding in CODINGS]
    for server in ours:
        (folder / server.coding).write_bytes(server.fetch())
    nginx, pid = serving.nginx(stack, folder)
    files = [
        Server(f"nginx, {one}", f"http://127.0.0.1:{nginx}/{one}", on_one_core(pid), "")
        for one in CODINGS
    ]
    found = [files, ours]
    if shutil.which("varnishd"):
        proxy, pid = serving.varnish(stack, folder, port, serving.free_port())
        on_one_core(pid)
        found.append([kept("behind Varnish", proxy, pid, coding) for coding in CODINGS])
    for group in zip(*found, strict=True):
        if len({len(server.fetch()) for server in group}) > 1:
            raise SystemExit("They send other bytes.")
    return [list(group) for group in zip(*found, strict=True)]


def kept(name: str, port: int, pid: int, coding: str) -> Server:
    return Server(f"{name}, {coding}", f"http://127.0.0.1:{port}{PATH}", family(pid), coding)


def on_one_core(pid: int) -> list[int]:
    """The family of a process, with all its threads: as many cores for all that are compared."""
    pids = family(pid)
    for one in pids:
        for thread in Path(f"/proc/{one}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {0})
    return pids


def row(server: Server, beside: Server) -> str:
    """In Markdown; medians of the rounds."""
    rate, cost = (statistics.median(x) for x in (server.rates, server.costs))
    rates, costs = (statistics.median(x) for x in (beside.rates, beside.costs))
    return (
        f"| {server.name} | {rate:,.0f} | {rate / rates:.2f} | {cost:.0f} | {cost / costs:.1f} "
        f"| {server.size:,} |"
    )


def family(pid: int) -> list[int]:
    """A process and its children; those of a server are there a moment after it answers."""
    time.sleep(0.5)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(child for one in children for child in family(int(one)))]


def cpu(pid: int) -> float:
    """Seconds of processor time, of all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
