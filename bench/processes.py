"""Processes of a measurement: each is ended with it, also by Ctrl-C or SIGTERM."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Sink:
    port: int
    log: Path

    def lines(self) -> list[str]:
        """Whole lines only: one may be under way."""
        return self.log.read_text().rpartition("\n")[0].split("\n")

    def recipients(self) -> list[str]:
        return [line.split(" ")[1] for line in self.lines() if line]

    def seconds(self) -> float:
        """From the first mail to the last."""
        times = [float(line.split(" ")[0]) for line in self.lines()]
        return times[-1] - times[0]


@contextmanager
def ended_by_signals() -> Iterator[ExitStack]:
    """What is put on the stack is undone however this ends."""

    def end(*_: object) -> None:
        raise SystemExit(130)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with ExitStack() as stack:
        # A second Ctrl-C would leave half of it.
        stack.callback(signal.signal, signal.SIGINT, signal.SIG_DFL)
        yield stack
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def start(stack: ExitStack, *command: str, **environment: str) -> subprocess.Popen:
    """A Python process, killed at the latest when the stack is left."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Ctrl-C reaches this process alone, which ends the others.
        start_new_session=True,
    )
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen) -> None:
    if process.returncode is None and process.poll() is None:
        process.kill()
        process.wait()
    process.stdin.close()
    process.stdout.close()


def said(process: subprocess.Popen) -> str:
    """What it printed until its end. Raises where it failed."""
    out, _none = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return out


def peak(process: subprocess.Popen) -> int:
    """Waits for its end: the most memory that it held, in bytes (RSS). Raises where it failed."""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def sink(stack: ExitStack, folder: Path, name: str) -> Sink:
    log = folder / f"{name}.log"
    process = start(stack, "-m", "bench.sink", str(log))
    return Sink(int(process.stdout.readline()), log)


def environment(url: str, port: int) -> dict[str, str]:
    """Settings of a site of its own, whatever stands around it. One with an https address writes
    no keys or files into the repository."""
    return {
        "DJANGO_SETTINGS_MODULE": "iria.settings",
        "SITE_URL": "https://iria.example",
        "ALLOWED_HOSTS": "iria.example",
        "SECRET_KEY": "measured",
        "ADDRESS_KEY": "measured",
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "DEFAULT_FROM_EMAIL": "IRIA <news@iria.example>",
        "LOG_LEVEL": "WARNING",
    }
