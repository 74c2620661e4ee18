"""Captions of an invented site: what is taken apart, what is asked, what is left alone."""

import pytest

from articles.wordpress.captions import split_credit

SAID = "The harbour at dawn."

# (what follows SAID, photographer, agency)
CERTAIN = [
    ("(Image Credit: Ilse Brandt/TASS)", "Ilse Brandt", "TASS"),
    ("(Image Credit: Kremlin)", "", "Kremlin"),
    ("(Image Credits: Kremlin).", "", "Kremlin"),
    ("(Photo Credit: Ilse Brandt)", "Ilse Brandt", ""),
    ("(Photo: Ilse Brandt / AFP)", "Ilse Brandt", "AFP"),
    ("[Photo: Ilse Brandt/Al Jazeera]", "Ilse Brandt", "Al Jazeera"),
    ("Photo: Ilse Brandt / AFP", "Ilse Brandt", "AFP"),
    ("Photo: J. R. Brandt/AFP", "J. R. Brandt", "AFP"),
    ("Photo by Ilse Brandt.", "Ilse Brandt", ""),
    ("Photo by Ilse Brandt/AFP via Getty Images", "Ilse Brandt", "AFP via Getty Images"),
    ("(Photo by Ilse Brandt / POOL / AFP)", "Ilse Brandt", "POOL/AFP"),
    ("Photographer: Ilse Brandt/Bloomberg", "Ilse Brandt", "Bloomberg"),
    ("Credit: Reuters", "", "Reuters"),
    ("© Ilse Brandt", "Ilse Brandt", ""),
    ("© 2019 Ilse Brandt / Reuters", "Ilse Brandt", "Reuters"),
    ("(c) European Union, 2019", "", "European Union"),
    ("Copyright 2019 Ilse Brandt. All rights reserved.", "Ilse Brandt", ""),
    ("Source: World Bank", "", "World Bank"),
    ("(Source: Ministry of the Sea, Valmar)", "", "Ministry of the Sea, Valmar"),
    ("Courtesy of the National Archives", "", "National Archives"),
    ("(Photo courtesy: Press Service of the Palace)", "", "Press Service of the Palace"),
    ("Ilse Brandt/Sputnik via AP", "Ilse Brandt", "Sputnik via AP"),
    ("(Ilse Brandt/Sputnik/Palace Pool Photo via AP)", "Ilse Brandt",
     "Sputnik/Palace Pool Photo via AP"),
    ("(AP Photo/Ilse Brandt)", "Ilse Brandt", "AP"),
    ("(AP Photo/Ilse Brandt, File)", "Ilse Brandt", "AP"),
    ("REUTERS/Ilse Brandt", "Ilse Brandt", "REUTERS"),
    ("(Xinhua/Li Gang)", "Li Gang", "Xinhua"),
    ("(Reuters)", "", "Reuters"),
    ("(U.S. Navy photo by Seaman Ilse Brandt/Released)", "Seaman Ilse Brandt", "U.S. Navy"),
    ("U.S. Navy photo by Ilse Brandt", "Ilse Brandt", "U.S. Navy"),
    ("(Credit: UN Photo/Ilse Brandt)", "Ilse Brandt", "UN Photo"),
    ("(Image Credit: White House/Ilse Brandt)", "Ilse Brandt", "White House"),
    ("(Image Credit: Ilse Brandt and Jan de Vries/EPA)", "Ilse Brandt and Jan de Vries", "EPA"),
    ("(Image Credit: Ilse Brandt, AFP)", "Ilse Brandt", "AFP"),
    ("(Image Credit: Ilse Brandt for IRIA)", "Ilse Brandt", "IRIA"),
    ("(Image Credit: Ilse Brandt via AP)", "Ilse Brandt", "AP"),
    ("(Image Credit: Stringer/Reuters)", "", "Stringer/Reuters"),
    ("(Image Credit: Palace Press Service)", "", "Palace Press Service"),
    ("(Image Credit: valmar.test)", "", "valmar.test"),
    ("(Image: Jan van der Berg)", "Jan van der Berg", ""),
    ("(Image Credit: Wikimedia Commons)", "", "Wikimedia Commons"),
    ("Foto: Ilse Brandt", "Ilse Brandt", ""),
    ("(Фото: Кремль)", "", "Кремль"),
    ("Map: IRIA / Natural Earth", "", "IRIA/Natural Earth"),
    ("Photo credit: Office of the Prime Minister", "", "Office of the Prime Minister"),
]  # fmt: skip

UNCLEAR = [
    ("(Image Credit: Ilse Brandt/Jan de Vries)", "Ilse Brandt", "Jan de Vries"),
    ("(Image Credit: @ilsebrandt)", "@ilsebrandt", ""),
    ("Image courtesy of Ilse Brandt", "Ilse Brandt", ""),
    ("(Image Credit: 新华社)", "", "新华社"),
    ("(Map: Valmar Strait)", "Valmar Strait", ""),
    ("(Image Credit: U.S. Navy photo by Reuters)", "", "U.S. Navy/Reuters"),
]

LEFT_WHOLE_BUT_ASKED = [
    "The harbour. (Left photo: Ilse Brandt; right photo: Jan de Vries)",
    "The harbour. (Photo: A fisherman repairs his nets)",
    "Photo: The harbour at dawn",
    "Chart: exports rose by 5 % in 2014",
    "Protesters in Valmar, 2014 (Reuters)",
    "The harbour. Photo: Author",
    "The harbour. (Photo: 3 March 2014)",
    "One. (Photo: Ilse Brandt) Two. (Photo: Jan de Vries)",
]

