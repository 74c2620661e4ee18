import hashlib
import io
import struct
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image as Pillow
from PIL import ImageOps

from articles.images import making, renditions, scaling, uploads
from articles.images.models import Image
from tests.articles.images import odd
from tests.makers import make_image, picture_bytes, picture_file


def refusal(data: bytes, name: str = "picture.jpg") -> str:
    with pytest.raises(ValidationError) as refused:
        uploads.check(ContentFile(data, name=name), len(data))
    return refused.value.messages[0]


def progressive_header(width: int, height: int, components: int) -> bytes:
    """A JPEG up to its frame header (ITU-T T.81, B.2.2), without subsampling."""
    parts = b"".join(bytes([n + 1, 0x11, 0]) for n in range(components))
    frame = struct.pack(">BHHB", 8, height, width, components) + parts
    return b"\xff\xd8\xff\xc2" + struct.pack(">H", len(frame) + 2) + frame


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"GIF89a but then words", "not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Export the drawing as PNG"),
        (b"<?xml version='1.0'?><!-- x --><svg:svg xmlns:svg='x'/>", "not a picture"),
        (b"<!DOCTYPE html><p><svg>", "This is a web page"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"MZ\x90\x00" * 100, "not a picture"),
        (b"PK\x03\x04" + b"\0" * 60, "This is an archive"),
        (odd.heic(), "Export it as JPEG"),
        (odd.raw(), "This is a camera's raw file"),
        (odd.png(30_000, 20_000), "too many pixels"),
        (odd.png(9_000, 9_000), "too many pixels"),
        (odd.gif_bomb(), "too many pixels"),
        (odd.webp_bomb(), "too many pixels"),
        (odd.text_bomb(), "not a picture"),
        (odd.tiff_of_lies(), "This picture is damaged"),
        (odd.tiff_of_a_directory_without_end(), "not a picture"),
        (picture_bytes(800, 600, "JPEG")[:2000], "This picture is damaged"),
        (picture_bytes(800, 600, "PNG", colour=(1, 2, 3))[:-40], "This picture is damaged"),
    ],
    ids=[
        "empty",
        "words",
        "svg",
        "other xml",
        "html",
        "pdf",
        "exe",
        "zip",
        "heic",
        "raw",
        "png bomb",
        "large",
        "gif bomb",
        "webp bomb",
        "text bomb",
        "tiff of lies",
        "tiff without end",
        "cut jpeg",
        "cut png",
    ],
)
def test_what_is_no_good_picture_is_refused_with_a_sentence(data, sentence):
    assert sentence in refusal(data)


def test_a_file_that_is_too_heavy_is_refused_unread():
    class Unread(io.BytesIO):
        def read(self, *args):
            raise AssertionError("was read")

    with pytest.raises(ValidationError, match="larger than 25 MB"):
        uploads.check(Unread(), 26 * 1024 * 1024)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_pictures_are_known_by_their_bytes_and_not_their_names(form):
    data = picture_bytes(60, 40, form)

    checked = uploads.check(ContentFile(data, name="notes.txt"), len(data))

    assert (checked.format, checked.width, checked.height) == (form, 60, 40)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_a_turned_photograph_is_shown_upright(form):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    picture = Pillow.new("RGB", (600, 400), "white")
    # What lies left below is left above when it is seen.
    picture.paste((200, 20, 20), (0, 200, 300, 400))
    out = io.BytesIO()
    picture.save(out, form, exif=exif)

    image = make_image(picture_file("turned", out.getvalue()))

    assert (image.width, image.height) == (400, 600)
    with storages["pictures"].open(image.renditions()[-1].name) as file, Pillow.open(file) as made:
        assert made.size == (400, 600)
        red, white = (
            made.convert("RGB").getpixel((50, 50)),
            made.convert("RGB").getpixel((350, 50)),
        )
    assert red[0] > 150 > red[1]
    assert min(white) > 240


