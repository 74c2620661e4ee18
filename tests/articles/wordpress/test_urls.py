import pytest

from articles.wordpress import bytestream, moments
from articles.wordpress.files import Files, NotThere
from articles.wordpress.oldpaths import path_of
from articles.wordpress.urls import urlsplit


@pytest.mark.parametrize("url", ["http://[bad/x.jpg", "", "\0"])
def test_what_is_no_address_has_empty_parts(url):
    parts = urlsplit(url)

    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "")


def test_nul_is_left_out_of_paths():
    assert path_of("http://old.example/a%00b/") == "/ab/"


@pytest.mark.parametrize(
    "name", ["n" * 400 + ".jpg", "a b.jpg", "a%00b.jpg", "фото.jpg", "../../etc/passwd"]
)
def test_odd_names_of_files_are_not_there(tmp_path, name):
    files = Files(tmp_path, fetch=False)

    with pytest.raises(NotThere, match="not in the folder"):
        files.open(f"http://old.example/{name}")


@pytest.mark.parametrize("name", ["a b.jpg", "фото.jpg", "a?b=c d"])
def test_odd_addresses_are_asked_for_as_they_are_meant(name):
    files = Files(None, fetch=True)

    with pytest.raises(NotThere, match=r"refused|Errno|control characters"):
        files.open(f"http://127.0.0.1:9/{name}")


@pytest.mark.parametrize("name", ["hex", "rot13", "idna", "undefined", "nonsense"])
def test_a_codec_that_is_none_of_text_is_taken_for_utf_8(name):
    start = f'<?xml version="1.0" encoding="{name}"?>'.encode()

    assert bytestream.encoding_of(start) == "utf-8"


@pytest.mark.parametrize("text", ["0001-01-01 00:00:00", "9999-12-31 23:59:59"])
def test_a_year_that_no_zone_can_show_is_no_date(text):
    assert moments.stamp(text) is None
