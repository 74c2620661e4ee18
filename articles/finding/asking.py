"""What a reader asks, and what the index is asked for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.finding.tokens import GAP, stems
from articles.text.plaintext import fold

LONGEST_QUERY = 200  # characters that are looked at
MOST_WORDS = 24
# Of a word that is still being typed; shorter ones begin too many words.
SHORTEST_BEGINNING = 3
# Left out beside other words: nearly all articles have them.
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "were",
        "will",
        "with",
    ]
)
MOST_BYTES = 1_000_000  # of a tsvector; PostgreSQL refuses 1,048,576
BLANK = re.compile(r"\s\Z")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or the words of a phrase, stemmed. `beginning` is what the last word was typed
    as so far: words that begin so are meant too."""

    words: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """All terms are to be found, and each token of `filed` ("k:news")."""

    terms: tuple[Term, ...]
    filed: tuple[str, ...] = ()

    @property
    def has_phrase(self) -> bool:
        return any(len(term.words) > 1 for term in self.terms)


def terms_of(query: str) -> tuple[Term, ...]:
    """Words and "quoted phrases", each once; none where there is no letter or digit."""
    query = query[:LONGEST_QUERY].replace("\0", " ")
    # Quotation marks of all kinds are one in what is folded, which is as long as the query.
    folded = fold(query)
    found: list[Term] = []
    for is_phrase, begin, end in _parts(folded):
        words = tuple(stems(query[begin:end]))
        found += [Term(words)] if is_phrase and words else [Term((word,)) for word in words]
    return _with_beginning(_without_common(found), query, folded)


def _parts(folded: str) -> Iterable[tuple[bool, int, int]]:
    """Whether it is a phrase, with begin and end; the last quotation mark of an odd number
    means nothing."""
    marks = [match.start() for match in re.finditer('"', folded)]
    at = 0
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        yield False, at, opening
        yield True, opening + 1, closing
        at = closing + 1
    yield False, at, len(folded)


def _without_common(terms: list[Term]) -> list[Term]:
    telling = [t for t in terms if len(t.words) > 1 or t.words[0] not in COMMON]
    terms, room = list(dict.fromkeys(telling or terms)), MOST_WORDS
    kept: list[Term] = []
    for term in terms:
        if room <= 0:
            break
        kept.append(Term(term.words[:room]))
        room -= len(term.words)
    return kept


def _with_beginning(terms: list[Term], query: str, folded: str) -> tuple[Term, ...]:
    """The last word of the query may be unfinished, unless a blank or a quotation mark ends it."""
    if not terms or folded.endswith('"') or BLANK.search(query):
        return tuple(terms)
    last = re.search(r"[^\W_]\w*\Z", folded)
    if last is None or len(last[0]) < SHORTEST_BEGINNING:
        return tuple(terms)
    typed = Term(tuple(stems(query[last.start() :])))
    if len(typed.words) != 1 or typed not in terms:
        return tuple(terms)
    others = [term for term in terms if term != typed]
    return (*others, Term(typed.words, last[0]))


def fts5(question: Question, level: str) -> str:
    """In FTS5's syntax. Words are letters and digits alone; quoted, none is an operator."""
    parts = [f'"{token}"' for token in question.filed]
    for term in question.terms:
        marked = [_marked(level, word) for word in term.words]
        one = f'"{" ".join(marked)}"' if level != "o" else " AND ".join(f'"{m}"' for m in marked)
        begins = f' OR "{_marked(level, term.beginning)}" *' if term.beginning else ""
        parts.append(f"({one}{begins})")
        if level == "o" and len(term.words) > 1:
            parts.append(f'"{" ".join(term.words)}"')
    return " AND ".join(parts)


def tsquery(question: Question, level: str, *, phrases: bool = True) -> str:
    """In PostgreSQL's syntax. Without phrases, their words anywhere."""
    parts = [f"'{token}'" for token in question.filed]
    for term in question.terms:
        between = " <-> " if phrases and level != "o" else " & "
        one = between.join(f"'{_marked(level, word)}'" for word in term.words)
        begins = f" | '{_marked(level, term.beginning)}':*" if term.beginning else ""
        parts.append(f"({one}{begins})")
        if level == "o" and phrases and len(term.words) > 1:
            parts.append(f"({' <-> '.join(f'{chr(39)}{word}{chr(39)}' for word in term.words)})")
    return " & ".join(parts)


def tsvector(line: str) -> str:
    """The text of a tsvector: tokens with their positions, of which PostgreSQL keeps 256 each,
    up to the 16,383rd, and a megabyte in all. A gap has none."""
    places: dict[str, list[str]] = {}
    room = MOST_BYTES
    for number, token in enumerate(line.split(" "), 1):
        if token not in places and token != GAP:
            room -= len(token.encode()) + 6
            if room < 0:
                break
            places[token] = []
        if token != GAP and len(places[token]) < 255:
            places[token].append(str(min(number, 16_383)))
            room -= 2
    return " ".join(f"'{token}':{','.join(at)}" for token, at in places.items())


def _marked(level: str, word: str) -> str:
    return f"{level}:{word}" if level else word
