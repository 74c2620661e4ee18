"""The pages of an article and of a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles.comments import opening, stamps, threads
from articles.finding import related
from articles.reading import fetching, metadata
from articles.reading.context import page_context
from articles.reading.offered import documents_of, offers
from articles.writing.models import Article, Page
from articles.writing.rendering import Materials, gather
from articles.writing.tables.texts import State
from articles.writing.tied import tie
from iria.institute import spoken
from iria.pagecache import LISTS, ends, public_page, shows
from iria.reversing import path_to

SHORTEST_OUTLINE = 3


@require_safe
@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    row = fetching.by_slug(slug)
    if row is None or not row.is_public():
        return withdrawn(request, row)
    tie([row])
    with override(spoken(row.language, request.institute.language)):
        return render(request, "articles/article.html", article_context(request, row))


def article_context(
    request: HttpRequest, row: Article, near: list[Article] | None = None
) -> dict[str, object]:
    """`near` is what stands with it where nothing is stored of that."""
    materials, near = fetching.surround(row, near)
    categories = [filing.category for filing in row.filings.all()]
    tags = [tagging.tag for tagging in row.taggings.all()]
    shows(request, row, *categories, *tags, *(byline.author for byline in row.bylines.all()))
    shows(request, *documents_of(row))
    note_pictures(request, row, materials, near)
    outline = fetching.headings(row.body)
    context = page_context(
        request,
        article=row,
        body=materials.body(row),
        outline=outline if len(outline) >= SHORTEST_OUTLINE else [],
        categories=categories,
        tags=tags,
        bylines=list(row.bylines.all()),
        offers=offers(row),
        related=near,
        **comments_context(request, row),
        edit_url=path_to("admin:articles_article_change", row.pk),
    )
    signed_by_us = request.institute.byline_without_author and not context["bylines"]
    context["unsigned_byline"] = request.institute.name if signed_by_us else ""
    return context | metadata.of_article(row, request.institute, materials)


def comments_context(request: HttpRequest, row: Article) -> dict[str, object]:
    """The thread, and the stamp of the form as long as comments are open."""
    is_open = opening.is_open(row, request.institute)
    if is_open:
        ends(request, opening.closes_at(row, request.institute))
    return {
        "thread": threads.thread(row),
        "comments_open": is_open,
        "comment_stamp": stamps.of_day(row.key) if is_open else "",
    }


def note_pictures(
    request: HttpRequest, row: Article, materials: Materials, near: list[Article]
) -> None:
    """Tags of what the page shows of others: pictures, linked articles, related ones."""
    shown = [*materials.pictures.values(), row.lead_image, *(a.lead_image for a in near)]
    for image in filter(None, shown):
        shows(request, *image.rows_shown)
    shows(request, *(f"article:{pk}" for pk in materials.linked), *near)
    if len(near) < related.SHOWN or any(other.closeness is None for other in near):
        shows(request, LISTS)


def withdrawn(request: HttpRequest, row: Article | Page | None) -> HttpResponse:
    """410 with the reason for what was public once; what never was is not there."""
    if row is None or row.state != State.WITHDRAWN or not row.was_public:
        raise Http404
    shows(request, row)
    context = page_context(request, article=row, robots="noindex")
    return render(request, "articles/withdrawn.html", context, status=410)


@require_safe
@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    row = Page.objects.filter(slug=slug).first()
    if row is None or not row.is_public():
        return withdrawn(request, row)
    with override(spoken(row.language, request.institute.language)):
        return render(request, "articles/page.html", plain_page_context(request, row))


def plain_page_context(request: HttpRequest, row: Page) -> dict[str, object]:
    materials = gather([row], Article.objects.all())
    for image in materials.pictures.values():
        shows(request, *image.rows_shown)
    shows(request, row, *(f"article:{pk}" for pk in materials.linked))
    context = page_context(
        request,
        page=row,
        body=materials.body(row),
        edit_url=path_to("admin:articles_page_change", row.pk),
    )
    return context | metadata.of_page(row)
