import pytest

from articles.wordpress.embeds import embeddable


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://youtu.be/abc-DEF_123?t=3", "https://www.youtube.com/watch?v=abc-DEF_123"),
        ("http://www.youtube.com/watch?v=abcdefghijk&a=b", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("//www.youtube-nocookie.com/embed/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/embed/videoseries?list=PLabcdef", "https://www.youtube.com/playlist?list=PLabcdef"),
        ("https://player.vimeo.com/video/12345?h=1", "https://vimeo.com/12345"),
        ("http://twitter.com/valmar/status/99?s=20", "https://twitter.com/valmar/status/99"),
        ("https://x.com/valmar/status/99", "https://x.com/valmar/status/99"),
        ("https://www.instagram.com/p/Ab-1/?x=1", "https://www.instagram.com/p/Ab-1/"),
        ("https://open.spotify.com/embed/episode/abc", "https://open.spotify.com/episode/abc"),
        ("http://soundcloud.com/valmar/tides", "https://soundcloud.com/valmar/tides"),
        ("https://t.me/valmar/12", "https://t.me/valmar/12"),
        ("https://www.google.com/maps/embed?pb=1&amp;x=2", "https://www.google.com/maps/embed?pb=1&x=2"),
    ],
)  # fmt: skip
def test_known_addresses_become_canonical(url: str, canonical: str) -> None:
    assert embeddable(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://valmar.test/watch?v=abcdefghijk",
        "https://www.youtube.com/",
        "https://www.youtube.com/user/valmar",
        "https://youtube.com.evil.test/watch?v=abcdefghijk",
        "https://evil.test/www.youtube.com/watch?v=abcdefghijk",
        "https://twitter.com/valmar",
        "javascript:https://youtu.be/abcdefghijk",
        'https://soundcloud.com/a/b"onload="x',
        "https://soundcloud.com/a/<b>",
        "https://[broken",
        "ftp://youtu.be/abcdefghijk",
    ],
)
def test_other_addresses_are_not_embedded(url: str) -> None:
    assert embeddable(url) is None


def test_only_https_comes_out() -> None:
    assert embeddable("http://flickr.com/photos/ilse/1") == "https://flickr.com/photos/ilse/1"
