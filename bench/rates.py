"""What is done beside the pages, how fast and with how much memory: `python -m bench.rates
[--posts N] [--write]`, on SQLite and PostgreSQL.

An export of WordPress with N posts is imported, imported again and indexed anew; each of its
articles is published once more, with a new version; a worker makes the renditions of some large
pictures. Each is a process of its own. That of the worker who sends mail is in bench.mailing."""

import argparse
import time
from contextlib import ExitStack
from pathlib import Path

from bench import processes, writing
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
    def of(stack: ExitStack, folder: Path, engine: str, url: str) -> str:
        return table(engine, Measured(stack, folder, url, options.posts))

    writing.of_each("rates", f"{options.posts:,} posts", of, write=options.write)


class Measured:
    """Rows in the order in which they are measured: name, number of things (0: none are
    counted), seconds and bytes of memory."""

    def __init__(self, stack: ExitStack, folder: Path, url: str, posts: int) -> None:
        self.stack, self.posts = stack, posts
        self.export = folder / "export.xml"
        more = {"MEDIA_ROOT": str(folder / "media")}
        self.settings = processes.environment(url, NO_MAIL) | more

    def rows(self) -> list[tuple[str, int, float, int]]:
        posts, importing = self.posts, ("import_wordpress", str(self.export), "--no-fetch")
        self._inside("rates_content", str(posts), str(self.export))
        rows = [("a command that does nothing", 0, *self._command("check"))]
        for name, command in (
            ("import_wordpress", importing),
            ("the same again, which changes nothing", importing),
            ("rebuild_search", ("rebuild_search",)),
        ):
            rows.append((name, posts, *self._command(*command)))
        rows.append(("a new version published", posts, *self._inside("rates_publishing")))
        self._inside("pictures_content", str(PICTURES), "6000", "4000")
        rows.append(("work: 24-megapixel pictures", PICTURES, *self._command("work", "--once")))
        return rows

    def _command(self, *command: str) -> tuple[float, int]:
        """The seconds of the whole, as somebody waits for it, and its memory."""
        begun = time.perf_counter()
        args = ("manage.py", *command, "--verbosity", "0")
        most = processes.peak(processes.start(self.stack, *args, **self.settings))
        return time.perf_counter() - begun, most

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
        rate = f"{number:,} | {number / seconds:,.1f}" if number else "|"
        lines.append(f"| {name} | {rate} | {most / 1e6:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
