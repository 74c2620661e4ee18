"""The institute's form, and what readers see of it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from iria.models import Institute
from tests.makers import picture_bytes

pytestmark = pytest.mark.django_db
URL = reverse("admin:iria_institute_change", args=[1])


def typed(**fields: object) -> dict[str, object]:
    return {
        "name": "Institute",
        "short_name": "IN",
        "founded": "2014",
        "language": "en",
        "time_zone": "UTC",
        "comments_open": "on",
        "comments_days": "90",
        "comments_trusted_after": "0",
    } | fields


def upload(data: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def test_it_is_saved_with_a_language_and_a_time_zone_out_of_lists(desk):
    page = desk.get(URL).content.decode()

    desk.post(URL, typed(language="de", time_zone="Europe/Berlin"))

    assert '<option value="fr">' in page
    assert '<optgroup label="Europe">' in page
    institute = Institute.objects.get()
    assert (institute.language, institute.time_zone) == ("de", "Europe/Berlin")


@pytest.mark.parametrize(
    ("field", "value"), [("language", "xx"), ("time_zone", "Europe/Atlantis"), ("time_zone", "")]
)
def test_what_stands_in_no_list_is_refused(desk, field, value):
    response = desk.post(URL, typed(**{field: value}))

    assert list(errors(response)) == [field]
    assert not Institute.objects.exists()


def test_a_time_zone_that_stands_already_is_offered(desk):
    Institute(pk=1, time_zone="Etc/GMT-8").save()

    desk.post(URL, typed(time_zone="Etc/GMT-8", name="Renamed"))

    assert Institute.objects.get().name == "Renamed"


def test_it_was_founded_this_year_at_the_latest(desk):
    year = timezone.localdate().year

    refused = desk.post(URL, typed(founded=year + 1))
    taken = desk.post(URL, typed(founded=year))

    assert errors(refused) == {"founded": ["This year is still to come."]}
    assert taken.status_code == 302
    assert Institute.objects.get().founded == year


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_stored_without_what_was_written_beside_it(desk, client, form):
    exif = Pillow.Exif()
    exif[0x010E] = "Taken at home"
    notes = PngInfo()
    notes.add_text("Author", "Taken at home")
    extra = {"pnginfo": notes} if form == "PNG" else {}

    desk.post(URL, typed(logo=upload(picture_bytes(64, 48, form, exif=exif, **extra))))

    logo = Institute.objects.get().logo
    data = b"".join(client.get(logo.url).streaming_content)
    picture = Pillow.open(io.BytesIO(data))
    assert (picture.format, picture.size) == (form, (64, 48))
    assert b"Taken at home" not in data


def test_a_logo_keeps_what_is_clear_in_it(desk):
    clear = picture_bytes(64, 48, mode="RGBA", colour=(0, 0, 0, 0))

    desk.post(URL, typed(logo=upload(clear)))

    with Institute.objects.get().logo.open() as file:
        assert Pillow.open(file).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Use PNG, JPEG or WebP."),
        (picture_bytes(8, 8, "GIF"), "Use PNG, JPEG or WebP."),
        (picture_bytes(4001, 2), "at most 4,000"),
        (picture_bytes(30_000, 20_000, mode="1", colour=0), "at most 4,000"),
        (picture_bytes(300, 300)[:-200], "damaged"),
        (picture_bytes() + bytes(2 * 1024 * 1024), "larger than 2 MB"),
        (b"", "empty"),
    ],
    ids=["drawing", "gif", "long", "huge", "truncated", "large", "empty"],
)
def test_a_logo_that_cannot_be_shown_is_refused_with_a_sentence(desk, data, sentence):
    response = desk.post(URL, typed(logo=upload(data)))

    assert sentence in errors(response)["logo"][0]
    assert not Institute.objects.exists()


def test_a_logo_stays_until_it_is_taken_away(desk):
    desk.post(URL, typed(logo=upload(picture_bytes())))
    name = Institute.objects.get().logo.name

    desk.post(URL, typed(name="Renamed"))
    kept = Institute.objects.get().logo.name
    desk.post(URL, typed(**{"logo-clear": "on"}))

    assert kept == name
    assert not Institute.objects.get().logo
