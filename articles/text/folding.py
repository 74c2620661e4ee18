"""Text as it is compared in a search: lower case, without accents and typographic variants.

`fold` keeps the length of the text, so that offsets agree. Words that are searched for exactly
come from `words`, where one character may become several (ß → ss, ﬁ → fi).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs and the tatweel,
# soft hyphens and joiners. Not the vowel signs of Indian scripts, which are letters there.
SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u00ad\u034f\u200c\u200d\u2060"
)
SIGN = re.compile(f"[{SIGNS}]")

COMBINING = "".join(
    chr(code) for code in range(0x0300, 0xFE30) if unicodedata.category(chr(code))[0] == "M"
)
WORD = re.compile(rf"[^\W_][\w{SIGNS}{COMBINING}]*")

# Takes the places that signs leave. It is no letter, and nothing is shown for it.
FILLER = "\u200b"

# What Unicode does not take apart.
VARIANTS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
        "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k", "ς": "σ",
        "‘": "'", "’": "'", "‚": "'", "ʼ": "'", "ʻ": "'", "“": '"', "”": '"', "„": '"',
        "«": '"', "»": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip


@lru_cache(maxsize=8192)
def _letters(character: str) -> str:
    """What a character is compared as: often one letter, none for a sign."""
    bare = SIGN.sub("", unicodedata.normalize("NFKD", character))
    lower = SIGN.sub("", bare.lower().translate(VARIANTS))
    return unicodedata.normalize("NFC", lower)


class _Table(dict[int, str]):
    """For str.translate: one character for each; of several letters the first."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _letters(chr(code))[:1] or FILLER
        return found


_TABLE = _Table()


def fold(text: str) -> str:
    """As long as the text. Signs leave their places to the end of their word, so that a word
    with combining accents is found too: offsets agree at both ends of each word."""
    if not SIGN.search(text):
        return text.translate(_TABLE)
    return WORD.sub(_with_signs_last, text).translate(_TABLE)


def _with_signs_last(match: re.Match[str]) -> str:
    letters, count = SIGN.subn("", match[0])
    return letters + FILLER * count


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as `words` gives it, with its begin and end in the text."""
    for match in WORD.finditer(text):
        if word := _folded(match[0]):
            yield word, match.start(), match.end()


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", "".join(map(_letters, word)))


def words(text: str) -> list[str]:
    """The words of a text in their order, as they are compared."""
    return list(filter(None, map(_folded, WORD.findall(text))))
