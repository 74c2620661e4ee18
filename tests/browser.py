"""Before the tests: a Chromium for the journeys. Installs Debian's where this is Debian and we
are root; elsewhere says what will be left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first has no window to draw, which saves a fifth of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    if find_chromium():
        return
    if not install(SHELL, "fonts-dejavu-core"):
        print("No Chromium on this machine: the journeys in tests/journeys are left out.")


def install(*packages: str) -> bool:
    """Packages of Debian, saying so first, where this is Debian and we are root; else False."""
    if not (Path("/etc/debian_version").exists() and os.geteuid() == 0):
        return False
    # At this run level Debian starts no service after it installed one.
    quiet = os.environ | {"RUNLEVEL": "1"}
    for command in (("apt-get", "update", "-qq"), (*INSTALL, *packages)):
        print("+", *command, flush=True)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=quiet)
    return True


if __name__ == "__main__":
    sys.exit(main())
