from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from articles.wordpress.load import load, steps
from articles.wordpress.report import Report
from articles.wordpress.wxr import Export, ExportError, read


class Command(BaseCommand):
    help = "Imports a WordPress export (WXR). Doing it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the XML file of WordPress's Tools → Export")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="take pictures from this copy of uploads/"
        )
        parser.add_argument(
            "--no-fetch", action="store_true", help="do not ask the old site for pictures"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the report there too"
        )

    def handle(self, **options: Any) -> None:
        try:
            self.bring(**options)
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What was imported so far stays; run it again to go on.", returncode=130
            ) from None

    def bring(self, *, file: Path, media: Path | None, **options: Any) -> None:
        if media is not None and not media.is_dir():
            raise CommandError(f"{media} is no folder.")
        try:
            export = read(file)
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from None
        except ExportError as refusal:
            raise CommandError(str(refusal)) from None
        report = self.load(export, media, fetch=not options["no_fetch"])
        text = "\n".join(report.lines())
        if options["verbosity"]:
            self.stdout.write(text)
        if options["report"]:
            options["report"].write_text(f"{text}\n", encoding="utf-8")

    def load(self, export: Export, media: Path | None, *, fetch: bool) -> Report:
        """With a bar on standard error, where that is a terminal."""
        total = steps(export, with_files=fetch or media is not None)
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Importing", total=total)
            return load(export, media=media, fetch=fetch, progress=partial(bar.advance, task))
