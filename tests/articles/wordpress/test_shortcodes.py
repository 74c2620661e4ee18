import pytest

from articles.wordpress.shortcodes import attributes_of, expand


def expanded(text: str) -> tuple[str, list[tuple[str, str]]]:
    told: list[tuple[str, str]] = []
    return expand(text, lambda what, snippet: told.append((what, snippet))), told


@pytest.mark.parametrize(
    "text",
    [
        "He said [sic] and left.",
        "It was “[the president’s] own idea”.",
        "[the president's] idea",
        "See [1] and [Brandt 2014, p. 3].",
        "[so-called] reform",
        "[Ted] spoke first, [ref] and [embed] too.",
        'a [and a link to <a href="https://valmar.test">an archive</a>] b',
        "x[0] < y[1]",
        "[unclosed text",
        "[] [ ] [/]",
    ],
)
def test_brackets_in_prose_are_text(text: str) -> None:
    assert expanded(text) == (text, [])


def test_an_unknown_shortcode_is_left_out_and_reported() -> None:
    text, told = expanded('a [contact-form-7 id="4" title="Write"] b [toc] c')

    assert text == "a  b  c"
    assert told == [
        (
            "The shortcode [contact-form-7] is not known here; it was left out.",
            '[contact-form-7 id="4" title="Write"]',
        ),
        ("The shortcode [toc] is not known here; it was left out.", "[toc]"),
    ]


def test_the_content_of_an_unknown_shortcode_is_kept() -> None:
    text, told = expanded('[vc_row][vc_column width="1/2"]Text [b]bold[/b][/vc_column][/vc_row]')

    assert text == "Text bold"
    assert [what for what, _ in told] == [
        "The shortcode [b] is not known here; its content was kept.",
        "The shortcode [vc_column] is not known here; its content was kept.",
        "The shortcode [vc_row] is not known here; its content was kept.",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[gallery]]", "[gallery]"),
        ('[[contact-form id="1"]]', '[contact-form id="1"]'),
        ("[[caption]x[/caption]]", "[caption]x[/caption]"),
        ("<code>[[gallery]]</code>", "<code>[gallery]</code>"),
        ("[[Wiki page]]", "[[Wiki page]]"),
    ],
)
def test_doubled_brackets_show_the_shortcode(text: str, shown: str) -> None:
    assert expanded(text) == (shown, [])


@pytest.mark.parametrize(
    "text",
    ['<pre>[x_y a="1"]</pre>', '<code>[gallery ids="1"]</code>', '<a href="[x_y]">z</a>'],
)
def test_code_and_attributes_are_left_alone(text: str) -> None:
    assert expanded(text) == (text, [])


def test_nested_shortcodes_of_one_name_end_where_they_belong() -> None:
    text, _ = expanded("[box_a]1[box_a]2[/box_a]3[/box_a]4")

    assert text == "1234"


def test_a_shortcode_alone_does_not_take_the_end_of_the_next() -> None:
    text, _ = expanded('[box_a x="1"] mid [box_a]in[/box_a] out')

    assert text == " mid in out"


def test_a_closing_tag_alone_is_left_out_and_reported() -> None:
    text, told = expanded("a [/caption] b [/word] c")

    assert text == "a  b [/word] c"
    assert [snippet for _, snippet in told] == ["[/caption]"]


def test_footnote_shortcodes_become_footnotes() -> None:
    text, told = expanded("Claim[mfn]See <em>Tides</em>.[/mfn].")

    assert text == 'Claim<span data-footnote="">See <em>Tides</em>.</span>.'
    assert told == []


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("[embed]https://vimeo.com/1[/embed]", "https://vimeo.com/1"),
        ('[embed width="3" src="https://vimeo.com/1"]', "https://vimeo.com/1"),
        ("[youtube https://youtu.be/abcdefghijk]", "https://youtu.be/abcdefghijk"),
        ("[youtube=https://youtu.be/abcdefghijk]", "https://youtu.be/abcdefghijk"),
        ("[vimeo 1234]", "https://vimeo.com/1234"),
        ('[youtube id="abcdefghijk"]', "https://www.youtube.com/watch?v=abcdefghijk"),
    ],
)
def test_embeds_in_their_many_spellings(text: str, url: str) -> None:
    assert f'data-shortcode="embed" data-url="{url}"' in expanded(text)[0]


def test_attributes_in_all_quotes() -> None:
    assert attributes_of(""" a="1 2" B='x' c=y d=”z” loose "two words" """) == {
        "a": "1 2",
        "b": "x",
        "c": "y",
        "d": "z",
        "0": "loose",
        "1": "two words",
    }


def test_very_deep_nesting_ends() -> None:
    text, _ = expanded("[a_b]" * 500 + "x" + "[/a_b]" * 500)

    assert "x" in text
