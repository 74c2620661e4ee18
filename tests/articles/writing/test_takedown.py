"""Pictures that may not be shown any more: what readers, mail and files have of them."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.handlers.wsgi import WSGIHandler
from lxml import html as lxml_html

from articles.images import library, making, rendering
from articles.images.models import Image
from articles.writing import takedown
from articles.writing.locking import Refused
from iria import log
from iria.pages import Pages
from tests.iria.pages.asking import Answer
from tests.makers import (
    make_article,
    make_author,
    make_category,
    make_credit,
    make_editor,
    make_image,
    make_page,
    picture_file,
)

# Files are removed after the commit, and the store of pages has connections of its own.
pytestmark = pytest.mark.django_db(transaction=True)
FIGURE = (
    '<figure data-image="{}" data-alt="The minister">'
    "<figcaption>In <em>Vienna</em></figcaption></figure>"
)
GALLERY = '<div data-gallery="{}"></div>'


def files(image: Image) -> list[str]:
    folder = Path(storages["pictures"].location)
    return sorted(path.name for path in folder.rglob(f"{image.key}-*"))


def hall(**fields: object) -> Image:
    fields = {"title": "Hall", "alt": "A hall", "caption": "The <em>hall</em>"} | fields
    return make_image(credit=make_credit("Bo Stand", "NATO"), **fields)


def shown_everywhere(image: Image) -> tuple[Pages, list[str]]:
    """Readers' pages that show a picture, kept; and their paths."""
    author, europe = make_author("Ada Writer", portrait=image), make_category("Europe")
    lead = make_article(
        "Lead",
        slug="lead",
        lead_image=image,
        lead_alt="The minister",
        lead_caption="In Vienna",
        categories=[europe],
        authors=[author],
    )
    body = FIGURE.format(image.key) + GALLERY.format(image.key)
    make_article("Body", slug="body", body=body, categories=[europe], authors=[author])
    make_page("About", body=body)
    paths = [
        *("/", lead.get_absolute_url(), "/articles/body/", "/about/", "/feed/"),
        *("/categories/europe/", "/categories/europe/feed/", author.get_absolute_url()),
        *("/credits/", f"/archive/{lead.go_live_at:%Y/%m}/", "/search/?q=lead"),
    ]
    return Pages(WSGIHandler()), paths


def words(pages: Pages, path: str) -> str:
    answer = Answer(pages, path)
    assert answer.status == "200 OK", path
    return answer.body.decode()


def test_nothing_of_it_is_left_on_any_page_or_in_any_file(db):
    image = make_image(title="Minister", alt="The minister", credit=make_credit("Sofia", "TASK"))
    pages, paths = shown_everywhere(image)
    before = {path: image.key in words(pages, path) for path in paths}
    urls = [storages["pictures"].url(f"{image.key[:2]}/{name}") for name in files(image)]
    original = Path(image.original.path).read_bytes()

    takedown.take_down(image, make_editor(), why="The agency asks.", stand_in=None)

    # The list of results shows no pictures, that of credits no addresses.
    assert [path for path in paths if not before[path]] == ["/credits/", "/search/?q=lead"]
    for path in paths:
        text = words(pages, path)
        assert image.key not in text, path
        assert "TASK" not in text, path
        assert "The minister" not in text, path
    assert files(image) == []
    assert {Answer(pages, url).status for url in urls} == {"410 Gone"}
    assert Path(image.original.path).read_bytes() == original
    assert log.lines(image)[0].change_message == "Taken down: The agency asks."


def test_another_stands_in_its_place_with_its_own_words(db):
    image, other = make_image(alt="The minister", credit=make_credit("Sofia", "TASK")), hall()
    pages, paths = shown_everywhere(image)

    takedown.take_down(image, None, why="They ask.", stand_in=other)

    for path in ("/", *paths[1:8]):
        text = words(pages, path)
        assert image.key not in text, path
        assert other.key in text, path
        assert "Bo Stand/NATO" in text, path
        assert "TASK" not in text, path
        assert "In <em>Vienna" not in text, path
    figure = lxml_html.fromstring(words(pages, "/articles/body/")).xpath("//figure")[0]
    assert figure.xpath(".//img/@alt") == ["A hall"]
    assert figure.find("figcaption").text_content() == "The hall (Image Credit: Bo Stand/NATO)"
    lead = lxml_html.fromstring(words(pages, "/articles/lead/"))
    assert other.key in lead.xpath("//meta[@property='og:image']/@content")[0]
    assert lead.xpath("//meta[@property='og:image:alt']/@content") == ["A hall"]


def test_what_changes_of_the_one_that_stands_in_shows_at_once(db):
    image, other = make_image(), hall()
    pages, _paths = shown_everywhere(image)
    takedown.take_down(image, None, why="They ask.", stand_in=other)
    words(pages, "/articles/lead/")

    library.set_credit(Image.objects.filter(pk=other.pk), make_credit("", "Kremlin"), None)

    assert "(Image Credit: Kremlin)" in words(pages, "/articles/lead/")


def test_it_is_brought_back_as_it_was(db):
    image, other = make_image(credit=make_credit("Sofia", "TASK")), hall()
    pages, paths = shown_everywhere(image)
    before = files(image)
    takedown.take_down(image, None, why="They ask.", stand_in=other)
    words(pages, "/articles/lead/")

    takedown.bring_back(image, make_editor())

    image.refresh_from_db()
    assert (image.taken_down_at, image.taken_down_why, image.stand_in) == (None, "", None)
    assert set(before) <= set(files(image))
    for path in paths[:8]:
        assert image.key in words(pages, path), path
        assert other.key not in words(pages, path), path
    assert log.lines(image)[0].change_message == "Brought back."
    # The rest is made by a worker.
    assert image.renditions_due_at is not None


