"""Makes renditions beside the workers or instead of them. Several may run at once."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.images import rendering
from articles.management.children import begin

Outcome = tuple[str, str] | None  # what picture, and why it could not be made; None: no more due


class Command(BaseCommand):
    help = (
        "Makes the renditions of pictures that are due. Ended at any time, it goes on where it "
        "was; exit code 1 where some could not be made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="also those that are not as they would be made now, or were given up",
        )
        parser.add_argument(
            "--workers", type=int, default=1, metavar="N", help="processes (default: 1)"
        )

    def handle(self, *, workers: int, **options: Any) -> None:
        if workers < 1:
            raise CommandError("--workers takes a number from 1.")
        if options["all"]:
            rendering.order_all()
        self.made, self.failed = 0, []
        try:
            with self.progress(rendering.due().count()) as advance:
                for outcome in _outcomes(workers):
                    self.note(outcome)
                    advance()
        except KeyboardInterrupt:
            raise CommandError(
                f"Stopped after {self.made}. Run it again to go on.", returncode=130
            ) from None
        self.stdout.write(f"Made: {self.made}. Failed: {len(self.failed)}.")
        if waiting := rendering.ordered().count():
            self.stdout.write(
                f"{waiting} more are being made by others, or wait for another attempt."
            )
        if self.failed:
            raise CommandError("\n".join(self.failed))

    def note(self, outcome: tuple[str, str]) -> None:
        name, why = outcome
        if why:
            self.failed.append(f"{name}: {why}")
        else:
            self.made += 1

    @contextmanager
    def progress(self, total: int) -> Iterator[Any]:
        """A bar on standard error where that is a terminal, else a line for each hundred."""
        console = Console(stderr=True)
        if not console.is_terminal:
            yield lambda: self.tell(total)
            return
        columns = [TextColumn("Renditions"), BarColumn(), MofNCompleteColumn()]
        with Progress(*columns, TimeRemainingColumn(), console=console) as bar:
            task = bar.add_task("", total=total)
            yield lambda: bar.advance(task)

    def tell(self, total: int) -> None:
        done = self.made + len(self.failed)
        if done % 100 == 0:
            self.stdout.write(f"{done} of {total}")


def _outcomes(workers: int) -> Iterator[tuple[str, str]]:
    """Of each picture that was due, as they are made."""
    if workers == 1:
        while (outcome := make_next()) is not None:
            yield outcome
        return
    connections.close_all()
    with ProcessPoolExecutor(workers, get_context("spawn"), begin) as pool:
        running = {pool.submit(make_next) for _ in range(workers)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for outcome in [future.result() for future in done]:
                if outcome is not None:
                    running.add(pool.submit(make_next))
                    yield outcome


def make_next() -> Outcome:
    image = rendering.claim()
    if image is None:
        return None
    try:
        why = rendering.render(image)
    except KeyboardInterrupt:
        rendering.release(image)
        raise
    return f"{image} ({image.pk})", why
