"""Search, first form: every word must stand in the folded texts of an article."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from articles.finding.models import SearchDocument
from articles.text.plaintext import fold

LONGEST_QUERY = 200  # characters that are looked at
MOST_WORDS = 12
SNIPPET = 220  # characters
# The end of a block that no full stop ends: without a sign it would run into the next one.
HEADING_END = re.compile(r"(?<![.!?…:;,”’\"'\s])\n\n")


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    marked: bool


def words_of(query: str) -> list[str]:
    """Folded words and "quoted phrases", in order and without doubles."""
    parts = fold(query[:LONGEST_QUERY].replace("\0", " ")).split('"')
    words: list[str] = []
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number < len(parts) - 1
        words += [" ".join(part.split())] if quoted else part.split()
    found = [word.strip(".,;:!?()[]*+-'’“”„«»") for word in words]
    return list(dict.fromkeys(word for word in found if word))[:MOST_WORDS]


def search(articles: models.QuerySet, words: list[str]) -> models.QuerySet:
    """Those of the articles that hold every word. The caller passes only what is public."""
    for word in words:
        articles = articles.filter(search__folded__contains=word)
    return articles


def snippet(document: SearchDocument, words: list[str]) -> list[Part]:
    """A piece of the text around the first word found, cut at spaces, with what was found
    marked; of captions and titles of documents, where they have more of the words. Folding keeps
    the length, so offsets are those of the original."""
    text = max(document.text or document.standfirst, document.captions, key=_said(words))
    folded = fold(text)
    hits = [at for word in words if (at := folded.find(word)) >= 0]
    start = _word_start(text, max(0, min(hits) - SNIPPET // 3)) if hits else 0
    end = _word_end(text, min(len(text), start + SNIPPET))
    parts = [
        Part(HEADING_END.sub(" · ", part.text), part.marked)
        for part in _marked(text[start:end], folded[start:end], words)
    ]
    return [Part("… ", False)] * (start > 0) + parts + [Part(" …", False)] * (end < len(text))


def _said(words: list[str]) -> Callable[[str], int]:
    """How many of the words a text has."""

    def count(text: str) -> int:
        folded = fold(text)
        return sum(word in folded for word in words)

    return count


def marked(text: str, words: list[str]) -> list[Part]:
    return _marked(text, fold(text), words)


def _word_start(text: str, at: int) -> int:
    return text.find(" ", at) + 1 if at and text.find(" ", at) >= 0 else at


def _word_end(text: str, at: int) -> int:
    return at if at == len(text) else max(text.rfind(" ", 0, at), 0) or at


def _marked(text: str, folded: str, words: list[str]) -> list[Part]:
    parts: list[Part] = []
    at = 0
    while at < len(text):
        hits = [(pos, -len(word)) for word in words if (pos := folded.find(word, at)) >= 0]
        if not hits:
            break
        pos, length = min(hits)
        parts += [Part(text[at:pos], False), Part(text[pos : pos - length], True)]
        at = pos - length
    parts.append(Part(text[at:], False))
    return [part for part in parts if part.text]
