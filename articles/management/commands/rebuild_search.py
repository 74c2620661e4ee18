from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.writing import rebuilding


class Command(BaseCommand):
    help = (
        "Writes anew by which words readers and staff find articles, some at a time: the site may "
        "run meanwhile. Ended at any time, what was written stays."
    )

    def handle(self, **options: Any) -> None:
        try:
            with self.progress() as advance:
                count = rebuilding.rebuild(advance)
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again to begin anew.", returncode=130) from None
        if options["verbosity"]:
            self.stdout.write(f"{count} articles were written anew.")

    @contextmanager
    def progress(self) -> Iterator[rebuilding.Advance]:
        """A bar on standard error, where that is a terminal."""
        columns = [TextColumn("Articles"), BarColumn(), MofNCompleteColumn()]
        console = Console(stderr=True)
        with Progress(
            *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
        ) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
