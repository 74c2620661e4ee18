"""A word without its common English endings, the same while indexing and while asking.

What is left is nearly always the beginning of the word, so that beginnings of words find it. No
grammar: "is" and "was" stay apart, and words of other languages lose the same endings."""

import re

SHORTEST = 3  # letters that stay
BOTH_SPELLINGS = re.compile(r"is(?=(?:ation|ations|ing|e|es|ed|er|ers)$)")
OURS = re.compile(r"our(?=(?:s|ed|ing|ings|able|al)?$)")
# "buses", "boxes", "speeches": two letters more than the singular.
LONG_PLURAL = re.compile(r"(?:[sxz]|[cs]h)es$")
NOT_PLURAL = ("ss", "us", "is")
VERBS = ("ingly", "edly", "ings", "ing", "ed")
VOWEL = re.compile("[aeiouy]")
LATIN = re.compile(r"[a-z]+\Z")
UNCHANGED = frozenset(["news", "series", "species", "indeed", "exceed", "proceed", "succeed"])


def stem(word: str) -> str:
    """Of a word as `articles.text.folding` gives it. Numbers and other scripts stay as is."""
    if len(word) <= SHORTEST or word in UNCHANGED or not LATIN.match(word):
        return word
    return _without_end(_without_verb(_without_plural(_american(word))))


def _american(word: str) -> str:
    """-isation and -our as -ization and -or."""
    if len(word) > 6:
        word = BOTH_SPELLINGS.sub("iz", word)
    return OURS.sub("or", word) if len(word) > 5 else word


def _without_plural(word: str) -> str:
    if word.endswith("sis"):
        return word[:-2] if len(word) > SHORTEST + 1 else word
    if not word.endswith("s") or word.endswith(NOT_PLURAL):
        return word
    return word[:-2] if LONG_PLURAL.search(word) and len(word) > SHORTEST + 1 else word[:-1]


def _without_verb(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if len(word) > 5 else word
    for end in VERBS:
        rest = word[: -len(end)]
        if word.endswith(end) and len(rest) >= SHORTEST and VOWEL.search(rest):
            return _single(rest)
    return word


def _single(rest: str) -> str:
    """ "plann" of "planned" as "plan"."""
    doubled = len(rest) > SHORTEST and rest[-1] == rest[-2] and rest[-1] not in "aeioulsz"
    return rest[:-1] if doubled else rest


def _without_end(word: str) -> str:
    """ "vote" as "votes" and "voting", "treaty" as "treaties"."""
    if len(word) > SHORTEST and word[-1] == "e":
        return word[:-1]
    return f"{word[:-1]}i" if len(word) > SHORTEST and word[-1] == "y" else word
