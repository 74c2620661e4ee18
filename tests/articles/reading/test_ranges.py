"""A file, or the part of it that a reader asks for (RFC 9110)."""

import io

import pytest
from django.test import RequestFactory

from articles.reading import ranges

DATA = bytes(range(256)) * 1024
ETAG = '"abc"'


def answer(method: str = "get", **headers: str):
    request = getattr(RequestFactory(), method)("/file", headers=headers)
    return ranges.respond(request, lambda: io.BytesIO(DATA), len(DATA), ETAG, "application/pdf")


def sent(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_whole_file():
    response = answer()

    assert response.status_code == 200
    assert sent(response) == DATA
    assert response["Content-Length"] == str(len(DATA))
    assert (response["ETag"], response["Accept-Ranges"]) == (ETAG, "bytes")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=262000-", 262000, 262143),
        ("bytes=262000-999999999", 262000, 262143),
        ("bytes=-500", 261644, 262143),
        ("bytes=-999999999", 0, 262143),
    ],
)
def test_a_part(asked, first, last):
    response = answer(range=asked)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(DATA)}"
    assert response["Content-Length"] == str(last - first + 1)
    assert sent(response) == DATA[first : last + 1]


@pytest.mark.parametrize(
    "asked", ["bytes=-", "bytes=5-2", "bytes=0-1,5-9", "lines=0-1", "bytes=a-b", "bytes=²-"]
)
def test_what_is_no_part_gets_the_whole(asked):
    response = answer(range=asked)

    assert response.status_code == 200
    assert sent(response) == DATA


@pytest.mark.parametrize("asked", ["bytes=262144-", "bytes=262144-262150", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(asked):
    response = answer(range=asked)

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(DATA)}")


@pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"x", {ETAG}', "*"])
def test_who_has_this_version_gets_no_bytes(known):
    response = answer(**{"if-none-match": known, "range": "bytes=0-9"})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == ETAG


def test_who_has_another_version_gets_this_one_whole():
    assert answer(**{"if-none-match": '"old"'}).status_code == 200
    assert answer(**{"if-range": '"old"', "range": "bytes=0-9"}).status_code == 200
    assert answer(**{"if-range": ETAG, "range": "bytes=0-9"}).status_code == 206


def test_a_look_at_the_head_opens_no_file():
    request = RequestFactory().head("/file", headers={"range": "bytes=0-9"})

    response = ranges.respond(request, lambda: 1 / 0, 500, ETAG, "application/pdf")

    assert (response.status_code, response["Content-Length"], response.content) == (
        200,
        "500",
        b"",
    )


# To close an answer looks at the connection.
@pytest.mark.django_db
@pytest.mark.parametrize("read", [True, False])
def test_the_file_is_closed(read):
    file = io.BytesIO(DATA)
    request = RequestFactory().get("/file")
    response = ranges.respond(request, lambda: file, len(DATA), ETAG, "application/pdf")
    if read:
        sent(response)

    response.close()

    assert file.closed
