"""What is done beside the pages, how fast and with how much memory: `python -m bench.rates
[--posts N] [--write]`, on SQLite and PostgreSQL.

An export of WordPress with N posts is imported, imported again and indexed anew; each of its
articles is published once more, with a new version; a worker makes the renditions of some large
pictures. Each is a process of its own. That of the worker who sends mail is in bench.mailing."""

import argparse
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench import databases, processes, writing
from bench.serving import NO_MAIL

POSTS, PICTURES = 2_000, 4
COLUMNS = ("", "number", "a second", "most memory (RSS), MB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rates", description=__doc__)
    arguments(parser)
    parser.add_argument("--write", action="store_true", help="the table in docs/performance.md")
    run(parser.parse_args())


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=POSTS)


def run(options: argparse.Namespace) -> None:
    tables = []
    with (
        processes.ended_by_signals() as stack,
        tempfile.TemporaryDirectory(prefix="iria-bench-") as folder,
        ExitStack() as one,
    ):
        stack.enter_context(one)
        for engine, url in databases.temporary(one, Path(folder)).items():
            print(f"{engine}: {options.posts:,} posts …", flush=True)
            tables.append(table(engine, Measured(one, Path(folder), url, options.posts)))
            print(tables[-1], flush=True)
    if options.write:
        writing.put("rates", f"{os.cpu_count()} cores\n\n" + "\n\n".join(tables))


class Measured:
    """Rows in the order in which they are measured: name, number of things, seconds or None, and
    bytes of memory."""

    def __init__(self, stack: ExitStack, folder: Path, url: str, posts: int) -> None:
        self.stack, self.posts = stack, posts
        self.export, self.seconds = folder / "export.xml", 0.0
        more = {"MEDIA_ROOT": str(folder / "media")}
        self.settings = processes.environment(url, NO_MAIL) | more

    def rows(self) -> list[tuple[str, int, float | None, int]]:
        posts, importing = self.posts, ("import_wordpress", str(self.export), "--no-fetch")
        self._inside("rates_content", str(posts), str(self.export))
        rows = [("a command that does nothing", 0, None, self._command("check"))]
        for name, number, command in (
            ("import_wordpress", posts, importing),
            ("the same again, which changes nothing", posts, importing),
            ("rebuild_search", posts, ("rebuild_search",)),
        ):
            most = self._command(*command)
            rows.append((name, number, self.seconds, most))
        seconds, most = self._inside("rates_publishing")
        rows.append(("a new version published", posts, seconds, most))
        self._inside("pictures_content", str(PICTURES), "6000", "4000")
        most = self._command("work", "--once")
        rows.append(("work: pictures of 24 megapixels", PICTURES, self.seconds, most))
        return rows

    def _command(self, *command: str) -> int:
        """Whole, as somebody waits for it."""
        begun = time.perf_counter()
        args = ("manage.py", *command, "--verbosity", "0")
        most = processes.peak(processes.start(self.stack, *args, **self.settings))
        self.seconds = time.perf_counter() - begun
        return most

    def _inside(self, *command: str) -> tuple[float, int]:
        """The seconds that it says, and its memory."""
        args = ("-m", "bench.inside", *command)
        process = processes.start(self.stack, *args, **self.settings)
        said = process.stdout.readline()
        return float(said or 0), processes.peak(process)


def table(engine: str, measured: Measured) -> str:
    """In Markdown."""
    lines = [f"| {engine}{' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    for name, number, seconds, most in measured.rows():
        rate = f"{number:,} | {number / seconds:,.1f}" if seconds else "|"
        lines.append(f"| {name} | {rate} | {most / 1e6:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