@pytest.mark.django_db
@pytest.mark.parametrize(
    "exif", [b"Exif\0\0MM\xff*\0\0\0\x08", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0", b"X"]
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_damaged_metadata_costs_no_picture(form, exif):
    image = make_image(picture_file("x", picture_bytes(60, 40, form, exif=exif)))

    assert (image.width, image.height, image.file_says) == (60, 40, {})
    assert image.is_shown


@pytest.mark.django_db
def test_the_first_picture_of_several_in_one_jpeg_is_taken():
    image = make_image(picture_file("x", odd.mpo()))

    assert (image.format, image.width, image.height) == ("JPEG", 300, 200)
    assert image.original.name.endswith(".jpg")


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_the_first_frame_of_what_moves_is_shown(form):
    image = make_image(picture_file("x", odd.moving(form)))

    assert image.file_says == {"frames": 3}
    with storages["pictures"].open(image.renditions()[0].name) as file, Pillow.open(file) as made:
        assert made.convert("RGB").getpixel((9, 9))[0] < 20


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil name.php", "evil name.php"),
        ("C:\\Users\\ada\\hall.jpg", "hall.jpg"),
        ("a\0b\x1b[31m\nc\ud800.jpg", "ab[31m c.jpg"),
        ("n" * 300 + ".jpg", "n" * 196 + ".jpg"),
        ("/", ""),
    ],
)
def test_names_of_files_lose_folders_controls_and_their_beginning(name, kept):
    data = picture_bytes(30, 20, "JPEG")
    file = ContentFile(data)
    file.name = name

    image = uploads.add(file, None)

    image.refresh_from_db()
    assert image.file_name == kept
    assert image.original.name.endswith(f"/{image.key}.jpg")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "mode", "colour"),
    [
        ("JPEG", "CMYK", (0, 90, 90, 0)),
        ("JPEG", "L", 128),
        ("PNG", "RGBA", (10, 20, 30, 128)),
        ("PNG", "I;16", 30_000),
        ("PNG", "P", 3),
        ("GIF", "P", 3),
    ],
)
def test_every_mode_gets_renditions(form, mode, colour):
    data = picture_bytes(900, 600, form, mode=mode, colour=colour)

    image = make_image(ContentFile(data, name="x"), all_renditions=True)

    for shape in renditions.SHAPES:
        for kind in renditions.TYPES:
            for rendition in image.renditions(shape, kind):
                with storages["pictures"].open(rendition.name) as file, Pillow.open(file) as made:
                    assert made.size == (rendition.width, rendition.height)
                    assert made.format == kind.upper()
    assert [r.width for r in image.renditions()] == [480, 800, 900]
    assert {(r.width, r.height) for r in image.renditions("wide")} == {
        (400, 225),
        (800, 450),
        (900, 506),
    }


@pytest.mark.django_db
def test_position_and_camera_are_not_in_renditions():
    exif = Pillow.Exif()
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture_bytes(300, 200, "JPEG", exif=exif)

    image = uploads.add(ContentFile(data, name="gps.jpg"), None)

    with storages["pictures"].open(image.renditions()[0].name) as file, Pillow.open(file) as made:
        assert not dict(made.getexif())


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_the_original_stays_as_it_was(form):
    data = picture_bytes(300, 200, form, **({} if form == "GIF" else {"exif": odd.private()}))

    image = make_image(picture_file("x", data))

    with image.original.open() as file:
        assert file.read() == data
    assert image.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.django_db
def test_what_is_refused_leaves_no_row():
    with pytest.raises(ValidationError):
        uploads.add(ContentFile(b"no", name="x.png"), None)

    assert not Image.objects.exists()


@pytest.mark.django_db
def test_pictures_are_served_for_ever_and_originals_never(client):
    image = make_image(picture_file())
    shown = client.get(storages["pictures"].url(image.renditions()[0].name))
    data = b"".join(shown.streaming_content)
    escape = client.get(f"/media/../originals/{image.original.name}")
    hidden = client.get(f"/media/{image.original.name}")

    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/webp"
    assert "immutable" in shown["Cache-Control"]
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert (escape.status_code, hidden.status_code) == (404, 404)
    assert data[8:12] == b"WEBP"


