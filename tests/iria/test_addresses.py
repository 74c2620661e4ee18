"""Addresses of people: what is the same one, and what is none."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from iria.addresses import MAX_LENGTH, address_key, validate_address


def refusal(address: str) -> str:
    with pytest.raises(ValidationError) as refused:
        address_key(address)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("ann@example.org", "ann@example.org"),
        ("Ann.Writer@Example.ORG", "ann.writer@example.org"),
        ("  ann@example.org\n", "ann@example.org"),
        ("ann+news@example.org", "ann+news@example.org"),
        ('"a@b"@example.org', '"a@b"@example.org'),
        ("ЯН@example.org", "ян@example.org"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@xn--BCHER-kva.example", "ann@xn--bcher-kva.example"),
        ("ann@ｅｘａｍｐｌｅ。org", "ann@example.org"),
        ("ann@пример.рф", "ann@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_the_key_is_the_local_part_in_lower_case_and_the_domain_by_uts_46(address, key):
    assert address_key(address) == key


def test_a_domain_with_sharp_s_is_another_than_the_one_with_two():
    sharp, double = address_key("a@straße.de"), address_key("a@strasse.de")

    assert sharp == "a@xn--strae-oqa.de"
    assert double == "a@strasse.de"


def test_a_local_part_with_sharp_s_is_another_than_the_one_with_two():
    assert address_key("Straße@example.org") != address_key("strasse@example.org")


@pytest.mark.parametrize("typed", ["müller", "MÜLLER", "ann.ďurič", "ǰ"])
def test_composed_and_decomposed_letters_are_one_address_in_either_case(typed):
    forms = [
        unicodedata.normalize(form, written)
        for form in ("NFC", "NFD")
        for written in (typed.lower(), typed.upper())
    ]

    keys = {address_key(f"{form}@example.org") for form in forms}

    assert len(keys) == 1


@pytest.mark.parametrize("address", ["Ann@Bücher.example", "ЯН@пример.рф", "İ@example.org"])
def test_a_key_is_its_own_key(address):
    key = address_key(address)

    assert address_key(key) == key


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "ann",
        "@",
        "@example.org",
        "ann@",
        "ann@ ",
        "ann@-example.org",
        "ann@exa mple.org",
        "ann@example..org",
        "ann@.",
        f"ann@{'a' * 64}.org",
        "ann@xn--a.org",
        "ann@\u202eexample.org",
        "ann\0@example.org",
        "ann@exam\0ple.org",
        "ann@example.org\0",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(address):
    assert refusal(address) == "Enter a valid e-mail address."


def test_an_address_may_be_254_characters_long_and_no_longer():
    room = MAX_LENGTH - len("@example.org")

    longest = address_key(f"{'a' * room}@example.org")

    assert len(longest) == MAX_LENGTH
    assert refusal(f"{'a' * (room + 1)}@example.org") == "This e-mail address is too long."


def test_the_length_is_that_of_the_domain_as_mail_carries_it():
    label = "".join(chr(0x4E00 + 97 * n) for n in range(14))
    address = f"{'a' * 140}@{label}.{label}.{label}.example"

    assert len(address) < MAX_LENGTH
    assert refusal(address) == "This e-mail address is too long."


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org",
        "o'neill+news@example.org",
        "müller@example.org",
        "山田@example.jp",
        "ян.новак@пример.рф",
        "ann@bücher.example",
        # Vowel signs that no composed letter exists for.
        "हिन्दी@example.org",
        "ผู้อ่าน@example.org",
    ],
)
def test_letters_of_every_script_may_stand_before_the_at(address):
    validate_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "ann writer@example.org",
        "ann@@example.org",
        ".ann@example.org",
        "ann..writer@example.org",
        "ann,bob@example.org",
        "<ann>@example.org",
        "ann\r\nBcc: bob@example.org",
        "ann@example",
        "“ann”@example.org",
        "ann\u202e@example.org",
        "ann\u00a0b@example.org",
        "müller\0@example.org",
    ],
)
def test_what_is_no_letter_is_no_less_refused_there(address):
    with pytest.raises(ValidationError):
        validate_address(address)
