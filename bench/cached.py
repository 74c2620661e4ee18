"""A kept article against nginx's file of the same bytes: `python -m bench.cached [--write]`.

One process each, on loopback, asked in turns by wrk; all have the compressed form at hand. They
run as they are started, with their threads on all cores, and then held on one core each, wrk where
it likes. Processor time a request is that of the server's own processes, which other work on the
machine changes less than requests a second.
Needs wrk and nginx, and varnish-modules for the rows of Varnish (Debian's packages)."""

import argparse
import shutil
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import processes, serving, writing
from bench.asking import Server, family, needed, on_one_core

PATH = "/articles/a-treaty-is-agreed/"
CODINGS = ("br", "identity")
COLUMNS = ("requests/s", "of nginx", "server CPU a request, µs", "of nginx", "bytes")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.cached", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each round and server")
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    needed("wrk", "nginx")
    rows = [f"| | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    with processes.ended_by_signals() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-cached-")))
        started = groups(stack, folder)
        for prepare in (list, held):
            for group in map(prepare, started):
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
        Server(f"nginx, {one}", f"http://127.0.0.1:{nginx}/{one}", family(pid), "")
        for one in CODINGS
    ]
    found = [files, ours]
    if shutil.which("varnishd"):
        proxy, pid = serving.varnish(stack, folder, port, serving.free_port())
        found.append([kept("behind Varnish", proxy, pid, coding) for coding in CODINGS])
    for group in zip(*found, strict=True):
        if len({len(server.fetch()) for server in group}) > 1:
            raise SystemExit("They send other bytes.")
    return [list(group) for group in zip(*found, strict=True)]


def held(group: list[Server]) -> list[Server]:
    """The same, on one core each from now on."""
    return [
        Server(f"{one.name}, on one core", one.url, pids, one.coding, size=one.size)
        for one in group
        for pids in [on_one_core(one.pids[0])]
    ]


def kept(name: str, port: int, pid: int, coding: str) -> Server:
    return Server(f"{name}, {coding}", f"http://127.0.0.1:{port}{PATH}", family(pid), coding)


def row(server: Server, beside: Server) -> str:
    """In Markdown; medians of the rounds."""
    rate, cost = (statistics.median(x) for x in (server.rates, server.costs))
    rates, costs = (statistics.median(x) for x in (beside.rates, beside.costs))
    return (
        f"| {server.name} | {rate:,.0f} | {rate / rates:.2f} | {cost:.0f} | {cost / costs:.1f} "
        f"| {server.size:,} |"
    )


if __name__ == "__main__":
    main()
