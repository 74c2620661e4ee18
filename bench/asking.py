"""Servers that wrk asks, and what that costs them."""

import os
import re
import shutil
import subprocess
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from bench import serving
from tests.browser import install

RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
LATENCY = r"^\s+{}%\s+([\d.]+)(us|ms|s)$"
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    name: str
    url: str
    pids: list[int]
    coding: str
    connections: int = 32
    cookie: str = ""
    size: int = 0
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)  # microseconds
    times: list[tuple[float, float]] = field(default_factory=list)  # p50 and p99, milliseconds

    @property
    def headers(self) -> dict[str, str]:
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        return serving.headers(self.coding) | cookie

    def ask(self, seconds: int) -> None:
        before = sum(map(cpu, self.pids))
        command = [str(shutil.which("wrk")), "-t1", f"-c{self.connections}", f"-d{seconds}s"]
        command += ["--latency", self.url]
        for name, value in self.headers.items():
            command += ["-H", f"{name}: {value}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            raise SystemExit(f"{self.name} answered with errors:\n{said}")
        self.rates.append(float(RATE.search(said)[1]))
        self.times.append((latency(said, 50), latency(said, 99)))
        spent = sum(map(cpu, self.pids)) - before
        self.costs.append(1e6 * spent / int(COUNT.search(said)[1]))

    def fetch(self) -> bytes:
        request = urllib.request.Request(self.url, headers=self.headers)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body = answer.read()
        self.size = len(body)
        return body


def needed(*programs: str) -> None:
    """Installs what is missing where this is Debian and we are root; else ends with what to do."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing and not install(*missing):
        raise SystemExit(f"Not installed: {', '.join(missing)}. On Debian: apt install them.")


def latency(said: str, percent: int) -> float:
    """Milliseconds within which so many of a hundred answers came, as wrk says it."""
    number, unit = re.search(LATENCY.format(percent), said, re.MULTILINE).groups()
    return float(number) * MILLISECONDS[unit]


def on_one_core(pid: int) -> list[int]:
    """The family of a process, with all its threads: as many cores for all that are compared."""
    pids = family(pid)
    for one in pids:
        for thread in Path(f"/proc/{one}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {0})
    return pids


def family(pid: int) -> list[int]:
    """A process and its children; those of a server are there a moment after it answers."""
    time.sleep(0.5)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(child for one in children for child in family(int(one)))]


def cpu(pid: int) -> float:
    """Seconds of processor time, of all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak(pid: int) -> int:
    """The most memory that a process held so far, in bytes (RSS)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024
