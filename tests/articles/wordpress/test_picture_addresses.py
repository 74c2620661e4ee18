"""A picture in a text is the one that readers of the old site saw."""

import re
from pathlib import Path

import pytest

from articles.images.models import Image
from articles.writing.models import Article
from tests.articles.wordpress.sites import attachment, bring, item
from tests.makers import picture_bytes

pytestmark = pytest.mark.django_db

UPLOADS = "https://old.example/wp-content/uploads/2024/09"


def shown(*names: str, number: str = "") -> str:
    """A post with these pictures."""
    sources = [name if "//" in name else f"{UPLOADS}/{name}" for name in names]
    body = "".join(f'<p>.</p><img {number} src="{source}" alt="x" />' for source in sources)
    return item(10, "Pictures", "pictures", content=body)


def names() -> list[str]:
    files = dict(Image.objects.values_list("key", "file_name"))
    keys = re.findall(r'data-image="(\w+)"', Article.objects.get().body)
    return [files[key] for key in keys]


def test_originals_whose_names_end_in_a_size_stay_different_pictures(export):
    given = ["map-580x300.png", "map-150x150.png", "map-300x200.png", "map.png"]
    pictures = [attachment(11 + n, name) for n, name in enumerate(given)]

    bring(export(*pictures, shown(*given)))

    assert names() == given


def test_a_smaller_copy_is_the_attachment_that_it_was_made_from(export):
    bring(export(attachment(11, "hall.png"), shown("hall-1024x683.png", "hall-300x200.png")))

    assert names() == ["hall.png", "hall.png"]
    assert Image.objects.count() == 1


def test_a_smaller_copy_of_a_large_picture_is_the_scaled_attachment(export):
    bring(export(attachment(11, "hall-scaled.png"), shown("hall-1024x683.png", "hall.png")))

    assert names() == ["hall-scaled.png", "hall-scaled.png"]


def test_a_copy_that_may_be_of_two_attachments_is_neither(export):
    pictures = [attachment(11, "hall.png"), attachment(12, "hall-scaled.png")]

    bring(export(*pictures, shown("hall-1024x683.png")))

    assert names() == ["hall-1024x683.png"]


@pytest.mark.parametrize(
    "other",
    [
        "http://old.example/wp-content/uploads/2024/09/hall.png",
        "https://www.old.example/wp-content/uploads/2024/09/hall.png",
        "//old.example/wp-content/uploads/2024/09/hall.png?w=300",
        "https://i0.wp.com/old.example/wp-content/uploads/2024/09/hall.png?resize=300",
    ],
)
def test_variants_of_one_address_are_one_picture(export, other):
    bring(export(attachment(11, "hall.png"), shown(other)))

    assert names() == ["hall.png"]
    assert Image.objects.count() == 1


def test_a_number_of_another_site_does_not_bring_another_picture(export):
    number = 'class="wp-image-11"'

    bring(export(attachment(11, "hall.png"), shown("square.png", number=number)))

    assert names() == ["square.png"]


@pytest.mark.parametrize("name", ["hall-300x200.png", "hall-604.png", "show.php?picture=5"])
def test_a_number_finds_a_picture_whose_address_is_another(export, name):
    moved = f"https://before.example/files/{name}"
    number = 'class="wp-image-11"'

    bring(export(attachment(11, "hall.png"), shown(moved, number=number)))

    assert names() == ["hall.png"]


@pytest.mark.parametrize("name", ["hall.png", "hall-scaled.png"])
def test_a_smaller_copy_gives_way_to_the_original_in_the_folder(export, tmp_path, name):
    folder = tmp_path / "media" / "2024" / "09"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(picture_bytes(1200, 800))
    (folder / "hall-300x200.png").write_bytes(picture_bytes(300, 200))

    bring(export(shown("hall-300x200.png")), media=tmp_path / "media")

    assert Image.objects.get().width == 1200


def test_what_is_smaller_than_a_copy_is_not_its_original(export, tmp_path):
    folder = tmp_path / "media" / "2024" / "09"
    folder.mkdir(parents=True)
    (folder / "map.png").write_bytes(picture_bytes(100, 100))
    (folder / "map-300x200.png").write_bytes(picture_bytes(300, 200))

    bring(export(shown("map-300x200.png")), media=tmp_path / "media")

    assert Image.objects.get().width == 300


def test_a_missing_picture_is_named_with_its_article_and_the_reason(export, tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / "media" / folder).mkdir(parents=True)
        (tmp_path / "media" / folder / "twice.png").write_bytes(picture_bytes())

    report = bring(export(shown("none.png", "twice.png")), media=tmp_path / "media")

    text = "\n".join(report.lines())
    assert "none.png: not in the folder – “Pictures”" in text
    assert "twice.png: several files of this name in the folder – “Pictures”" in text
