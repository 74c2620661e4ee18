"""What readers' searches and the index cost: `python -m bench.inside search_measuring`. Prints
JSON, a list of [what, queries, p50, p95, worst, work, hits], times in milliseconds. `work` is the
p95 of what this process itself worked, which other work on the machine does not change."""

import json
import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from articles.finding import searching
from articles.finding.asking import Question, terms_of
from articles.models import Article, Author, Category, SearchDocument
from articles.reading.narrowing import narrowing
from articles.writing import indexing
from articles.writing.publishing import publish
from articles.writing.tables.texts import State
from bench.desk_measuring import FILES
from bench.desk_vocabulary import COMMON, WITH_COMMON, Vocabulary

QUESTIONS, ROUNDS, WRITTEN = 20, 3, 50
Asked = dict[str, str]


def main() -> None:
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        rows = [[name, *measured(asked)] for name, asked in questions().items()]
        rows += [[name, 0, *_times(acts), 0] for name, acts in writing().items()]
    print(json.dumps(rows))


def questions() -> dict[str, list[Asked]]:
    """Words by their rank: the first few stand in nearly all articles."""
    chance, words = random.Random(5), Vocabulary().words
    categories = list(Category.objects.order_by("pk").values_list("slug", flat=True)[:QUESTIONS])
    authors = list(Author.objects.order_by("pk").values_list("slug", flat=True)[:QUESTIONS])
    texts = SearchDocument.objects.filter(article__in=range(1, 1000)).values_list(
        "text", flat=True
    )
    some = range(QUESTIONS)
    phrases = [_phrase(chance, text) for text in texts[:QUESTIONS]]
    return {
        "one common word": [{"q": f"{word} "} for word in words[:QUESTIONS]],
        "one common word of titles": [{"q": COMMON}, {"q": f"{COMMON} {WITH_COMMON}"}],
        "one word of the middle": [{"q": f"{word} "} for word in words[300 : 300 + QUESTIONS]],
        "one rare word": [{"q": word} for word in words[-QUESTIONS:]],
        "three words": [{"q": " ".join(chance.sample(words[:300], 3)) + " "} for _ in some],
        "three common words": [{"q": " ".join(chance.sample(words[:20], 3)) + " "} for _ in some],
        "a phrase": [{"q": f'"{phrase}"'} for phrase in phrases],
        "the beginning of a word": [{"q": word[:3]} for word in _long(words[:400])],
        "a typing error": [{"q": _wrong(chance, word)} for word in _long(words)],
        "a common word in a category": [
            {"q": f"{words[n]} ", "category": slug} for n, slug in enumerate(categories)
        ],
        "a common word of an author and year": [
            {"q": f"{words[n]} ", "author": slug, "year": str(2015 + n % 10)}
            for n, slug in enumerate(authors)
        ],
        "a common word, page 10": [{"q": f"{w} ", "page": "10"} for w in words[:QUESTIONS]],
    }


def _long(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 5][:QUESTIONS]


def _phrase(chance: random.Random, text: str) -> str:
    words = text.split(".")[0].split()
    at = chance.randrange(len(words) - 4)
    return " ".join(words[at : at + 4])


def _wrong(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + chance.choice("qxj") + word[at + 1 :]


def measured(asked: list[Asked]) -> tuple[int, float, float, float, float, int]:
    """The most queries, the times, and the median of hits."""
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    hits, counts = [], []
    for given in asked:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/search/", given, secure=True)
        if response.status_code != 200:
            raise SystemExit(f"{given}: {response.status_code}")
        counts.append(len(queries))
        hits.append(_hits(given))
    acts = [partial(client.get, "/search/", given, secure=True) for given in asked * ROUNDS]
    return max(counts), *_times(acts), int(statistics.median(hits))


def _hits(given: Asked) -> int:
    asked = narrowing(given["q"], given)
    return len(searching.search(Question(terms_of(given["q"]), asked.tokens)).ids)


def _times(acts: list[Callable[[], Any]]) -> tuple[float, float, float, float]:
    """p50, p95, the worst, and the p95 of the process's own work."""
    times, worked = [], []
    for act in acts:
        begun, cpu = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    return statistics.median(times), _late(times), max(times), _late(worked)


def _late(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def writing() -> dict[str, list[Callable[[], Any]]]:
    """What a publication does beside saving its row."""
    public = Article.objects.public().order_by("-pk")
    ids = list(public.values_list("pk", flat=True)[:WRITTEN])

    def index(pk: int) -> None:
        with transaction.atomic():
            indexing.write([pk])

    def save(pk: int) -> None:
        with transaction.atomic():
            Article.objects.get(pk=pk).save()

    acts = {"writing one article into the index": index, "saving its row": save}
    found = {name: [partial(act, pk) for pk in ids] for name, act in acts.items()}
    drafts = Article.objects.filter(state=State.DRAFT)[:WRITTEN]
    return {
        "publishing an article, all of it": [partial(publish, row, None) for row in drafts]
    } | found
