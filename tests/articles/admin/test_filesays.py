"""What a picture's file says of itself, at the desk: taken over, shown, confirmed."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Credit, Image
from tests.articles.admin.test_writing import author_client
from tests.articles.images import odd
from tests.makers import make_credit, make_image, picture_file

pytestmark = pytest.mark.django_db
UPLOAD, ADD = (reverse(f"admin:articles_image_{name}") for name in ("upload", "add"))
PACKET = odd.xmp(
    odd.seq("dc:creator", "Ada One", "Bo Two")
    + "<photoshop:Credit>TASK</photoshop:Credit>"
    + "<photoshop:Headline>The hall</photoshop:Headline>"
    + "<dc:rights>(c) TASK</dc:rights>"
    + "<dc:description>A hall &amp; more</dc:description>"
    + "<Iptc4xmpCore:AltTextAccessibility>A hall of glass</Iptc4xmpCore:AltTextAccessibility>"
    + '<cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/"/>'
)
SAID = "From the file, to be confirmed: credit, alternative text, caption."


def told_file(packet: bytes = PACKET):
    return picture_file("Hall.jpg", odd.jpeg(xmp=packet))


def change_url(image: Image) -> str:
    return reverse("admin:articles_image_change", args=[image.pk])


def typed(image: Image, **fields: object) -> dict:
    names = ("title", "alt", "caption", "kind")
    shown = {name: getattr(image, name) for name in names} | {"credit": image.credit_id or ""}
    return shown | {"focal_x": 50, "focal_y": 50} | fields


def test_an_upload_from_the_editor_takes_over_what_was_left_empty(desk):
    response = desk.post(UPLOAD, {"file": told_file()})

    image = Image.objects.get()
    credit = image.credit
    assert response.json()["credit"] == credit.line == "Ada One, Bo Two/TASK"
    assert response.json()["alt"] == image.alt == "A hall of glass"
    assert response.json()["caption"] == image.caption == "A hall &amp; more"
    assert response.json()["notices"] == [SAID]
    assert (credit.licence, credit.copyright_notice) == ("cc-by-4.0", "(c) TASK")
    assert image.title == "The hall"
    assert (image.to_review, image.review_note) == (True, SAID)


def test_what_was_typed_is_not_touched(desk):
    desk.post(
        UPLOAD,
        {"file": told_file(), "alt": "Typed", "caption": "Written", "agency": "NOTA"},
    )

    image = Image.objects.get()
    assert (image.alt, image.caption, image.credit.line) == ("Typed", "Written", "NOTA")
    assert not image.to_review
    assert image.file_says["creators"] == ["Ada One", "Bo Two"]


def test_a_credit_that_stands_is_used_and_one_with_another_licence_is_not(desk):
    make_credit("ADA ONE, Bo Two", "Task", licence="agency")
    same = make_credit("Ada One, bo two", "TASK", licence="cc-by-4.0")

    desk.post(UPLOAD, {"file": told_file()})

    assert Image.objects.get().credit == same
    assert Credit.objects.count() == 2


def test_the_file_of_a_form_fills_what_was_left_empty_and_says_so(desk):
    sent = {"upload": told_file(), "title": "", "alt": "Typed", "caption": "", "credit": ""}

    page = desk.post(ADD, sent | {"kind": "photograph"}, follow=True).content.decode()

    image = Image.objects.get()
    assert (image.alt, image.credit.line) == ("Typed", "Ada One, Bo Two/TASK")
    assert image.to_review
    assert "From the file, to be confirmed: credit, caption." in page


def test_a_picture_that_moves_is_told_of(desk):
    sent = {"title": "", "alt": "x", "caption": "", "credit": "", "kind": "photograph"}
    added = desk.post(
        ADD, sent | {"upload": picture_file("a.gif", odd.moving("GIF"))}, follow=True
    )
    placed = desk.post(UPLOAD, {"file": picture_file("b.gif", odd.moving("GIF")), "again": "1"})

    told = "This picture moves. Its first frame is shown."
    assert told in added.content.decode()
    assert placed.json()["notices"] == [told]


def test_a_title_alone_needs_no_review(desk):
    packet = odd.xmp("<photoshop:Headline>The hall</photoshop:Headline>")

    desk.post(UPLOAD, {"file": told_file(packet)})

    image = Image.objects.get()
    assert (image.title, image.to_review) == ("The hall", False)


def test_the_form_shows_what_the_file_says_and_what_may_be_taken_over(desk):
    image = make_image(told_file(PACKET.replace(b"A hall of glass", b"&lt;b&gt;hall")))

    page = desk.get(change_url(image)).content.decode()

    shown = re.search(r'<dl class="file-says">.*?</dl>', page, re.DOTALL).group()
    assert "<dt>Made by</dt><dd>Ada One, Bo Two</dd>" in shown
    assert "<dt>Alternative text</dt><dd>&lt;b&gt;hall</dd>" in shown
    assert "http://creativecommons.org/licenses/by/4.0/" in shown
    assert re.findall(r'name="take_over" value="(\w+)"', page) == [
        "credit",
        "title",
        "alt",
        "caption",
    ]


def test_what_is_ticked_replaces_what_stands_there_and_is_logged(desk):
    image = make_image(told_file(), alt="Old", title="Old title")

    desk.post(change_url(image), typed(image, take_over=["alt", "credit"]))

    image.refresh_from_db()
    assert (image.alt, image.title) == ("A hall of glass", "Old title")
    assert image.credit.line == "Ada One, Bo Two/TASK"
    assert image.renditions_due_at is not None
    assert LogEntry.objects.get().change_message == (
        "Taken over from the file: Credit: Ada One, Bo Two/TASK, "
        "Alternative text: A hall of glass."
    )
    assert 'value="alt"' not in desk.get(change_url(image)).content.decode()


def test_a_saved_form_confirms(desk):
    desk.post(UPLOAD, {"file": told_file()})
    image = Image.objects.get()

    desk.post(change_url(image), typed(image))

    image.refresh_from_db()
    assert (image.to_review, image.alt) == (False, "A hall of glass")


def test_who_may_only_look_is_offered_nothing_to_take(db):
    image = make_image(told_file())
    looking = author_client("view_image")

    page = looking.get(change_url(image)).content.decode()

    assert "Ada One, Bo Two" in page
    assert "take_over" not in page


def test_a_picture_whose_file_says_nothing_has_no_such_part(desk):
    page = desk.get(change_url(make_image())).content.decode()

    assert "What the file says" not in page
