"""The PDFs that articles offer, served while one of their articles is public.

They are downloads, in a sandbox: a browser that shows one all the same lets nothing in it act in
the name of the site. No cache may answer without asking here, since an article can be withdrawn
and a file replaced.
"""

import re

from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from articles.reading import drafts, ranges
from articles.reading.context import viewer
from articles.reading.offered import PDF
from articles.reading.pages import withdrawn
from articles.writing.models import Article, Document, PreviewLink
from articles.writing.revisions import content_of
from articles.writing.tables.texts import State

# Signs that stand in no file name of one of the usual systems.
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')
LONGEST_NAME = 120


@require_safe
def document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """To staff who may see the library also what no public article offers."""
    row = Document.objects.usable().filter(key=key).first()
    if row is None:
        raise Http404
    if Article.objects.public().filter(article_documents__document=row).exists():
        response = _sent(request, row, name)
        response["Cache-Control"] = "public, no-cache"
        return response
    if (user := viewer(request)) is not None and user.has_perm("articles.view_document"):
        return drafts.kept_from_others(_sent(request, row, name))
    gone = Article.objects.filter(article_documents__document=row, state=State.WITHDRAWN)
    return withdrawn(request, gone.order_by("-changed_at", "-pk").first())


@require_safe
def previewed(request: HttpRequest, token: str, key: str, name: str) -> HttpResponseBase:
    """To somebody outside who reads the draft of an article by a link."""
    links = PreviewLink.objects.working().select_related("article__latest_revision")
    link = links.filter(token=token, article__isnull=False).first()
    row = Document.objects.usable().filter(key=key).first()
    if link is None or row is None or row.pk not in content_of(link.article).documents:
        raise Http404
    response = _file(request, row)
    return drafts.kept_from_others(response)


def _sent(request: HttpRequest, row: Document, name: str) -> HttpResponseBase:
    if name != row.name:
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    return _file(request, row)


def _file(request: HttpRequest, row: Document) -> HttpResponseBase:
    def opened() -> File:
        try:
            return row.original.storage.open(row.original.name, "rb")
        except OSError:
            raise Http404 from None

    etag = f'"{row.sha256[:32]}"'
    response = ranges.respond(request, opened, row.byte_size, etag, PDF)
    response["Content-Disposition"] = content_disposition_header(True, file_name(row))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_name(row: Document) -> str:
    """For the reader's own folder."""
    title = " ".join(NOT_IN_NAMES.sub(" ", row.title).split()).strip(". ")
    return f"{title[:LONGEST_NAME].rstrip()}.pdf" if title else row.name
