"""What search knows of an article: written by the code that publishes, in its transaction."""

from collections.abc import Iterable
from datetime import datetime

from articles.finding.models import SearchDocument
from articles.text.plaintext import fold, plain

SEPARATOR = " \n "
# Between captions, as between the paragraphs of a text.
PARTS = "\n\n"


def hold(articles: Iterable[int]) -> None:
    """What is known of these, until the transaction ends: a row that is read afterwards is not
    written over by who read it before."""
    rows = SearchDocument.objects.filter(article__in=list(articles)).order_by("article")
    list(rows.select_for_update().values_list("pk"))


def write(
    article_id: int,
    *,
    language: str,
    published_at: datetime | None,
    title: str,
    standfirst: str,
    body: str,
    lead_caption: str,
    documents: Iterable[str],
    names: Iterable[str],
) -> None:
    """`published_at` is null for what is not approved; `body` and `lead_caption` are HTML,
    `documents` are the titles of what is offered beside the text."""
    texts = {
        "title": title,
        "standfirst": standfirst,
        "text": plain(body),
        "captions": PARTS.join(filter(None, [plain(lead_caption), *documents])),
        "names": ", ".join(names),
    }
    SearchDocument.objects.update_or_create(
        article_id=article_id,
        defaults=texts
        | {
            "language": language,
            "published_at": published_at,
            "folded": fold(SEPARATOR.join(texts.values())),
        },
    )
