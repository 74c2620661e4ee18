"""What pages cost over HTTP, kept and not kept, with few articles and with many:
`python -m bench.readers [--articles N] [--beside N] [--write]`, on SQLite and PostgreSQL.

One process of the server with four threads, on one core as nginx, asked by wrk on loopback: a
kept page and nginx's file of the same bytes over 32 connections, all others over one, so that no
request waits for the rendering of another. Needs wrk and nginx, which are installed where this is
Debian and we are root."""

import argparse
import json
import os
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import databases, processes, serving, writing
from bench.asking import Server, needed, on_one_core, peak

ARTICLES, BESIDE, INDEXED = 1_000_000, 1_000, 1_000
SECONDS, ROUNDS = 2, 3
MOST_TIMES = 1.3
UNKEPT = "0"  # megabytes of kept pages


@dataclass(frozen=True, slots=True)
class Row:
    """`p50` and `p99` in milliseconds, `cost` in microseconds of the server's processor time."""

    rate: float
    p50: float
    p99: float
    cost: float
    queries: int
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    arguments(parser)
    parser.add_argument("--write", action="store_true", help="the tables in docs/performance.md")
    run(parser.parse_args())


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--beside", type=int, default=BESIDE)


def run(options: argparse.Namespace) -> None:
    needed("wrk", "nginx")
    sizes = (options.beside, options.articles)
    found: dict[str, dict[int, dict[str, Row]]] = {}
    memory = ["| most memory of a process (RSS), MB | pages kept | none kept |", "|---|---|---|"]
    with processes.ended_by_signals() as stack:
        for size in sizes:
            with ExitStack() as one:
                stack.enter_context(one)
                # The first to come and the last to go: a server of our own stands in it.
                folder = Path(one.enter_context(tempfile.TemporaryDirectory(prefix="iria-bench-")))
                for engine, settings in made(one, folder, size).items():
                    with ExitStack() as servers:
                        rows, most = measured(servers, folder, settings)
                    found.setdefault(engine, {})[size] = rows
                    shown = " | ".join(f"{n / 1e6:.0f}" for n in most)
                    memory.append(f"| {engine}, {size:,} articles | {shown} |")
    text = "\n\n".join(table(engine, sizes, rows) for engine, rows in found.items())
    text += "\n\n" + "\n".join(memory)
    print(text)
    if options.write:
        writing.put("readers", f"{os.cpu_count()} cores\n\n{text}")


def made(stack: ExitStack, folder: Path, size: int) -> dict[str, dict[str, str]]:
    """Settings of a site with so many articles by the engine of its database; both are made at
    once."""
    urls = databases.temporary(stack, folder)
    settings = {engine: serving.environment(folder, url) for engine, url in urls.items()}
    indexed = INDEXED if size <= INDEXED else 0
    command = ("-m", "bench.inside", "readers_content", str(size), str(indexed))
    print(f"{size:,} articles on {' and '.join(urls)} …", flush=True)
    for process in [processes.start(stack, *command, **one) for one in settings.values()]:
        processes.said(process)
    return settings


def measured(
    stack: ExitStack, folder: Path, settings: dict[str, str]
) -> tuple[dict[str, Row], list[int]]:
    """Rows by what was asked for, and the most memory that the process with kept pages and the one
    without them held."""
    port, pid = serving.served(stack, settings)
    bare, bare_pid = serving.served(stack, settings | {"PAGES_MEMORY": UNKEPT})
    asked = ("-W", "ignore", "-m", "bench.inside", "readers_screens")
    screens = json.loads(processes.said(processes.start(stack, *asked, **settings)))
    article = screens[0][1]
    kept = Server("kept article", f"http://127.0.0.1:{port}{article}", on_one_core(pid), "br")
    (folder / "br").write_bytes(kept.fetch())
    nginx, nginx_pid = serving.nginx(stack, folder)
    file = Server("nginx", f"http://127.0.0.1:{nginx}/br", on_one_core(nginx_pid), "")
    rows = asked_in_turns({"nginx: a file": (file, 0), "article, kept": (kept, 0)})
    pids = on_one_core(bare_pid)
    for name, path, cookie, queries in screens:
        address = f"http://127.0.0.1:{bare}{path}"
        page = Server(name, address, pids, "br", connections=1, cookie=cookie)
        rows |= asked_in_turns({name: (page, queries)})
    return rows, [max(map(peak, some)) for some in (kept.pids, pids)]


def asked_in_turns(servers: dict[str, tuple[Server, int]]) -> dict[str, Row]:
    for server, _queries in servers.values():
        server.fetch()
    for _ in range(ROUNDS):
        for server, _queries in servers.values():
            server.ask(SECONDS)
    return {name: row(server, queries) for name, (server, queries) in servers.items()}


def row(server: Server, queries: int) -> Row:
    p50, p99 = (statistics.median(times) for times in zip(*server.times, strict=True))
    rate, cost = statistics.median(server.rates), statistics.median(server.costs)
    return Row(rate, p50, p99, cost, queries, server.size)


def table(engine: str, sizes: tuple[int, int], found: dict[int, dict[str, Row]]) -> str:
    """In Markdown. The ratio is that of p50, many to few; above the goal it is bold."""
    few, many = sizes
    columns = "requests/s | of nginx | p50 | p99 | CPU, ms"
    head = f"| {engine}, ms | {few:,}: {columns} | {many:,}: {columns} | ratio | queries | bytes |"
    lines = [head, f"|{'---|' * (head.count('|') - 1)}"]
    for name, before in found[few].items():
        after = found[many].get(name)
        shown = [_shown(before, found[few])]
        shown.append(_shown(after, found[many]) if after else " | ".join([""] * 5))
        ratio = after.p50 / before.p50 if after else 0
        much = "**" if ratio > MOST_TIMES else ""
        shown.append(f"{much}{ratio:.2f}{much}" if after else "")
        shown += [str((after or before).queries), f"{(after or before).size:,}"]
        lines.append(f"| {name} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _shown(one: Row, beside: dict[str, Row]) -> str:
    nginx = beside["nginx: a file"].rate
    times = f"{one.p50:.2f} | {one.p99:.2f} | {one.cost / 1000:.3f}"
    return f"{one.rate:,.0f} | {one.rate / nginx:.2f} | {times}"


if __name__ == "__main__":
    main()
