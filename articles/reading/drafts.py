"""The newest version of a text, drawn as readers would get it. Nothing is written."""

import re

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from articles.reading.offered import offers
from articles.reading.pages import article_context, plain_page_context
from articles.writing import publishing, relating, rows
from articles.writing.content import ArticleContent
from articles.writing.filing import filing_of
from articles.writing.models import (
    Article,
    ArticleCategory,
    ArticleDocument,
    ArticlePick,
    ArticleTag,
    Byline,
    PreviewLink,
)
from articles.writing.revisions import content_of
from articles.writing.tables.texts import Text
from articles.writing.tied import hold
from iria.institute import spoken

NOINDEX = "noindex, nofollow, noarchive"
# What stands on a public page for other sites and machines.
UNSAID = {"metadata": None, "jsonld": "", "canonical": "", "feed_url": "", "edit_url": ""}
# Nothing in a draft runs or can be sent.
POLICY = {"script-src": ["'none'"], "form-action": ["'none'"]}
TO_ITSELF = re.compile(r'<a (?=[^<>]*href="#)')


@csp_replace(POLICY)
def show(
    request: HttpRequest,
    text: Text,
    *,
    link: PreviewLink | None = None,
    framed: bool = False,
) -> HttpResponse:
    """`link` is that of a reader outside. In a frame, links open a window."""
    row = drawn(text)
    preview = {
        "is_public": text.is_public(),
        "differs": text.has_unpublished_changes,
        "saved_at": text.latest_revision.created_at,
        "until": link.expires_at if link else None,
        "framed": framed,
    }
    unsaid = UNSAID | {"viewer": None, "robots": NOINDEX, "preview": preview}
    with override(spoken(row.language, request.institute.language)):
        if isinstance(row, Article):
            near = relating.near_to(row)
            context, template = article_context(request, row, near), "articles/article.html"
            context["offers"] = offers(row, link.token if link else "")
        else:
            context, template = plain_page_context(request, row), "articles/page.html"
        response = render(request, template, context | unsaid)
    if framed:
        html = TO_ITSELF.sub('<a target="_self" ', response.content.decode())
        response.content = html.encode()
    return kept_from_others(response)


def kept_from_others(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, listed by no search engine, and its address is told to nobody."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = NOINDEX
    response["Referrer-Policy"] = "no-referrer"
    return response


def drawn(text: Text) -> Text:
    """A row as it would be if the newest version were published now, not to be saved."""
    row = type(text)(**{f.attname: getattr(text, f.attname) for f in text._meta.concrete_fields})
    content = content_of(text)
    rows.fill(row, content)
    _date(row, text)
    if isinstance(row, Article):
        _tie(row, content)
        row.comments_open = False
        if not text.is_public():
            row.comment_count = 0
    return row


def _date(row: Text, text: Text) -> None:
    """What is scheduled keeps its time, what was public its date."""
    now = timezone.now()
    if not text.was_public:
        row.go_live_at = text.go_live_at or now
    elif text.has_unpublished_changes and publishing.is_edit(
        text.live_revision, text.latest_revision
    ):
        row.revised_at = now


def _tie(row: Article, content: ArticleContent) -> None:
    """Lead picture, byline, categories, tags and documents as they are called today, and what
    is picked to stand with it."""
    filing = filing_of(content)
    row.lead_image = filing.lead_image
    bylines = [Byline(article=row, author=author, role=role) for author, role in filing.bylines]
    filings = [ArticleCategory(article=row, category=category) for category in filing.categories]
    taggings = [ArticleTag(content_object=row, tag=tag) for tag in filing.tags]
    attached = [ArticleDocument(article=row, document=one) for one in filing.documents]
    hold(row, "bylines", bylines)
    hold(row, "filings", filings)
    hold(row, "taggings", taggings)
    hold(row, "article_documents", attached)
    picks = [ArticlePick(article=row, other_id=pk) for pk in content.picks]
    hold(row, "article_picks", picks)
