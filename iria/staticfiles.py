"""Static files under names that hold a hash of what is in them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names with a hash, also in what ES modules import from each other."""

    support_js_module_import_aggregation = True


def collect_changed(note: Path) -> bool:
    """Collects the static files unless `note` says that it was done from these very files:
    compressing them takes longer than all else of a start. Tells whether it collected."""
    found = fingerprint()
    done = Path(settings.STATIC_ROOT, "staticfiles.json").exists()
    if done and note.exists() and note.read_text() == found:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    note.write_text(found)
    return True


def fingerprint() -> str:
    """Of the names, sizes and times of all files that would be collected."""
    rows = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            rows.append(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
