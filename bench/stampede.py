"""Many requests at once for a page that was just forgotten: `python -m bench.stampede
[--requests N] [--write]`, on SQLite and PostgreSQL.

The server has two processes. All connections stand before the page is forgotten; then all ask.
Each process is to render once, and all are to get the same bytes."""

import argparse
import asyncio
import resource
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import databases, processes, serving, writing
from bench.cached import PATH

REQUESTS, WORKERS = 2_000, 2
SERVER = (
    *("granian", "--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", "4"),
    *("--backlog", "4096", "--log-level", "warning", "--no-ws", "bench.stampede_site:application"),
)
COLUMNS = ("requests", "renderings", "answers of status 200", "different bodies", "seconds")


@dataclass(frozen=True, slots=True)
class Trial:
    renderings: int
    answers: list[bytes]
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.stampede", description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    rows = [f"| {WORKERS} processes | {' | '.join(COLUMNS)} |"]
    rows.append("|---" * (len(COLUMNS) + 1) + "|")
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-stampede-")))
        for engine, url in databases.temporary(stack, folder).items():
            with ExitStack() as one:
                rows.append(row(engine, trial(one, folder, url, options.requests)))
            print(rows[-1], flush=True)
    if options.write:
        writing.put("stampede", "\n".join(rows))


def trial(stack: ExitStack, folder: Path, url: str, count: int) -> Trial:
    rendered = folder / f"rendered-{url.split(':', 1)[0]}"
    settings = serving.environment(folder, url) | {"RENDERED": str(rendered)}
    content = ("-m", "bench.inside", "content", "0", "draft")
    processes.said(processes.start(stack, *content, **settings))
    port, _pid = serving.served(stack, settings, SERVER)

    def forget() -> int:
        processes.said(
            processes.start(stack, "-m", "bench.inside", "stampede_forgetting", **settings)
        )
        return rendered.stat().st_size

    # Both processes have the page before.
    asyncio.run(asked(port, 50, lambda: 0))
    before, answers, seconds = asyncio.run(asked(port, count, forget))
    return Trial(rendered.stat().st_size - before, answers, seconds)


async def asked(port: int, count: int, first: object) -> tuple[int, list[bytes], float]:
    """What `first` gives, once all are connected, then the answers and how long they took."""
    streams = [await asyncio.open_connection("127.0.0.1", port) for _ in range(count)]
    given = await asyncio.to_thread(first)
    begun = time.perf_counter()
    answers = await asyncio.gather(*(answer(*stream) for stream in streams))
    return given, answers, time.perf_counter() - begun


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    headers = "".join(f"{name}: {value}\r\n" for name, value in serving.headers("br").items())
    writer.write(f"GET {PATH} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode())
    found = await reader.read(-1)
    writer.close()
    return found


def row(engine: str, trial: Trial) -> str:
    """In Markdown."""
    good = [one for one in trial.answers if one.startswith(b"HTTP/1.1 200 ")]
    bodies = {one.partition(b"\r\n\r\n")[2] for one in good}
    counts = f"{trial.renderings} | {len(good):,} | {len(bodies)} | {trial.seconds:.1f}"
    return f"| {engine} | {len(trial.answers):,} | {counts} |"


if __name__ == "__main__":
    main()
