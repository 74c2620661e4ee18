"""Before the tests: a Chromium for the journeys. Installs Debian's where this is Debian and we
are root; elsewhere says what will be left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = (
    "apt-get",
    "install",
    "--yes",
    "--no-install-recommends",
    "chromium",
    "fonts-dejavu-core",
)


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    if find_chromium():
        return
    if not (Path("/etc/debian_version").exists() and os.geteuid() == 0):
        print("No Chromium on this machine: the journeys in tests/journeys are left out.")
        return
    for command in (("apt-get", "update", "-qq"), INSTALL):
        print("+", *command, flush=True)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
