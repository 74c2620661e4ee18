import pytest

from articles.wordpress.serialised import ImageMeta, NotSerialised, image_meta, unserialise


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("N;", None),
        ("b:1;", True),
        ("i:-42;", -42),
        ("d:0.5;", 0.5),
        ('s:5:"abc"d";', 'abc"d'),
        ('s:4:"й!a";', "й!a"),
        ("a:0:{}", {}),
        ('a:2:{i:0;s:1:"x";i:1;i:7;}', ["x", 7]),
        ('a:1:{s:1:"k";a:1:{i:3;b:0;}}', {"k": {3: False}}),
    ],
)
def test_values_are_read(text: str, value: object) -> None:
    assert unserialise(text) == value


def test_a_length_made_wrong_by_line_ends_is_forgiven() -> None:
    assert unserialise('s:5:"a\nb\n";') == "a\nb\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "i:;",
        "i:12",
        's:3:"ab',
        "a:2:{i:0;i:1;}",
        "a:1:{N;i:1;}",
        'O:8:"stdClass":0:{}',
        'C:1:"x":0:{}',
        "a:1:{i:0;R:1;}",
        "i:1;i:2;",
        "a:1:{i:0;" * 60 + "}" * 60,
        "a:99999999999:{",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotSerialised):
        unserialise(text)


def test_what_a_picture_says_of_itself() -> None:
    inner = (
        'a:5:{s:7:"caption";s:7:"A ferry";s:6:"credit";s:4:"Ilse";s:9:"copyright";s:0:"";'
        's:17:"created_timestamp";s:10:"1700000000";s:8:"keywords";a:1:{i:0;s:3:"sea";}}'
    )
    text = f'a:3:{{s:6:"height";i:480;s:4:"file";s:5:"a.jpg";s:10:"image_meta";{inner}}}'

    found = image_meta(text)

    assert (found.caption, found.credit, found.copyright) == ("A ferry", "Ilse", "")
    assert (found.created, found.keywords) == (1700000000, ("sea",))
    assert (found.height, found.width, found.file) == (480, None, "a.jpg")


@pytest.mark.parametrize("text", ["", "i:1;", 'a:1:{s:10:"image_meta";i:3;}', "broken"])
def test_missing_metadata_are_empty(text: str) -> None:
    assert image_meta(text) == ImageMeta()
