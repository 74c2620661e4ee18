"""What a process that a command starts does first. Imports no models: Django is not set up yet."""

import signal

import django


def begin() -> None:
    """Ctrl-C reaches all processes; the command ends its children when they are done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
