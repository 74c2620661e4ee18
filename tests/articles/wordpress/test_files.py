"""Pictures come from a folder, or their places are marked."""

import pytest
from lxml import html as lxml_html

from articles.images.models import Image
from tests.articles.wordpress.sites import attachment, bring
from tests.makers import picture_bytes

pytestmark = pytest.mark.django_db


def test_pictures_come_from_a_folder(reference, tmp_path, client):
    folder = tmp_path / "uploads" / "2024" / "09"
    folder.mkdir(parents=True)
    (folder / "hall.png").write_bytes(picture_bytes(1200, 800))

    report = bring(reference, media=tmp_path / "uploads")

    page = lxml_html.fromstring(client.get("/articles/the-visit/").content)
    assert page.xpath("//div[@class='prose']//img/@alt") == ["Two people in a hall"]
    (lines,) = (lines for about, lines in report.notes.items() if "could not be had" in about)
    assert [line.rpartition("/")[2] for line in lines] == ["lead.png: not in the folder"]


def test_a_missing_picture_leaves_a_marked_place_until_the_file_comes(reference, tmp_path, client):
    bring(reference)
    first = client.get("/articles/the-visit/").content.decode()
    (tmp_path / "hall.png").write_bytes(picture_bytes(1200, 800))

    report = bring(reference, media=tmp_path)

    second = client.get("/articles/the-visit/").content.decode()
    assert "Picture not available." in first
    assert (
        "<img" not in lxml_html.fromstring(first).xpath("//div[@class='prose']")[0].text_content()
    )
    assert "hall" in second
    assert report.changed["Pictures"] == 1
    assert lxml_html.fromstring(second).xpath("//div[@class='prose']//img")


def test_a_file_that_is_no_picture_is_listed(reference, tmp_path):
    (tmp_path / "hall.png").write_bytes(b"<svg/>")

    report = bring(reference, media=tmp_path)

    (lines,) = (v for k, v in report.notes.items() if "can't be read" in k)
    assert "hall.png" in "".join(lines)


def test_a_picture_of_which_only_the_scaled_file_is_there_is_that_file(export, tmp_path):
    folder = tmp_path / "media" / "2024" / "09"
    folder.mkdir(parents=True)
    (folder / "hall-scaled.png").write_bytes(picture_bytes(1200, 800))

    bring(export(attachment(11, "hall.png")), media=tmp_path / "media")

    assert Image.objects.get().width == 1200


def test_nothing_outside_the_folder_is_taken(export, tmp_path):
    (tmp_path / "secret.png").write_bytes(picture_bytes())
    folder = tmp_path / "media"
    folder.mkdir()

    bring(export(attachment(11, "../../../../secret.png")), media=folder)

    assert not Image.objects.get().original
