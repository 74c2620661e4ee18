"""What exiftool finds in renditions of each format: whose they are, and nothing of the camera.

    python -m bench.metadata [FOLDER]

Takes the pictures of a folder, or one of its own making that says where and with what it was
taken. Needs exiftool (Debian: libimage-exiftool-perl) and no database; writes to a temporary
folder. Ends with 1 where something is missing or too much."""

import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import django
from PIL import Image as Pillow
from rich.console import Console
from rich.table import Table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iria.settings")
django.setup()

from articles.images import colour, metadata, turning  # noqa: E402
from articles.images.models import Credit, Image  # noqa: E402

FORMATS = {"JPEG": "jpg", "WEBP": "webp", "AVIF": "avif"}
CREDIT = {
    "photographer": "Софья Сандурская",
    "agency": "Agence Générale",
    "licence": "cc-by-4.0",
    "acquire_url": "https://example.org/acquire?picture=1&size=2",
    "copyright_notice": "© 2026 Agence Générale",
}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Group and tag of exiftool → what stands there.
WANTED = {
    "XMP-dc:Creator": CREDIT["photographer"],
    "XMP-dc:Rights": CREDIT["copyright_notice"],
    "XMP-photoshop:Credit": "Софья Сандурская/Agence Générale",
    "XMP-xmpRights:WebStatement": LICENCE,
    "XMP-xmpRights:Marked": True,
    "XMP-plus:LicensorURL": CREDIT["acquire_url"],
    "XMP-iptcCore:AltTextAccessibility": "A hall",
    "IFD0:Artist": CREDIT["photographer"],
    "IFD0:Copyright": CREDIT["copyright_notice"],
}
PRIVATE = ("gps", "serial", "owner", "latitude", "longitude", "cameramodel", "make", "lens")


def main() -> int:
    pictures = sorted(Path(sys.argv[1]).iterdir()) if len(sys.argv) > 1 else [None]
    table = Table(title="Renditions as exiftool reads them")
    for heading in ("picture", "private in the original", *FORMATS):
        table.add_column(heading)
    faults = 0
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in pictures:
            row, wrong = _tried(path, Path(folder))
            table.add_row(*row)
            faults += wrong
    Console().print(table)
    return 1 if faults else 0


def _tried(path: Path | None, folder: Path) -> tuple[list[str], int]:
    original = path.read_bytes() if path else _own()
    name = path.name if path else "with a position"
    try:
        with Pillow.open(io.BytesIO(original), formats=[*FORMATS, "PNG", "GIF", "TIFF"]) as opened:
            opened.load()
            picture = colour.in_srgb(turning.upright(opened))
    except (OSError, SyntaxError, ValueError) as error:
        return [name, str(error)[:40], "", "", ""], 0
    private = sorted(_private(_read(_stored(folder, "original", original))))
    cells, wrong = [name, " ".join(private)], 0
    for form, suffix in FORMATS.items():
        said = _faults(_read(_stored(folder, f"made.{suffix}", _made(picture, form))))
        wrong += bool(said)
        cells.append("; ".join(said) or f"all {len(WANTED)} there, nothing private")
    return cells, wrong


def _made(picture: Pillow.Image, form: str) -> bytes:
    row = Image(alt="A hall", credit=Credit(**CREDIT))
    out = io.BytesIO()
    picture = picture.convert("RGB") if form == "JPEG" else picture
    picture.save(out, form, **metadata.embedded(row, form))
    return out.getvalue()


def _faults(tags: dict) -> list[str]:
    missing = [f"no {name}" for name, value in WANTED.items() if tags.get(name) != value]
    return missing + [f"still {name}" for name in _private(tags)]


def _private(tags: dict) -> list[str]:
    ours = {"XMP-plus:LicensorURL"}
    return [
        name
        for name in tags
        if name not in ours
        and not name.startswith(("File:", "System:", "ICC", "Composite:", "QuickTime:"))
        and any(word in name.partition(":")[2].casefold() for word in PRIVATE)
    ]


def _read(path: Path) -> dict:
    command = ["exiftool", "-json", "-a", "-G1", "-charset", "exif=utf8", str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(found.stdout)[0]


def _stored(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _own() -> bytes:
    tags = Pillow.Exif()
    tags[0x010F], tags[0x013B] = "Camera maker", "Camera Owner"
    inner = tags.get_ifd(0x8769)
    inner[0xA430], inner[0xA431], inner[0xA435] = "Camera Owner", "SN-12345678", "LENS-9876"
    position = tags.get_ifd(0x8825)
    position[1], position[2] = "N", (59.0, 26.0, 14.0)
    out = io.BytesIO()
    Pillow.new("RGB", (640, 400), (18, 53, 91)).save(out, "JPEG", exif=tags)
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
