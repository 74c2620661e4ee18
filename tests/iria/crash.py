"""A worker that is killed at a named point: `python -m tests.iria.crash POINT`.

It runs on the database and the mail server that the environment names."""

import os
import signal
import sys

import django

POINTS = ("before the claim", "after the claim", "before the answer", "after the answer")


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(point: str) -> None:
    django.setup()
    from iria import letters, transports  # noqa: PLC0415  needs the apps

    if point == "before the claim":
        letters._claim = die
    elif point == "after the claim":
        letters._send = die
    elif point == "before the answer":
        transports.Server._end = die
    elif point == "after the answer":
        letters._finish = die
    letters.run_due(10)


if __name__ == "__main__":
    main(sys.argv[1])
