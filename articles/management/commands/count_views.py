"""Counts views behind a cache proxy, which answers most readers by itself."""

import signal
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from django.core.management.base import BaseCommand

from articles.reading import counters

LONGEST = 10_000  # characters of a line; the rest of a longer one is another, which counts nothing


class Command(BaseCommand):
    help = (
        "Counts views of articles, each a line of standard input: the path, a tab, the user "
        "agent. varnishncsa writes them; docs/deploy.md says how. Ends with its "
        "input, or by SIGTERM."
    )

    def handle(self, **options: Any) -> None:
        signal.signal(signal.SIGTERM, end)
        try:
            for line in lines():
                count(line)
        finally:
            counters.write_now()


def end(*_: object) -> None:
    raise SystemExit(0)


def lines() -> Iterator[str]:
    """As they come, each a view. What is no UTF-8 stands for itself in some way."""
    sys.stdin.reconfigure(errors="replace")
    while line := sys.stdin.readline(LONGEST):
        yield line


def count(line: str) -> None:
    """What is not of this form is left out."""
    path, tab, user_agent = line.rstrip("\n").partition("\t")
    if tab:
        counters.seen(unquote(path, errors="replace"), user_agent, frozenset())
