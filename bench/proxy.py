"""Whether what comes through Varnish is what the site says: `python -m bench.proxy [--acts N]
[--people N] [--write]`.

First what one reader meets, point by point, while nobody else asks. Then processes of the site do
random acts while others read through the proxy, and each compares its pages, byte for byte, with
what Django says right after. A page that was on its way at a commit may be old for a second. On
SQLite and on PostgreSQL. Needs varnish and varnish-modules (Debian's packages)."""

import argparse
import json
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import databases, processes, serving, writing

COLUMNS = ("acts", "pages compared", "old at first", "longest, s")
LATE = 1.5  # seconds: the one that a page is kept, and the asking


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.proxy", description=__doc__)
    parser.add_argument("--acts", type=int, default=200)
    parser.add_argument("--people", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    options = parser.parse_args()
    if shutil.which("varnishd") is None:
        raise SystemExit("varnishd is not installed. On Debian: apt install varnish-modules")
    rows, failed = [f"| | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"], 0
    with processes.ended_by_signals() as stack:
        outer = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iria-proxy-")))
        for name, url in databases.temporary(stack, outer).items():
            folder = outer / name.replace(" ", "-")
            folder.mkdir()
            settings = site(stack, folder, url)
            points = said(stack, settings, "proxy_points")
            trial = said(stack, settings, "proxy_rounds", str(options.acts), str(options.people))
            for point, good in points.items():
                print(f"    {'yes' if good else 'NO '} {point}")
            rows.append(row(name, trial))
            print(rows[-1], flush=True)
            late = [path for path, seconds in trial["faults"] if seconds > LATE]
            failed += len(late) + list(points.values()).count(False)
    if options.write:
        writing.put("proxy", "\n".join(rows))
    raise SystemExit(1 if failed else 0)


def site(stack: ExitStack, folder: Path, url: str) -> dict[str, str]:
    """Starts it behind Varnish, and gives its settings."""
    port = serving.free_port()
    proxies = {
        "DATABASE_URL": url,
        "CACHE_PROXIES": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "ERROR",
    }
    behind, _pid = serving.site(stack, folder, **proxies)
    serving.varnish(stack, folder, behind, port)
    return serving.environment(folder) | proxies


def said(stack: ExitStack, settings: dict[str, str], *command: str) -> dict:
    return json.loads(
        processes.said(processes.start(stack, "-m", "bench.inside", *command, **settings))
    )


def row(name: str, trial: dict) -> str:
    """In Markdown."""
    old = [seconds for _path, seconds in trial["faults"]]
    return (
        f"| {name} | {len(trial['acts']):,} | {trial['looks']:,} | {len(old):,} "
        f"| {max(old, default=0):.2f} |"
    )


if __name__ == "__main__":
    main()
