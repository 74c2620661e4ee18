"""Credits that are likely the same in other spellings."""

import pytest

from articles.images.doubles import doubles, doubles_of, fold
from articles.images.models import Credit

pytestmark = pytest.mark.django_db


def credit(agency: str = "", photographer: str = "", **fields: str) -> Credit:
    return Credit.objects.create(agency=agency, photographer=photographer, **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("TASS", ""), ("Tass", "")),
        (("TASS", ""), ("TASS.", "")),
        (("TASS", ""), (" T A S S ", "")),
        (("Présidence", ""), ("PRESIDENCE", "")),
        (("Ria-Novosti", ""), ("RIA Novosti", "")),
        (("ТАСС", ""), ("Тасс", "")),
        (("Sofya Sandurskaya / TASS", ""), ("TASS", "Sofya Sandurskaya")),
        (("", "Sofya Sandurskaya/TASS"), ("TASS.", "SOFYA SANDURSKAYA")),
    ],
)
def test_other_spellings_of_one_name_are_doubles(one, other):
    first, second = credit(*one), credit(*other)

    assert doubles(Credit.objects.usable()) in ([[first, second]], [[second, first]])
    assert doubles_of(first) == [second]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("TASS", ""), ("TASS", "Sofya Sandurskaya")),
        (("NATO", ""), ("Nato Photo", "")),
        (("—", ""), ("...", "")),
    ],
)
def test_other_names_are_none(one, other):
    first, _second = credit(*one), credit(*other)

    assert doubles(Credit.objects.usable()) == []
    assert doubles_of(first) == []


def test_what_says_other_terms_on_purpose_is_none():
    agency = credit("TASS", licence="agency")
    handout = credit("Tass", licence="handout")

    assert doubles(Credit.objects.usable()) == []

    unsaid = credit("TASS.")
    (group,) = doubles(Credit.objects.usable())
    assert set(group) == {agency, handout, unsaid}


def test_what_was_merged_or_removed_is_looked_at_no_more():
    standing = credit("TASS")
    credit("Tass", merged_into=standing)

    assert doubles(Credit.objects.usable()) == []
    assert doubles_of(standing) == []


def test_a_new_one_is_compared_before_it_is_saved():
    standing = credit("TASS")

    assert doubles_of(Credit(agency="Tass.")) == [standing]
    assert fold(Credit(agency="Tass.")) == fold(standing)