LEFT_ALONE = [
    "",
    "The harbour at dawn",
    "(left) President Brandt (2014)",
    "President Brandt (left) with Prime Minister de Vries (right)",
    "The head of the North Atlantic Treaty Organization (NATO)",
    "Journalists of the Associated Press (AP)",
    "He took the photo by the harbour.",
    "The government opened a line of credit for farmers.",
    "President Brandt pays a courtesy call on the minister.",
    "The vote was 12/15 in favour.",
    "The minister at the summit (Valmar, 3 March 2014)",
    "Talks on the 2014/15 budget (centre).",
    "Ilse Brandt, minister of trade/industry",
    "A Reuters journalist at the front",
    "The bridge, built 1932/33. It was closed in 2001.",
    "Map of the strait. The border is disputed.",
    "The church (photo from 1911)",
]


@pytest.mark.parametrize(("credit", "photographer", "agency"), CERTAIN)
def test_a_credit_is_taken_out_of_the_caption(credit: str, photographer: str, agency: str) -> None:
    caption, found, unclear = split_credit(f"{SAID} {credit}")

    assert caption == SAID
    assert found is not None
    assert (found.photographer, found.agency, unclear) == (photographer, agency, False)


@pytest.mark.parametrize(("credit", "photographer", "agency"), UNCLEAR)
def test_what_cannot_be_decided_is_proposed_and_flagged(
    credit: str, photographer: str, agency: str
) -> None:
    caption, found, unclear = split_credit(f"{SAID} {credit}")

    assert caption == SAID
    assert found is not None
    assert (found.photographer, found.agency, unclear) == (photographer, agency, True)


@pytest.mark.parametrize("caption", LEFT_WHOLE_BUT_ASKED)
def test_what_may_hold_a_credit_stays_whole_and_is_flagged(caption: str) -> None:
    assert split_credit(caption) == (caption, None, True)


@pytest.mark.parametrize("caption", LEFT_ALONE)
def test_a_caption_without_credit_stays_as_it_is(caption: str) -> None:
    assert split_credit(caption) == (caption, None, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The harbour (Image Credit: Kremlin).", "The harbour."),
        ("The harbour. (Image Credit: Kremlin).", "The harbour."),
        ("The harbour (Image Credit: Kremlin)", "The harbour"),
        ("The harbour | Credit: Reuters", "The harbour"),
        ("The harbour – Photo: Ilse Brandt", "The harbour"),
        ("(Photo: Ilse Brandt) The harbour.", "The harbour."),
        ("Photo: Ilse Brandt/AFP. The harbour.", "The harbour."),
        ("© Ilse Brandt – The harbour", "The harbour"),
        ("The harbour. (Photo: Ilse Brandt) It was cold.", "The harbour. It was cold."),
        ("Image Credit: NATO", ""),
        ("Oyun-Erdene. (Image Credit: Ilse Brandt/TASS)", "Oyun-Erdene."),
    ],
)
def test_the_rest_of_the_caption_is_kept_exactly(before: str, after: str) -> None:
    assert split_credit(before)[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The <em>Aurora</em>. <em>Photo by Ilse Brandt</em>", "The <em>Aurora</em>."),
        ("The <em>Aurora. (Photo: Ilse Brandt)</em>", "The <em>Aurora.</em>"),
        ("Fish &amp; nets.&nbsp;(Photo: Ilse Brandt)", "Fish &amp; nets."),
        ('<a href="/x">Nets</a>. (Photo: Ilse Brandt)', '<a href="/x">Nets</a>.'),
        ("Nets. <small>(Photo: <b>Ilse</b> Brandt)</small>", "Nets."),
    ],
)
def test_marks_in_the_caption_stay_and_empty_ones_go(before: str, after: str) -> None:
    caption, credit, _ = split_credit(before)

    assert caption == after
    assert credit is not None
    assert credit.photographer == "Ilse Brandt"


def test_the_credit_keeps_its_words_label_and_link() -> None:
    _, credit, _ = split_credit('Nets. (Photo: <a href="https://ib.test">Ilse Brandt</a>)')

    assert credit is not None
    assert (credit.text, credit.label) == ("(Photo: Ilse Brandt)", "Photo:")
    assert credit.url == "https://ib.test"


def test_a_name_alone_after_photo_may_be_that_of_the_one_seen() -> None:
    caption, credit, unclear = split_credit("Photo: Ilse Brandt")

    assert (caption, unclear) == ("", True)
    assert credit is not None
    assert credit.photographer == "Ilse Brandt"


@pytest.mark.parametrize(
    ("words", "photographer", "agency", "licence"),
    [
        ("Ilse Brandt/Flickr/CC BY-SA 2.0", "Ilse Brandt", "Flickr", "CC BY-SA 2.0"),
        ("Ilse Brandt, CC BY 4.0", "Ilse Brandt", "", "CC BY 4.0"),
        ("NASA (public domain)", "", "NASA", "public domain"),
        ("Public Domain", "", "", "Public Domain"),
    ],
)
def test_a_licence_is_apart(words: str, photographer: str, agency: str, licence: str) -> None:
    _, credit, unclear = split_credit(f"{SAID} (Image Credit: {words})")

    assert credit is not None
    assert (credit.photographer, credit.agency, credit.licence) == (photographer, agency, licence)
    assert not unclear
