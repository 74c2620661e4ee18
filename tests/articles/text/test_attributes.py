import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import attributes


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://Example.org/A", "http://Example.org/A"),
        (" https://example.org/a\nb ", "https://example.org/ab"),
        ("//example.org/a", "https://example.org/a"),
        ("\\\\example.org/a", "https://example.org/a"),
        ("/\\example.org", "https://example.org"),
        ("https:\\\\example.org", "https://example.org"),
        ("https:////example.org", "https://example.org"),
        ("www.example.org/a", "https://www.example.org/a"),
        ('https://example.org/a b"c<d>', "https://example.org/a%20b%22c%3Cd%3E"),
        ("https://example.org/?q=%20ü", "https://example.org/?q=%20ü"),
        ("MailTo:desk@example.org", "mailto:desk@example.org"),
        ("tel:+976 123", "tel:+976%20123"),
        ("/articles/x/#y", "/articles/x/#y"),
        ("/", "/"),
        ("#notes", "#notes"),
        ("?page=2", "?page=2"),
    ],
)
def test_an_address_has_one_spelling(value, written):
    assert attributes.address(value) == written
    assert attributes.address(written) == written


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "#",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\x00script:alert(1)",
        "java\u00adscript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org/",
        "blob:https://example.org/x",
        "about:blank",
        "x:y",
        "page.html",
        "../page",
        "https:",
        "https://",
        "https:///",
        "https://?x",
        "https://a b/",
        "//a b/",
        "https://example.org:99999/",
        "//example.org:99999/",
        "//[example.org",
        "mailto:",
        "tel:",
    ],
)
def test_an_address_that_leads_nowhere_good_is_none(value):
    assert attributes.address(value) is None


@settings(deadline=None)
@given(
    st.text()
    | st.builds(
        "{}{}".format,
        st.sampled_from(["http:", "https://", "//", "/\\", "www.", "/", "#", "?", "mailto:"]),
        st.text(),
    )
)
def test_a_written_address_is_written_the_same_again(value):
    written = attributes.address(value)

    assert written is None or attributes.address(written) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("https://example.org/", "https://example.org/"),
        ("//example.org/", "https://example.org/"),
        ("http://example.org/", None),
        ("/video", None),
        ("mailto:a@example.org", None),
    ],
)
def test_an_embed_is_reached_by_https_only(value, written):
    assert attributes.secure_address(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("http://x.org/", "http://x.org/"), ("/a/", "/a/"), ("mailto:a@x.org", None), ("#a", None)],
)
def test_a_quotation_is_from_a_page(value, written):
    assert attributes.web_address(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("abcdefghijkl", "abcdefghijkl"),
        ("123456789012", "123456789012"),
        ("abcdefghijk", None),
        ("abcdefghijklm", None),
        ("ABCDEFGHIJKL", None),
        ("abcdefghijk\n", None),
        ("abcdefghijkl\n", None),
        ("", None),
        (None, None),
    ],
)
def test_a_key_has_twelve_characters(value, written):
    assert attributes.key(value) == written


def test_a_gallery_keeps_its_valid_keys_once():
    value = " abcdefghijkl\nx 123456789012  abcdefghijkl "

    assert attributes.keys(value) == "abcdefghijkl 123456789012"


@pytest.mark.parametrize("value", [None, "", "x", "ABCDEFGHIJKL"])
def test_a_gallery_without_keys_is_none(value):
    assert attributes.keys(value) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a-B_1", "a-B_1"),
        (" Übung ", "Übung"),
        ("Хоёр", "Хоёр"),
        ("a b", None),
        ("a.b", None),
        ('a"', None),
        ("", None),
        (None, None),
        ("x" * 201, None),
    ],
)
def test_an_id_has_letters_digits_hyphens_and_underscores(value, written):
    assert attributes.heading_id(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2", "2"),
        (" 03 ", "3"),
        ("100", "100"),
        ("1", None),
        ("0", None),
        ("101", None),
        ("-2", None),
        ("2.5", None),
        ("٣", None),
        ("x", None),
        (None, None),
    ],
)
def test_a_cell_covers_few_rows_and_columns(value, written):
    assert attributes.span(value) == written


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("3", 3),
        ("007", 7),
        ("1", 1),
        ("0", 1),
        ("-1", 1),
        ("99999", 99999),
        ("100000", 1),
        ("x", 1),
        (None, 1),
    ],
)
def test_a_list_starts_at_a_positive_number(value, number):
    assert attributes.start(value) == number


@pytest.mark.parametrize(
    ("value", "written"),
    [("mn", "mn"), ("zh-Hant-TW", "zh-Hant-TW"), ("x y", None), ("", None), ("e", None)],
)
def test_a_language_has_the_form_of_a_tag(value, written):
    assert attributes.language(value) == written


def test_words_with_one_meaning_are_written_in_lower_case():
    assert attributes.direction(" RTL ") == "rtl"
    assert attributes.scope("Col") == "col"


def test_other_words_are_none():
    assert attributes.direction("up") is None
    assert attributes.scope("cell") is None
