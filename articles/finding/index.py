"""What search knows of an article: written by the code that publishes, in its transaction."""

from collections.abc import Iterable
from datetime import datetime

from articles.finding.models import SearchDocument
from articles.text.plaintext import fold, plain

SEPARATOR = " \n "


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
    names: Iterable[str],
) -> None:
    """`published_at` is null for what is not approved; `body` and `lead_caption` are HTML."""
    texts = {
        "title": title,
        "standfirst": standfirst,
        "text": plain(body),
        "captions": plain(lead_caption),
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
