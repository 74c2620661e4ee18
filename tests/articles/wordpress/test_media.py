import pytest

from tests.articles.wordpress.conversions import converted, html

PLAYER = '<div data-embed="https://www.youtube.com/watch?v=abcdefghijk"></div>'
FLASH = (
    '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk">'
    '<embed src="http://www.youtube.com/v/abcdefghijk"></object>'
)


@pytest.mark.parametrize(
    "text",
    [
        "https://youtu.be/abcdefghijk",
        "  https://www.youtube.com/watch?v=abcdefghijk&amp;t=3s  ",
        "<p>https://youtu.be/abcdefghijk</p>",
        "[embed]https://youtu.be/abcdefghijk[/embed]",
        "[youtube abcdefghijk]",
        '[video src="https://youtu.be/abcdefghijk"]',
        '<iframe src="//www.youtube.com/embed/abcdefghijk?rel=0" width="3"></iframe>',
        '<p><iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk"></iframe></p>',
        FLASH,
        '<video src="https://youtu.be/abcdefghijk"></video>',
    ],
)
def test_a_known_player_becomes_an_embed(text: str) -> None:
    found = converted(text)

    assert found.html == PLAYER
    assert found.embeds == ["https://www.youtube.com/watch?v=abcdefghijk"]
    assert found.losses == []


def test_an_address_on_a_line_of_its_own_parts_the_text() -> None:
    assert html("See:\nhttps://youtu.be/abcdefghijk\nand more") == (
        f"<p>See:</p>{PLAYER}<p>and more</p>"
    )


def test_an_address_within_a_sentence_stays_text() -> None:
    text = "See https://youtu.be/abcdefghijk for more"

    assert html(text) == f"<p>{text}</p>"


def test_an_unknown_address_alone_becomes_a_link() -> None:
    found = converted("https://valmar.test/report")

    assert found.html == (
        '<p><a href="https://valmar.test/report">https://valmar.test/report</a></p>'
    )
    assert found.links == ["https://valmar.test/report"]


@pytest.mark.parametrize(
    "text",
    [
        '<iframe src="https://maps.test/x?a=1&amp;b"></iframe>',
        "[embed]https://maps.test/x?a=1&b[/embed]",
    ],
)
def test_an_unknown_page_becomes_a_link_and_a_loss(text: str) -> None:
    found = converted(text)

    assert found.html == (
        '<p><a href="https://maps.test/x?a=1&amp;b">https://maps.test/x?a=1&amp;b</a></p>'
    )
    assert [loss.snippet for loss in found.losses] == ["https://maps.test/x?a=1&b"]


def test_a_quoted_post_is_embedded_and_its_script_forgotten() -> None:
    text = (
        '<blockquote class="twitter-tweet"><p>Hi <a href="https://t.co/x">x</a></p>— Ilse '
        '<a href="https://twitter.com/ilse/status/5?ref=a">May 3</a></blockquote>'
        '<script async src="https://platform.twitter.com/widgets.js"></script>'
    )

    found = converted(text)

    assert found.html == '<div data-embed="https://twitter.com/ilse/status/5"></div>'
    assert found.losses == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[audio src="https://valmar.test/Tide%20song.mp3"]', "Tide song.mp3"),
        ('[video mp4="https://valmar.test/v.mp4"][/video]', "v.mp4"),
        ("[audio https://valmar.test/b.mp3]", "b.mp3"),
        ('<audio controls><source src="https://valmar.test/c.ogg"></audio>', "c.ogg"),
    ],
)
def test_a_media_file_becomes_a_link_and_a_loss(text: str, name: str) -> None:
    found = converted(text)

    address = f"https://valmar.test/{name.replace(' ', '%20')}"
    assert found.html == f'<p><a href="{address}">{name}</a></p>'
    assert len(found.losses) == 1


def test_a_playlist_becomes_links_to_its_files() -> None:
    found = converted('[playlist ids="4,5"]', files={4: "https://valmar.test/4.mp3"})

    assert found.html == '<p><a href="https://valmar.test/4.mp3">4.mp3</a></p>'
    assert "A playlist names files that are not in the export." in [w for w, _ in found.losses]


def test_no_other_scheme_is_linked() -> None:
    assert html('<iframe src="data:text/html,x"></iframe>') == ""


def test_an_embed_in_a_list_comes_after_it() -> None:
    text = '<ul><li>a<iframe src="https://youtu.be/abcdefghijk"></iframe></li></ul>'

    assert html(text) == f"<ul><li><p>a</p></li></ul>{PLAYER}"
