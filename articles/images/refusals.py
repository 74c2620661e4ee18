"""What is said of a file that is no picture we take, and what to do instead."""

import re

from django.utils.translation import gettext as _

HEIC = re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)
JPEG_XL = (b"\xff\x0a", b"\x00\x00\x00\x0cJXL ")
JPEG_2000 = (b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP  ")
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
SVG = re.compile(rb"<svg[\s>]|<!doctype\s+svg", re.IGNORECASE)
HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
READ_AT_MOST = 4096  # bytes that are looked at


def sentence(head: bytes) -> str:
    """By the first bytes of a file: names and types that browsers send are what anybody types."""
    text = head.replace(b"\0", b"")
    if HTML.search(text):
        return _("This is a web page and no picture. Save the picture itself and upload that.")
    if SVG.search(text):
        return _(
            "SVG drawings may hold programs and are not taken. Export the drawing as PNG, "
            "at least 1,600 pixels wide."
        )
    if HEIC.match(head):
        return _("HEIC photographs are not shown by all browsers. Export it as JPEG.")
    if head.startswith(JPEG_XL) or head.startswith(JPEG_2000):
        return _("This kind of JPEG is not shown by all browsers. Export it as ordinary JPEG.")
    if head.startswith(b"%PDF"):
        return _("This is a PDF and no picture. Export the page that you need as PNG.")
    if head.startswith(ARCHIVES):
        return _("This is an archive or an office document. Upload the pictures in it one by one.")
    return _("This is not a picture that can be read here. Use JPEG, PNG, WebP, AVIF or TIFF.")


def raw() -> str:
    return _("This is a camera's raw file. Develop it and export it as JPEG.")