def test_another_is_put_in_its_place_later_or_none(db):
    image, first, second = make_image(), hall(), hall(title="Second")
    pages, _paths = shown_everywhere(image)
    takedown.take_down(image, None, why="They ask.", stand_in=first)
    words(pages, "/articles/lead/")

    takedown.stand_in_for(image, None, stand_in=second)
    with_second = words(pages, "/articles/lead/")
    takedown.stand_in_for(image, None, stand_in=None)

    assert second.key in with_second
    assert second.key not in words(pages, "/articles/lead/")


def test_one_that_stands_in_is_neither_taken_down_nor_deleted(db):
    image, other = make_image(title="Minister"), hall()
    takedown.take_down(image, None, why="They ask.", stand_in=other)

    with pytest.raises(Refused, match="stands in for “Minister”"):
        takedown.take_down(other, None, why="Them too.", stand_in=None)
    with pytest.raises(library.InUse):
        library.delete(other, None)

    takedown.stand_in_for(image, None, stand_in=None)
    takedown.take_down(other, None, why="Them too.", stand_in=None)
    assert files(other) == []


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda image, other: image, "for itself"),
        (lambda image, other: change(other, credit=None), "no credit or no alternative text"),
        (lambda image, other: change(other, alt=""), "no credit or no alternative text"),
        (lambda image, other: change(other, rendition_hash=""), "not shown itself"),
        (lambda image, other: gone(other), "not shown itself"),
    ],
    ids=["itself", "no credit", "no words", "no file", "taken down"],
)
def test_what_cannot_stand_in_is_refused_and_nothing_is_done(db, spoil, sentence):
    image, other = make_image(), hall()
    stand_in = spoil(image, other)

    with pytest.raises(Refused, match=sentence):
        takedown.take_down(image, None, why="They ask.", stand_in=stand_in)

    image.refresh_from_db()
    assert image.is_shown
    assert files(image)


def change(image: Image, **fields: object) -> Image:
    Image.objects.filter(pk=image.pk).update(**fields)
    return image


def gone(image: Image) -> Image:
    takedown.take_down(image, None, why="They ask.", stand_in=None)
    return image


def test_what_was_done_meanwhile_is_not_done_again(db):
    image = make_image()
    takedown.take_down(image, None, why="They ask.", stand_in=None)

    with pytest.raises(Refused, match="already"):
        takedown.take_down(image, None, why="They ask again.", stand_in=None)
    takedown.bring_back(image, None)
    with pytest.raises(Refused, match="any more"):
        takedown.bring_back(image, None)
    with pytest.raises(Refused, match="any more"):
        takedown.stand_in_for(image, None, stand_in=None)


def test_a_storage_that_cannot_be_reached_is_asked_again_by_a_worker(db, monkeypatch):
    image = make_image()

    def unreachable(image: Image) -> None:
        raise OSError("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(making, "remove", unreachable)
        takedown.take_down(image, None, why="They ask.", stand_in=None)
    left = files(image)
    image.refresh_from_db()

    done = takedown.remove_left(10)

    assert left
    assert not image.is_shown
    assert done == 1
    assert files(image) == []
    assert takedown.remove_left(10) == 0


def test_a_worker_that_makes_its_renditions_meanwhile_leaves_none(db, monkeypatch):
    image = make_image()
    making.order(Image.objects.filter(pk=image.pk))
    make_all = making.make_all

    def taken_down_meanwhile(row: Image) -> str:
        takedown.take_down(image, None, why="They ask.", stand_in=None)
        return make_all(row)

    monkeypatch.setattr(making, "make_all", taken_down_meanwhile)
    rendering.run_due(1)

    image.refresh_from_db()
    assert files(image) == []
    assert not image.is_shown
    assert rendering.run_due(1) == 0


def test_a_changed_credit_makes_no_files_of_it(db):
    image = make_image(credit=make_credit("", "TASK"))
    takedown.take_down(image, None, why="They ask.", stand_in=None)

    library.set_credit(Image.objects.filter(pk=image.pk), make_credit("", "NATO"), None)
    rendering.run_due(1)

    assert files(image) == []


def test_one_without_a_file_is_taken_down_and_brought_back_too(db):
    image = make_image()
    Image.objects.filter(pk=image.pk).update(original="", rendition_hash="")

    takedown.take_down(image, None, why="They ask.", stand_in=None)
    takedown.bring_back(image, None)

    image.refresh_from_db()
    assert (image.taken_down_at, image.is_shown) == (None, False)


def test_its_file_is_not_taken_again_until_it_is_brought_back(db):
    image = make_image(picture_file("a.png"))
    takedown.take_down(image, None, why="They ask.", stand_in=None)

    with pytest.raises(ValidationError, match="was taken down"):
        make_image(picture_file("b.png"))
    takedown.bring_back(image, None)

    assert make_image(picture_file("b.png")).is_shown


def test_one_whose_original_is_lost_stays_down(db):
    image = make_image()
    takedown.take_down(image, None, why="They ask.", stand_in=None)
    image.original.storage.delete(image.original.name)

    with pytest.raises(Refused, match="cannot be read"):
        takedown.bring_back(image, None)

    image.refresh_from_db()
    assert image.taken_down_at is not None


def test_an_address_that_never_was_is_not_found(client):
    assert client.get("/media/ab/abcdefghijkm-0-whole-480.webp").status_code == 404
    assert client.get("/media/nothing").status_code == 404
