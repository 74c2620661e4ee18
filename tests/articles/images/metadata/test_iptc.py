import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.images.metadata import iptc
from tests.articles.images import odd
from tests.makers import picture_bytes


def test_the_fields_of_a_block_have_our_names():
    block = odd.iim(
        (5, b"Object name"),
        (55, b"20240229"),
        (80, b"Ada One"),
        (80, b"Bo Two"),
        (105, b"A headline"),
        (110, b"TASK"),
        (115, b"Archive"),
        (116, b"(c) TASK"),
        (120, b"A hall\rin two lines"),
    )

    assert iptc.said(block) == {
        "title": "Object name",
        "date": "2024-02-29",
        "creators": ["Ada One", "Bo Two"],
        "headline": "A headline",
        "credit": "TASK",
        "source": "Archive",
        "copyright": "(c) TASK",
        "caption": "A hall in two lines",
    }


@pytest.mark.parametrize(
    ("value", "utf8", "name"),
    [
        ("Zoë Müller".encode("latin-1"), False, "Zoë Müller"),
        ("Zoë Müller".encode(), False, "Zoë Müller"),
        ("Zoë Müller".encode(), True, "Zoë Müller"),
        # Declared as what it is not.
        ("Zoë Müller".encode("latin-1"), True, "Zoë Müller"),
        ("Zoë “Z” Müller".encode("cp1252"), False, "Zoë “Z” Müller"),
        # Cut at 32 bytes, within a letter of two.
        ("X" + "Александр Александров"[:18], False, "XАлександр Алекса"),
        (b"Ada\0\0\0", False, "Ada"),
        (b"Ada\x07\x1b One", False, "Ada One"),
    ],
)
def test_names_are_read_in_whichever_encoding_they_are(value, utf8, name):
    data = value if isinstance(value, bytes) else value.encode()[:32]

    assert iptc.said(odd.iim((80, data), utf8=utf8)) == {"creators": [name]}


def test_a_long_field_and_what_stands_before_damage_are_read():
    long = b"\x1c\x02\x78\x80\x04" + (40_000).to_bytes(4, "big") + b"w" * 40_000
    cut = b"\x1c\x02\x6e\x00\xff" + b"TASK"

    says = iptc.said(odd.iim((80, b"Ada One")) + long + cut)

    assert says["creators"] == ["Ada One"]
    assert set(says["caption"]) == {"w"}
    assert len(says["caption"]) == 5_000
    assert "credit" not in says


def test_a_block_is_found_in_jpeg_and_in_both_kinds_of_tiff():
    block = odd.iim((80, b"Ada One"), (110, b"TASK"))

    for data in (
        odd.jpeg(block),
        picture_bytes(8, 8, "TIFF", tiffinfo={33723: block}),
        odd.tiff_of_photoshop(block),
    ):
        assert iptc.read(odd.shows(data)).says == {"creators": ["Ada One"], "credit": "TASK"}


def test_the_digest_tells_whether_xmp_was_written_along():
    block = odd.iim((80, b"Ada One"))

    found = [
        iptc.read(odd.shows(odd.jpeg(block, digest))).in_step
        for digest in (None, odd.digest_of(block), b"\1" * 16)
    ]

    assert found == [None, True, False]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_passed_over(data):
    for block in (data, odd.iim((80, data[:200]), (120, data)) + data):
        for value in iptc.said(block).values():
            assert value