def damaged_profile(form: str, mode: str) -> bytes:
    return picture_bytes(400, 300, form, colour=None, mode=mode, icc_profile=b"no profile" * 20)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        damaged_profile("PNG", "RGB"),
        damaged_profile("JPEG", "CMYK"),
        picture_bytes(100, 19_000, "JPEG"),
        picture_bytes(1, 19_000, "PNG"),
        picture_bytes(64, 48, "TIFF", colour=40_000, mode="I;16B"),
        picture_bytes(64, 48, "TIFF", colour=40_000, mode="I;16"),
    ],
    ids=["png profile", "cmyk profile", "tall", "a line", "16 bit", "16 bit little"],
)
def test_odd_pictures_are_shown(data):
    image = make_image(picture_file("odd", data))

    for rendition in (*image.renditions(), *image.renditions("wide")):
        with storages["pictures"].open(rendition.name) as file, Pillow.open(file) as shown:
            assert shown.size == (rendition.width, rendition.height)


@pytest.mark.django_db
def test_what_cannot_be_converted_is_refused_and_leaves_no_file(monkeypatch):
    def fail(image: Image) -> None:
        raise OSError("encoder error")

    monkeypatch.setattr(uploads.making, "make_first", fail)

    with pytest.raises(ValidationError, match="can't be converted"):
        make_image()

    assert not list(Path(storages["originals"].location).rglob("*.png"))


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        (progressive_header(10_000, 8_000, 3), 480_000_000),
        (progressive_header(10_000, 8_000, 4), 640_000_000),
        (progressive_header(1_001, 1_001, 1), 2 * 1_008 * 1_008),
    ],
)
def test_what_a_progressive_jpeg_takes_is_known_before_it_is_decoded(header, taken, monkeypatch):
    jpeg = picture_bytes(64, 64, "JPEG", progressive=True)
    start, end = jpeg.index(b"\xff\xc2"), jpeg.index(b"\xff\xc4")
    data = jpeg[:start] + header[2:] + jpeg[end:]

    with Pillow.open(ContentFile(data)) as picture:
        assert scaling.coefficient_bytes(picture) == taken


def test_a_progressive_jpeg_that_takes_too_much_memory_is_refused_with_what_to_do():
    jpeg = picture_bytes(64, 64, "JPEG", mode="CMYK", colour=0, progressive=True)
    start, end = jpeg.index(b"\xff\xc2"), jpeg.index(b"\xff\xc4")
    data = jpeg[:start] + progressive_header(10_000, 8_000, 4)[2:] + jpeg[end:]

    assert "ordinary (baseline) JPEG" in refusal(data)


def test_a_webp_that_takes_too_much_memory_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_PIXELS_WEBP", 60 * 40 - 1)

    assert "Export it as a JPEG." in refusal(picture_bytes(60, 40, "WEBP"))


def test_an_ordinary_jpeg_holds_nothing_of_the_kind():
    with Pillow.open(ContentFile(picture_bytes(64, 64, "JPEG"))) as picture:
        assert scaling.coefficient_bytes(picture) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "mode", "colour", "seen"),
    [
        ("PNG", "RGBA", (200, 100, 50, 0), (255, 255, 255)),
        ("PNG", "I;16", 30_000, (117, 117, 117)),
        ("JPEG", "CMYK", (0, 255, 255, 0), (254, 0, 0)),
        ("PNG", "1", 1, (255, 255, 255)),
    ],
)
def test_large_pictures_keep_their_colours_when_they_are_scaled_down(form, mode, colour, seen):
    data = picture_bytes(4000, 3000, form, mode=mode, colour=colour)

    image = make_image(ContentFile(data, name="x"))

    shared = making.renditions.share_name(image.key, image.rendition_hash)
    with storages["pictures"].open(shared) as file, Pillow.open(file) as made:
        assert made.size == (1200, 900)
        assert all(abs(a - b) < 4 for a, b in zip(made.getpixel((600, 450)), seen, strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("turn", range(1, 9))
def test_pictures_are_turned_upright_as_pillow_does_it(turn):
    exif = Pillow.Exif()
    exif[0x0112] = turn
    picture = Pillow.new("RGB", (320, 200), "blue")
    picture.paste("red", (0, 0, 160, 100))
    out = io.BytesIO()
    picture.save(out, "PNG", exif=exif)

    upright = scaling.opened_small(ContentFile(out.getvalue()))

    with Pillow.open(ContentFile(out.getvalue())) as same:
        assert upright.tobytes() == ImageOps.exif_transpose(same).tobytes()
