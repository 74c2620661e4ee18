"""What search knows of an article: written by the code that publishes, in its transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from articles.finding import hits, tokens, vocabulary
from articles.finding.models import SearchDocument, SearchEntry
from articles.text.plaintext import plain

# Between captions, as between the paragraphs of a text.
PARTS = "\n\n"
COLUMNS = ("language", "published_at", "title", "standfirst", "text", "captions", "names")
# A key holds the id of the article in its last bits, and the seconds since 1970 above them.
ID_BITS = 30


@dataclass(frozen=True, slots=True)
class Indexed:
    """`published_at` is null for what is not approved; `body` and `lead_caption` are HTML,
    `documents` are the titles of what is offered beside the text, `names` those of authors,
    categories and tags, `facets` what `tokens.filing` gives."""

    article_id: int
    language: str
    published_at: datetime | None
    title: str
    standfirst: str
    body: str
    lead_caption: str
    documents: list[str]
    names: list[str]
    facets: str


def hold(articles: Iterable[int]) -> None:
    """What is known of these, until the transaction ends: a row that is read afterwards is not
    written over by who read it before."""
    rows = SearchDocument.objects.filter(article__in=list(articles)).order_by("article")
    list(rows.select_for_update().values_list("pk"))


def write(articles: list[Indexed]) -> set[str]:
    """Takes out of the index what is not approved. Gives the words of the rest, as stems."""
    rows, entries = [], []
    for one in articles:
        text, captions = plain(one.body), [plain(one.lead_caption), *one.documents]
        captions = list(filter(None, captions))
        rows.append(_document(one, text, captions))
        if one.published_at is not None:
            texts = tokens.Texts(one.title, one.standfirst, one.names, text, captions)
            entries.append((_entry(one), tokens.line(one.facets, texts)))
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article"], update_fields=COLUMNS
    )
    remove(one.article_id for one in articles)
    hits.write(connection, entries)
    words = {word for _entry, line in entries for word in tokens.words_in(line)}
    vocabulary.add(words)
    return words


def remove(articles: Iterable[int]) -> None:
    """Of articles that readers may not see any more, or that are about to be deleted."""
    rows = SearchEntry.objects.filter(article__in=list(articles))
    keys = list(rows.values_list("pk", flat=True))
    hits.remove(connection, keys)
    SearchEntry.objects.filter(pk__in=keys).delete()


def key_of(article_id: int, published_at: datetime) -> int:
    seconds = int(published_at.astimezone(UTC).timestamp() // 1)
    return (seconds << ID_BITS) + article_id


def article_of(key: int) -> int:
    return key & ((1 << ID_BITS) - 1)


def _entry(one: Indexed) -> SearchEntry:
    return SearchEntry(
        key=key_of(one.article_id, one.published_at),
        article_id=one.article_id,
        published_at=one.published_at,
        facets=one.facets,
    )


def _document(one: Indexed, text: str, captions: list[str]) -> SearchDocument:
    return SearchDocument(
        article_id=one.article_id,
        language=one.language,
        published_at=one.published_at,
        title=one.title,
        standfirst=one.standfirst,
        text=text,
        captions=PARTS.join(captions),
        names=", ".join(one.names),
    )
