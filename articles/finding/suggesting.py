"""What to look for instead, where nothing was found. Each suggestion finds something that is
public now, and is spelt as it stands there."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.finding import snippets, vocabulary
from articles.finding.asking import Question, Term
from articles.finding.models import SearchDocument
from articles.finding.searching import newest

MOST_WORDS = 4  # that are compared
TRIED = 5  # for each of them


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Words to look for: instead of the whole question, and of its words those that are found by
    themselves."""

    meant: str = ""
    alone: list[str] = field(default_factory=list)


def suggest(terms: tuple[Term, ...]) -> Suggestions:
    """Four queries at most."""
    words = list(dict.fromkeys(word for term in terms for word in term.words))[:MOST_WORDS]
    near = vocabulary.near(words)
    tried = {word: [word, *near[word][:TRIED]] for word in words}
    beginnings = {term.words[0]: term.beginning for term in terms if term.beginning}
    questions = [(w, o, _question(o, beginnings, w)) for w in words for o in tried[w]]
    found = newest([question for _word, _other, question in questions])
    best: dict[str, tuple[str, int]] = {}
    for number, (word, other, _asked) in enumerate(questions):
        if number in found:
            best.setdefault(word, (other, found[number]))
    return _spelt(terms, words, best)


def _question(other: str, beginnings: dict[str, str], word: str) -> Question:
    return Question((Term((other,), beginnings.get(word, "") if other == word else ""),))


def _spelt(
    terms: tuple[Term, ...], words: list[str], best: dict[str, tuple[str, int]]
) -> Suggestions:
    changed = {word: other for word, (other, _pk) in best.items() if other != word}
    meant = tuple(_changed(term, changed) for term in terms)
    is_meant = bool(changed) and 0 in newest([Question(meant)])
    itself = [word for word in words if word in best and best[word][0] == word]
    alone = itself if len(words) > 1 else []
    if not is_meant and not alone:
        return Suggestions()
    wanted = {pk for _other, pk in best.values()}
    documents = {row.article_id: row for row in SearchDocument.objects.filter(article__in=wanted)}
    spelt = {
        other: snippets.spelling([documents[pk]] if pk in documents else [], other)
        for other, pk in best.values()
    }
    return Suggestions(
        meant=_query(meant, spelt) if is_meant else "",
        alone=[spelt[word] for word in alone],
    )


def _changed(term: Term, changed: dict[str, str]) -> Term:
    words = tuple(changed.get(word, word) for word in term.words)
    return term if words == term.words else replace(term, words=words, beginning="")


def _query(terms: Iterable[Term], spelt: dict[str, str]) -> str:
    """As a reader would type it."""
    texts = [" ".join(spelt.get(word, word) for word in term.words) for term in terms]
    quoted = (len(term.words) > 1 for term in terms)
    return " ".join(f'"{text}"' if q else text for text, q in zip(texts, quoted, strict=True))
