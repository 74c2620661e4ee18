"""Pieces of a text with what was found in them marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.finding.asking import Term
from articles.finding.models import SearchDocument
from articles.finding.stemming import stem
from articles.finding.tokens import SIGN
from articles.text.plaintext import fold

SNIPPET = 220  # characters
# The end of a block that no full stop ends: without a sign it would run into the next one.
HEADING_END = re.compile(r"(?<![.!?…:;,”’\"'\s])\n\n")
WORD = re.compile(rf"{SIGN.pattern}|[^\W_]\w*")
GAP = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    marked: bool


class Marker:
    """Finds in folded texts what a question asks for: whole words that have the stem, or that
    begin as the last one; phrases as a whole."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = list(terms)
        found = sorted((_pattern(term) for term in self.terms), key=len, reverse=True)
        self.pattern = re.compile("|".join(found) or r"(?!)")
        self.meant = {term.words for term in self.terms}
        self.beginnings = tuple(term.beginning for term in self.terms if term.beginning)

    def places(self, folded: str) -> list[tuple[int, int]]:
        """Begins and ends, in order."""
        return [m.span() for m in self.pattern.finditer(folded) if self._is_meant(m[0])]

    def terms_in(self, folded: str) -> int:
        """How many of the terms a text has."""
        return len({_stems(folded[begin:end]) for begin, end in self.places(folded)})

    def _is_meant(self, found: str) -> bool:
        """The pattern finds beginnings of words: "sign" in "signal" too."""
        return _stems(found) in self.meant or found.startswith(self.beginnings or "\0")


def _stems(found: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in WORD.findall(found))


def _pattern(term: Term) -> str:
    words = [_word_pattern(word) for word in term.words]
    if term.beginning:
        words = [f"(?:{words[0]}|{re.escape(term.beginning)}\\w*)"]
    return rf"(?<![^\W_]){GAP.join(words)}"


def _word_pattern(word: str) -> str:
    """Of a text's words that may have this stem; of a single sign the sign."""
    if SIGN.fullmatch(word):
        return re.escape(word)
    escaped = re.escape(word)
    if word.endswith("i"):
        escaped = f"{escaped[:-1]}[iy]"
    # As stemming.py makes one spelling of two.
    return re.sub("or$", "ou?r", re.sub(r"iz(?=$|ation|er)", "i[sz]", escaped)) + r"\w*"


def snippet(document: SearchDocument, terms: Iterable[Term]) -> list[Part]:
    """A piece of the text around the first word found, cut at spaces, with what was found
    marked; of captions and titles of documents, where they have more of the words. Folding keeps
    the length, so offsets are those of the original."""
    marker = Marker(terms)
    texts = [document.text or document.standfirst, document.captions]
    text = max(texts, key=lambda one: marker.terms_in(fold(one))) if texts[1] else texts[0]
    folded = fold(text)
    places = marker.places(folded)
    start = _word_start(text, max(0, places[0][0] - SNIPPET // 3)) if places else 0
    end = _word_end(text, min(len(text), start + SNIPPET))
    within = [(begin - start, stop - start) for begin, stop in places]
    parts = [
        Part(HEADING_END.sub(" · ", part.text), part.marked)
        for part in _parts(text[start:end], within)
    ]
    return [Part("… ", False)] * (start > 0) + parts + [Part(" …", False)] * (end < len(text))


def marked(text: str, terms: Iterable[Term]) -> list[Part]:
    return _parts(text, Marker(terms).places(fold(text)))


def spelling(documents: Iterable[SearchDocument], word: str) -> str:
    """A stem as one of the texts first has it, or the stem."""
    marker = Marker([Term((word,))])
    for document in documents:
        for text in (document.names, document.title, document.standfirst, document.text):
            for begin, end in marker.places(fold(text))[:1]:
                return text[begin:end]
    return word


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if at and text.find(" ", at) >= 0 else at


def _word_end(text: str, at: int) -> int:
    return at if at == len(text) else max(text.rfind(" ", 0, at), 0) or at


def _parts(text: str, places: Iterable[tuple[int, int]]) -> list[Part]:
    parts, at = [], 0
    for begin, end in places:
        if begin < at or end > len(text):
            continue
        parts += [Part(text[at:begin], False), Part(text[begin:end], True)]
        at = end
    parts.append(Part(text[at:], False))
    return [part for part in parts if part.text]
