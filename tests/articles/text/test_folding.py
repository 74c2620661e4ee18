import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.folding import fold, spans, words

SEARCHABLE = st.text() | st.text("aüu\u0308\u0301Iİıßﬁ \u00ad\u200dَקב")


@given(SEARCHABLE)
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(SEARCHABLE)
def test_folding_twice_equals_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_every_character_is_folded_to_one():
    everything = [chr(code) for code in range(0x110000)]

    assert all(len(fold(one)) == 1 for one in everything)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Khürelsükh", "khurelsukh"),
        ("ÉÇÑÅØŁĐ", "ecnaold"),
        ("Straße", "strase"),
        ("İstanbul Diyarbakır", "istanbul diyarbakir"),
        ("Æsop ﬁn", "asop fn"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("Ёлка й", "елка и"),
        ("أحمد", "احمد"),
        ("Ａ①", "a1"),
        ("10\u00a0km", "10 km"),
        ("’x’ – “y”", "'x' - \"y\""),
        ("が", "が"),
        ("한국", "한국"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_case_accents_and_variants_are_removed(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["Khürelsükh", "Khurelsukh", "KHÜRELSÜKH", "Khü\u00adrelsükh"])
def test_a_name_is_found_however_it_is_spelled(form, name):
    text = unicodedata.normalize(form, f"President {name} said")

    assert "khurelsukh" in fold(text)
    assert words(text) == ["president", "khurelsukh", "said"]


def test_offsets_agree_at_the_ends_of_words():
    text = unicodedata.normalize("NFD", "Ükh Khürelsükh said")

    folded = fold(text)

    assert folded.index("khurelsukh") == text.index("Kh")
    assert folded.index(" said") == text.index(" said")


@given(SEARCHABLE)
def test_a_span_is_where_its_word_stands(text):
    for word, begin, end in spans(text):
        assert words(text[begin:end]) == [word]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" – ... ", []),
        ("Straße, ﬁn; Æsop!", ["strasse", "fin", "aesop"]),
        ("COVID-19 snake_case", ["covid", "19", "snake_case"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("الكِتَابُ", ["الكتاب"]),
        (unicodedata.normalize("NFD", "がはい"), ["がはい"]),
    ],
)
def test_words_are_folded_whole(text, found):
    assert words(text) == found
