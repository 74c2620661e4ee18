"""What a PDF is that somebody uploads, with limits that are decided before it is read."""

import hashlib
import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from articles.text.characters import one_line

logger = logging.getLogger(__name__)
MOST_BYTES = 50 * 1024 * 1024
PATIENCE = 30  # seconds
INSPECTOR = Path(__file__).with_name("inspector.py")
# Where readers' programs look for the marks of the begin and the end.
EDGE = 1024


@dataclass(frozen=True, slots=True)
class Checked:
    sha256: str
    byte_size: int
    pages: int
    title: str  # as the file says it, or empty
    language: str  # "en-GB", or empty


def check(file: File) -> Checked:
    """Raises ValidationError with a sentence for whoever uploads it."""
    size = file.size
    if size == 0:
        raise ValidationError(_("This file is empty. Choose another one."))
    if size > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than 50 MB. Export it with smaller pictures and try again.")
        )
    with tempfile.TemporaryFile() as copy:
        digest = _copied(file, copy)
        _marks(copy, size)
        found = _inspected(copy, file.name or "")
    if trouble := found["trouble"]:
        raise ValidationError(sentence(trouble))
    title, language = one_line(found["title"])[:250], found["language"]
    return Checked(digest, size, found["pages"], title, language)


def _copied(file: File, copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
        copy.write(chunk)
    copy.flush()
    file.seek(0)
    return digest.hexdigest()


def _marks(copy: IO[bytes], size: int) -> None:
    """ISO 32000-2, 7.5.2 and 7.5.5."""
    copy.seek(0)
    if b"%PDF-" not in copy.read(EDGE):
        raise ValidationError(
            _("This is not a PDF, whatever its name says. Export the document as a PDF.")
        )
    copy.seek(max(0, size - EDGE))
    if b"%%EOF" not in copy.read():
        raise ValidationError(
            _("This PDF is damaged: its end is missing. Copy or export it again.")
        )
    copy.seek(0)


def _inspected(copy: IO[bytes], name: str) -> dict[str, Any]:
    # S603: the program is ours, and the file comes in by its standard input.
    command = [sys.executable, "-I", str(INSPECTOR)]
    try:
        done = subprocess.run(  # noqa: S603
            command, stdin=copy, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return {"trouble": "large"}
    if done.returncode:
        error = done.stderr.decode(errors="replace")[-2000:]
        logger.error("%s could not be inspected (%d): %s", name, done.returncode, error)
        return {"trouble": "large"}
    found = json.loads(done.stdout)
    if fault := found.get("fault"):
        logger.info("%s: %s", name, fault)
    return found


def sentence(trouble: str) -> str:
    """For a word of the inspector."""
    return {
        "encrypted": _(
            "This PDF is protected by a password or against copying. Save it without protection: "
            "else not everybody can read it, and screen readers cannot."
        ),
        "damaged": _(
            "This PDF is damaged and cannot be read. Open it and save it again, or export it anew."
        ),
        "large": _(
            "This PDF takes too long to be checked, or too much memory. Open it and print it into "
            "a new PDF."
        ),
        "script": _(
            "This PDF has a script in it, which would run on readers' machines. Print it into a "
            "new PDF, without scripts."
        ),
        "launch": _(
            "This PDF starts other programs or reads other files when it is opened. Print it into "
            "a new PDF."
        ),
        "files": _(
            "There are other files within this PDF, which nobody would see here. Take them out, "
            "or print it into a new PDF."
        ),
        "media": _(
            "This PDF has sound, film or a 3D model in it, which few readers can play. Print it "
            "into a new PDF."
        ),
        "form": _(
            "This PDF is a form that sends what is filled in. Print it into a new PDF to offer it "
            "for reading."
        ),
    }[trouble]
