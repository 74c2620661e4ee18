"""Whether an article, its versions, its through rows and search say the same."""

from collections.abc import Iterator

from django.db import connection, transaction

from articles.finding import desk
from articles.finding.models import SearchDocument, SearchEntry
from articles.models import Article
from articles.writing.content import ArticleContent
from articles.writing.revisions import standing
from articles.writing.tables.texts import State


def faults(pk: int) -> list[str]:
    """All in one snapshot: whatever was committed until now, and nothing of what comes."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        article = Article.objects.get(pk=pk)
        return [*_of_versions(article), *_of_rows(article), *_of_search(article)]


def _of_versions(article: Article) -> Iterator[str]:
    newest = article.revisions.order_by("-pk").first()
    live, submitted = article.live_revision_id, article.submitted_revision_id
    if article.latest_revision_id != newest.pk:
        yield "latest_revision is not the newest"
    if article.revisions.first() != newest:
        yield "the history has another order than the versions were saved in"
    for name, revision in (("live", live), ("submitted", submitted)):
        if revision is not None and revision > article.latest_revision_id:
            yield f"{name}_revision is newer than latest_revision"
    approved = article.state == State.APPROVED
    withdrawn = article.state == State.WITHDRAWN and article.was_public
    if not withdrawn and approved != (article.go_live_at is not None and live is not None):
        yield "state, go_live_at and live_revision do not fit"
    if approved and article.deleted_at is not None:
        yield "approved and in the bin"
    if (article.state == State.REVIEW) and submitted is None:
        yield "in review without a submitted version"


def _of_rows(article: Article) -> Iterator[str]:
    shown = article.live_revision or article.latest_revision
    content = standing(ArticleContent.of(shown))
    if (article.title, article.body) != (content.title, content.body):
        yield f"the row says {article.title}, its version {content.title}"
    approved = article.state == State.APPROVED and article.deleted_at is None
    at = article.go_live_at if approved else None
    for name, ids in (
        ("filings", content.categories),
        ("taggings", content.tags),
        ("bylines", [author for author, _role in content.byline]),
    ):
        field = {"filings": "category", "taggings": "tag", "bylines": "author"}[name]
        rows = getattr(article, name).order_by("position").values_list(field, "published_at")
        if [pk for pk, _at in rows] != list(ids):
            yield f"{name} are {[pk for pk, _at in rows]}, those of the version {ids}"
        if any(one != at for _pk, one in rows):
            yield f"{name} have another published_at than the article"


def _of_search(article: Article) -> Iterator[str]:
    document = SearchDocument.objects.filter(article=article).first()
    approved = article.state == State.APPROVED
    entries = SearchEntry.objects.filter(article=article).values_list("published_at", flat=True)
    if list(entries) != ([article.go_live_at] if approved else []):
        yield "the index of search has another published_at than the article"
    if document is None:
        if approved:
            yield "search does not know it"
    elif (document.published_at is not None) != approved:
        yield "search has another published_at than the state"
    elif approved and (document.title, document.published_at) != (
        article.title,
        article.go_live_at,
    ):
        yield "search knows another text"
    said = article.desk_document.words
    wanted = desk.words_of(article.latest_revision.values["title"])
    if any(f" {word} " not in said for word in wanted):
        yield "staff do not find the newest version by its title"
