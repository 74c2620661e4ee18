"""A kept article against nginx's file of the same bytes: `python -m bench.cached [--write]`.

One process each, on loopback, asked in turns by wrk; both have the compressed form at hand.
Processor time a request is that of the server's own processes, which other work on the machine
changes less than requests a second. Needs wrk and nginx (Debian's packages)."""

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
        for pair in pairs(stack, folder):
            for _ in range(options.rounds):
                for server in pair:
                    server.ask(options.seconds)
            rows += [row(server, pair[0]) for server in pair]
            print("\n".join(rows[-2:]), flush=True)
    if options.write:
        writing.put("cached", "\n".join(rows))


def pairs(stack: ExitStack, folder: Path) -> list[tuple[Server, Server]]:
    """nginx and ours, for each coding."""
    port, pid = serving.site(stack, folder)
    ours = [
        Server(f"kept article, {coding}", f"http://127.0.0.1:{port}{PATH}", family(pid), coding)
        for coding in CODINGS
    ]
    for server in ours:
        (folder / server.coding).write_bytes(server.fetch())
    port, pid = serving.nginx(stack, folder)
    files = [
        Server(f"nginx, {one.coding}", f"http://127.0.0.1:{port}/{one.coding}", family(pid), "")
        for one in ours
    ]
    for one, other in zip(files, ours, strict=True):
        one.fetch()
        if one.size != other.size:
            raise SystemExit("nginx sends other bytes.")
    return list(zip(files, ours, strict=True))


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
