import io

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from articles.images import colour
from tests.articles.images import odd

LAB = ImageCms.createProfile("LAB")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def pixel(picture: Pillow.Image) -> tuple[int, ...]:
    return colour.in_srgb(picture).getpixel((0, 0))


def near(a: tuple[int, ...], b: tuple[int, ...], by: int = 4) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= by for x, y in zip(a, b, strict=True))


def swapped_profile() -> bytes:
    """sRGB with the names of red and blue exchanged: what is red in it is blue."""
    found = {
        SRGB[at : at + 4]: at
        for at in range(132, 132 + 12 * int.from_bytes(SRGB[128:132], "big"), 12)
    }
    data = bytearray(SRGB)
    red, blue = found[b"rXYZ"], found[b"bXYZ"]
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize(
    ("mode", "value", "seen"),
    [
        ("RGB", (10, 20, 30), (10, 20, 30)),
        ("RGBA", (10, 20, 30, 128), (10, 20, 30, 128)),
        ("L", 77, (77, 77, 77)),
        ("LA", (77, 128), (77, 77, 77, 128)),
        ("1", 1, (255, 255, 255)),
        ("CMYK", (0, 255, 255, 0), (255, 0, 0)),
        # Pure red by its place in CIE Lab: 53, 80, 67.
        ("LAB", (136, 208, 195), (252, 2, 6)),
        ("I;16", 40_000, (156, 156, 156)),
        ("I;16B", 40_000, (156, 156, 156)),
        ("I", 40_000, (156, 156, 156)),
    ],
)
def test_each_mode_becomes_8_bits_of_srgb(mode, value, seen):
    assert near(pixel(Pillow.new(mode, (4, 4), value)), seen, by=6)


@pytest.mark.parametrize(
    ("mode", "numbers"), [("F", (0.0, 0.5, 1.0)), ("I", (0, 10**6, 2 * 10**6))]
)
def test_large_numbers_are_drawn_from_their_darkest_to_their_brightest(mode, numbers):
    picture = Pillow.new(mode, (3, 1))
    for at, number in enumerate(numbers):
        picture.putpixel((at, 0), number)

    made = colour.in_srgb(picture)

    assert [made.getpixel((at, 0))[0] for at in range(3)] == [0, 127, 255]


@pytest.mark.parametrize(
    ("mode", "value", "key"),
    [("P", 0, 0), ("L", 7, 7), ("RGB", (1, 2, 3), (1, 2, 3))],
)
def test_a_colour_that_means_nothing_there_is_seen_through(mode, value, key):
    out = io.BytesIO()
    Pillow.new(mode, (4, 4), value).save(out, "PNG", transparency=key)

    assert pixel(odd.shows(out.getvalue()))[3] == 0


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_profile_is_applied_and_left_out(mode):
    value = (200, 10, 10, 99)[: len(mode)]
    picture = Pillow.new(mode, (4, 4), value)
    picture.info["icc_profile"] = swapped_profile()

    made = colour.in_srgb(picture)

    assert near(made.getpixel((0, 0)), (10, 10, 200, 99)[: len(mode)], by=12)
    assert made.info == {}


@pytest.mark.parametrize("profile", [b"no profile" * 20, SRGB], ids=["damaged", "of other pixels"])
def test_a_profile_that_does_not_fit_is_passed_over(profile):
    picture = Pillow.new("CMYK", (4, 4), (0, 255, 255, 0))
    picture.info["icc_profile"] = profile

    assert pixel(picture) == (255, 0, 0)


def test_16_bits_a_colour_and_their_profile():
    numbers = (200 * 256 + 13, 10 * 256 + 99, 10 * 256)

    assert pixel(odd.shows(odd.png_rgb16(numbers))) == (200, 10, 10)
    with_profile = odd.shows(odd.png_rgb16(numbers, swapped_profile()))
    assert near(pixel(with_profile), (10, 10, 200), by=12)


def test_inverted_numbers_of_adobe_are_read_upright():
    data = odd.picture_bytes(16, 16, "JPEG", colour=(0, 255, 255, 0), mode="CMYK")

    assert b"Adobe" in data
    assert near(pixel(odd.shows(data)), (255, 0, 0), by=6)
