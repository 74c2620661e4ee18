"""What is kept of a file, by the rules of the Metadata Working Group."""

import pytest

from articles.images import metadata
from articles.images.metadata import reading
from tests.articles.images import odd
from tests.makers import picture_bytes

LONG = "Anastasia Konstantinovna Preobrazhenskaya"
BLOCK = odd.iim((80, b"Ada One"), (110, b"TASK"), (120, b"A hall."))
OTHER = odd.xmp(
    odd.seq("dc:creator", "Bo Two") + "<photoshop:Credit>NOTA</photoshop:Credit>"
    "<Iptc4xmpCore:AltTextAccessibility>A hall</Iptc4xmpCore:AltTextAccessibility>"
)


def says(data: bytes) -> dict:
    return metadata.read(odd.shows(data))


@pytest.mark.parametrize(
    ("digest", "creator", "credit"),
    [
        (None, "Bo Two", "NOTA"),
        (odd.digest_of(BLOCK), "Bo Two", "NOTA"),
        # Somebody changed IPTC later, with a program that knows no XMP.
        (b"\1" * 16, "Ada One", "TASK"),
    ],
)
def test_the_digest_decides_between_iptc_and_xmp(digest, creator, credit):
    found = says(odd.jpeg(BLOCK, digest, xmp=OTHER))

    assert (found["creators"], found["credit"]) == ([creator], credit)
    assert (found["caption"], found["alt"]) == ("A hall.", "A hall")


@pytest.mark.parametrize("digest", [None, b"\1" * 16])
def test_a_name_that_iptc_had_to_cut_is_taken_whole(digest):
    block = odd.iim((80, LONG.encode()[:32]), (110, b"TASK"))
    packet = odd.xmp(odd.seq("dc:creator", LONG, "Bo Two"))

    found = says(odd.jpeg(block, digest, xmp=packet))

    assert found["creators"] == [LONG, "Bo Two"]


def test_a_text_that_was_shortened_later_stays_short():
    block = odd.iim((120, b"A hall."))
    packet = odd.xmp("<dc:description>A hall. It is not in Tallinn.</dc:description>")

    assert says(odd.jpeg(block, b"\1" * 16, xmp=packet))["caption"] == "A hall."


@pytest.mark.parametrize(
    ("artist", "creators"),
    [
        ("Carl Three", ["Carl Three"]),
        ("   ", ["Bo Two", "Åsa Four"]),
        # It says the same with less.
        ("Bo Two", ["Bo Two", "Åsa Four"]),
        ("Bo Two, Åsa Four".encode(), ["Bo Two", "Åsa Four"]),
        ("Bo Two; ?sa Four", ["Bo Two", "Åsa Four"]),
        ('Carl Three; "Four; Inc"', ["Carl Three", "Four; Inc"]),
        ("Dörte Fünf".encode("latin-1"), ["Dörte Fünf"]),
    ],
)
def test_exif_comes_first_where_it_says_something_else(artist, creators):
    packet = odd.xmp(odd.seq("dc:creator", "Bo Two", "Åsa Four"))

    assert says(odd.jpeg(xmp=packet, exif=odd.exif(artist=artist)))["creators"] == creators


def test_what_cameras_write_for_want_of_words_is_no_caption():
    found = says(odd.jpeg(exif=odd.exif(description="OLYMPUS DIGITAL CAMERA         ")))

    assert found == {}


def test_both_holders_of_exif_are_named_and_authors_of_windows():
    tags = odd.exif(
        copyright="(c) Ada One\0(c) TASK", xp_author="Zoë; Bo".encode("utf-16-le") + b"\0\0"
    )

    found = says(odd.jpeg(exif=tags))

    assert found == {"copyright": "(c) Ada One; (c) TASK", "creators": ["Zoë", "Bo"]}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_and_exif_are_read_in_each_format(form):
    packet = odd.xmp("<photoshop:Credit>TASK</photoshop:Credit>")
    saved = {"exif": odd.exif(artist="Ada One")}
    if form == "PNG":
        info = odd.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
        saved["pnginfo"] = info
    elif form == "TIFF":
        saved = {"tiffinfo": {700: packet, 315: "Ada One"}}
    else:
        saved["xmp"] = packet

    found = says(picture_bytes(32, 32, form, **saved))

    assert found == {"creators": ["Ada One"], "credit": "TASK"}


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_says_how_many_frames_it_has(form):
    assert says(odd.moving(form)) == {"frames": 3}
    assert says(picture_bytes(20, 20, form)) == {}


def test_the_frames_of_a_very_large_gif_are_not_counted(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES_COUNTED", 100)

    assert says(odd.moving("GIF")) == {"frames": 2}


@pytest.mark.parametrize(
    "data",
    [
        odd.jpeg(b"\x1c" * 50, b"\1"),
        odd.jpeg(xmp=b"<<<not XML at all"),
        odd.jpeg(xmp=odd.xmp("<dc:creator><rdf:Seq/></dc:creator>")),
        odd.jpeg(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"),
        odd.jpeg(exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x3b\x01\x02\0\xff\xff\xff\xff" * 9),
    ],
    ids=["iptc", "xmp", "empty list", "exif nowhere", "exif lies"],
)
@pytest.mark.filterwarnings("ignore")
def test_damaged_metadata_says_nothing(data):
    assert says(data) == {}
