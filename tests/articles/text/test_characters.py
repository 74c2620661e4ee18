import pytest

from articles.text import characters


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("a  b", "a b"),
        ("a\n\t b", "a b"),
        ("a\nb", "a b"),
        ("10\u00a0km", "10\u00a0km"),
        ("a\u00a0\u00a0b", "a b"),
        ("a \u00a0b", "a b"),
        ("a\u2028b", "a b"),
        ("a\u202fb", "a\u202fb"),
        ("a\x00 \x01 b", "a b"),
    ],
)
def test_a_run_of_white_space_is_one_blank(text, spaced):
    assert characters.spaced(text) == spaced


@pytest.mark.parametrize(
    ("text", "is_visible"),
    [("a", True), (".", True), ("", False), (" \u00a0\u3000", False), ("\u200b\u00ad", False)],
)
def test_blanks_and_marks_of_format_do_not_show(text, is_visible):
    assert characters.is_visible(text) is is_visible


def test_preformatted_text_keeps_its_lines():
    text = "\r\n\n  a\r\n\tb\rc\u00a0d\n"

    assert characters.preformatted(text) == "  a\n\tb\nc d"


def test_surrogates_that_belong_together_are_joined():
    assert characters.whole("a\ud83d\ude00b\ud83dc") == "a\U0001f600bc"


def test_a_value_is_one_line():
    assert characters.one_line(" a\n b\u00a0c\x07 ") == "a b c"
