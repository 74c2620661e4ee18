"""What the index holds of an article: one line of tokens with blanks between, the same on both
databases.

    c:3 a:7 k:news y:2026 | t:treat t:sign | s:treat s:sign | … | the treat wa sign

First how it is filed. Then each level, from the narrowest to the widest, its words marked by a
letter: `t` those of the title, `s` of the standfirst too, `n` of the names too, `o` of what the
text says often too. So a level is asked for as plain words are. Last all words, unmarked. `|`
stands between texts, so that no phrase runs from one into the next. No word holds `:` or `|`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from articles.finding.stemming import stem
from articles.text.folding import WORD, words

LEVELS = ("t", "s", "n", "o", "")
GAP = "|"
LONGEST_WORD = 60  # characters
MOST_WORDS = 40_000  # of one article
OFTEN = 4  # times in one text
# Chinese and Japanese have no blanks between words: each sign is a word.
SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Texts:
    """Plain texts of an article. `names` are those of authors, categories and tags."""

    title: str
    standfirst: str
    names: list[str]
    text: str
    captions: list[str]


def stems(text: str) -> Iterator[str]:
    """The words of a text in order, as they are searched for."""
    yield from filter(None, map(_stem, WORD.findall(signs_apart(text))))


def signs_apart(text: str) -> str:
    """With blanks around each sign that is a word by itself."""
    return SIGN.sub(r" \g<0> ", text) if SIGN.search(text) else text


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Of a word of a text; of nothing but signs nothing."""
    folded = "".join(words(word[: 2 * LONGEST_WORD]))
    return stem(letters) if (letters := _letters(folded[:LONGEST_WORD])) else ""


def _letters(word: str) -> str:
    """Few signs come apart into others than letters: "⑴" into "(1)", "ŉ" into "'n"."""
    if word.isalnum():
        return word
    return "".join(c for c in word if c.isalnum() or c == "_" or category(c).startswith("M"))


def filing(kind: str, year: int, categories: Iterable[int], authors: Iterable[int]) -> str:
    """The tokens of facets: "k:news y:2026 c:3 a:7"."""
    filed = [f"k:{kind}", f"y:{year}"]
    filed += [f"c:{pk}" for pk in categories] + [f"a:{pk}" for pk in authors]
    return " ".join(filed)


def line(facets: str, texts: Texts) -> str:
    title, standfirst = _stems([texts.title]), _stems([texts.standfirst])
    names = _stems(texts.names)
    body = _stems([texts.text, *texts.captions])
    often = [word for word, n in Counter(body).items() if n >= OFTEN and word != GAP]
    levels = {"t": [*title], "s": [*title, *standfirst]}
    levels["n"] = [*levels["s"], *names]
    # No phrase is looked for on this level: each word once suffices.
    levels["o"] = sorted({*levels["n"], *often} - {GAP})
    marked = [_marked(letter, words) for letter, words in levels.items()]
    return " ".join([facets, GAP, *marked, *levels["n"], *body][: MOST_WORDS * 2])


def words_in(tokens: str) -> set[str]:
    """The unmarked words of such a line."""
    return {token for token in tokens.split() if ":" not in token and token != GAP}


def _stems(texts: Iterable[str]) -> list[str]:
    """Each text ends with a gap."""
    found: list[str] = []
    for text in texts:
        found += stems(text)
        found.append(GAP)
    return found[:MOST_WORDS]


def _marked(letter: str, words: list[str]) -> str:
    return " ".join(word if word == GAP else f"{letter}:{word}" for word in words)
