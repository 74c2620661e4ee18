"""A worker that is killed in the middle of a campaign: `python -m tests.newsletter.crash POINT`.

It runs on the database and the mail server that the environment names."""

import os
import signal
import sys
from collections.abc import Callable

import django

POINTS = (
    "before the claim",
    "after the claim",
    "after the intent",
    "before the answer",
    "after the answer",
)
BEFORE = 3  # mails that are sent before it dies


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(count: int, real: Callable) -> Callable:
    calls = []

    def counted(*args: object, **kwargs: object) -> object:
        calls.append(1)
        return die() if len(calls) > count else real(*args, **kwargs)

    return counted


def main(point: str) -> None:
    django.setup()
    from iria import transports  # noqa: PLC0415  needs the apps
    from newsletter import delivery  # noqa: PLC0415

    if point == "before the claim":
        delivery.claim = die
    elif point == "after the claim":
        delivery._send = die
    elif point == "after the intent":
        delivery._hand_over = after(BEFORE, delivery._hand_over)
    elif point == "before the answer":
        transports.Server._end = after(BEFORE, transports.Server._end)
    elif point == "after the answer":
        delivery._is_enough = after(BEFORE, delivery._is_enough)
    while delivery.run_due(20):
        pass


if __name__ == "__main__":
    main(sys.argv[1])
