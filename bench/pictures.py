"""How many pictures a second get all their renditions: `python -m bench.pictures [N]`.

N pictures (1,000) of 2,400 by 1,600 pixels with noise, on SQLite in a temporary folder, made by
`manage.py make_renditions` with one process and then with two."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PER_PICTURE = 40


def main(count: str = "1000") -> None:
    print("| processes | pictures | files/s | seconds a picture | peak memory, MB |")
    print("|---|---|---|---|---|")
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'db.sqlite3'}",
                "MEDIA_ROOT": folder,
                "DJANGO_SETTINGS_MODULE": "iria.settings",
            }
            _run(environment, "manage.py", "migrate", "--verbosity", "0")
            _run(environment, "-m", "bench.inside", "pictures_content", count)
            start = time.monotonic()
            peak = _run(environment, "manage.py", "make_renditions", "--workers", str(workers))
            seconds = time.monotonic() - start
        rate = int(count) * PER_PICTURE / seconds
        each = seconds / int(count)
        print(f"| {workers} | {count} | {rate:.1f} | {each:.2f} | {peak} |", flush=True)


def _run(environment: dict[str, str], *arguments: str) -> int:
    """The most that it or one of its children held, in MB."""
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
