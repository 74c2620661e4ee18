"""Read back by our own reader and, beside it, byte by byte."""

import io
import re
import struct

import pytest
from lxml import etree

from articles.images import metadata
from articles.images.models import Credit, Image
from tests.articles.images import odd

FORMATS = ("JPEG", "WEBP", "AVIF")


def image(**fields: object) -> Image:
    credit = {"photographer": "Zoë Müller", "agency": "TASK & <Co>", "licence": "cc-by-4.0"}
    credit |= {"acquire_url": "https://example.org/buy?a=1&b=2", "copyright_notice": "© TASK"}
    return Image(alt="A hall", credit=Credit(**(credit | fields)))


def saved(picture: Image, form: str) -> bytes:
    out = io.BytesIO()
    made = odd.Pillow.new("RGB", (32, 24), (9, 9, 9))
    made.save(out, form, **metadata.embedded(picture, form))
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_a_rendition_says_whose_it_is_and_on_which_terms(form):
    assert metadata.read(odd.shows(saved(image(), form))) == {
        "creators": ["Zoë Müller"],
        "credit": "Zoë Müller/TASK & <Co>",
        "copyright": "© TASK",
        "alt": "A hall",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "acquire_url": "https://example.org/buy?a=1&b=2",
    }


@pytest.mark.parametrize("form", FORMATS)
def test_xmp_and_exif_stand_in_the_file_where_the_formats_have_them(form):
    data = saved(image(), form)

    packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", data, re.DOTALL).group()
    rdf = etree.fromstring(packet).find("{*}RDF/{*}Description")
    assert rdf.findtext("{*}creator/{*}Seq/{*}li") == "Zoë Müller"
    assert rdf.get("{http://ns.adobe.com/xap/1.0/rights/}Marked") == "True"
    assert _artist(data) == "Zoë Müller".encode()
    if form == "JPEG":
        assert b"http://ns.adobe.com/xap/1.0/\0<?xpacket" in data
    elif form == "WEBP":
        # VP8X says that both are there (RFC 9649, 2.7).
        assert data[20] & 0b1100 == 0b1100
    else:
        assert b"application/rdf+xml\0" in data


def _artist(data: bytes) -> bytes:
    """The EXIF of a file, from its TIFF header on (EXIF 3.0, 4.6)."""
    start = max(data.find(b"II*\0"), data.find(b"MM\0*"))
    order = "<" if data[start : start + 2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{order}I", data, start + 4)
    (count,) = struct.unpack_from(f"{order}H", data, start + at)
    for n in range(count):
        tag, _kind, size, where = struct.unpack_from(f"{order}HHII", data, start + at + 2 + 12 * n)
        if tag == 0x013B:
            return data[start + where : start + where + size].rstrip(b"\0")
    return b""


def test_several_creators_stand_one_by_one_unless_somebody_changed_them():
    told = image(photographer="Ada One; Jr, Bo Two")
    told.file_says = {"creators": ["Ada One; Jr", "Bo Two"]}
    changed = image(photographer="Ada One and Bo Two")
    changed.file_says = told.file_says

    assert metadata.read(odd.shows(saved(told, "JPEG")))["creators"] == ["Ada One; Jr", "Bo Two"]
    assert metadata.read(odd.shows(saved(changed, "JPEG")))["creators"] == ["Ada One and Bo Two"]


@pytest.mark.parametrize("form", FORMATS)
def test_creator_and_rights_are_there_without_photographer_and_notice(form):
    found = metadata.read(
        odd.shows(saved(image(photographer="", agency="Kremlin", copyright_notice=""), form))
    )

    assert found["creators"] == ["Kremlin"]
    assert found["copyright"] == "Kremlin, CC BY 4.0"


def test_the_public_domain_is_not_marked_as_protected():
    packet = metadata.embedded(image(licence="public-domain"), "WEBP")["xmp"]

    assert b'Marked="False"' in packet


def test_without_credit_and_alternative_text_nothing_is_written():
    assert metadata.embedded(Image(), "AVIF") == {}
    assert metadata.mark(Image()) == ""


def test_the_mark_changes_with_all_that_is_written_and_with_nothing_else():
    marks = [
        metadata.mark(one)
        for one in (
            image(),
            image(photographer="Ada One"),
            image(licence="cc0"),
            image(copyright_notice="© TASK 2024"),
            image(acquire_url=""),
            Image(alt="A hall"),
        )
    ]
    captioned = image()
    captioned.caption = "Of the use"

    assert len(set(marks)) == len(marks)
    assert metadata.mark(captioned) == marks[0]
