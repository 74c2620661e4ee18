from pathlib import Path

import pytest

from articles.wordpress import bytestream
from articles.wordpress.bytestream import Bytestream
from articles.wordpress.streaming import count_items
from tests.articles.wordpress.exports import make_export, make_item, write


@pytest.mark.parametrize("portion", [1, 7, 64, 4096])
def test_items_are_counted_across_portions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(bytestream, "CHUNK", portion)
    text = make_export("<!-- <item> -->", make_item(1, content="<item>"), make_item(2))
    path = write(tmp_path, text)

    assert count_items(path) == 2


def test_a_character_split_between_portions_survives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytestream, "CHUNK", 1)
    path = write(tmp_path, "aйя\x00𝔸")

    with Bytestream(path) as stream:
        read = b"".join(iter(lambda: stream.read(3), b""))

    assert read.decode() == "aйя𝔸"
    assert (stream.dropped, stream.replaced) == (1, 0)


def test_utf_16_is_known_by_its_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "<rss/>é".encode("utf-16"))

    with Bytestream(path) as stream:
        assert stream.read_text() == "<rss/>é"
