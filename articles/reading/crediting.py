"""Credits of all pictures that readers see, by agency: a page and a table."""

import csv
import io
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.images.models import OF_CREDIT, Credit
from articles.reading.context import page_context
from articles.writing.credited import credited
from iria.links import absolute
from iria.pagecache import CREDITS, LISTS, public_page, shows
from iria.spreadsheets import harmless

PER_PAGE = 150  # pictures in texts


@require_safe
@public_page
def listing(request: HttpRequest, number: int = 1) -> HttpResponse:
    """A part of the list; a fixed number of queries."""
    shows(request, LISTS, CREDITS)
    pages = Paginator(credited(), PER_PAGE)
    if number > pages.num_pages or request.path != address(number):
        raise Http404
    page = pages.page(number)
    rows = list(page.object_list)
    shows(request, *{f"credit:{row['credit_id']}" for row in rows})
    shows(request, *{f"image:{row['picture_id']}" for row in rows})
    context = page_context(request, agencies=by_agency(rows), number=number)
    context |= {
        "earlier_url": address(number - 1) if page.has_previous() else "",
        "later_url": address(number + 1) if page.has_next() else "",
        "robots": "noindex" if number > 1 else "",
    }
    return render(request, "articles/credits.html", context)


def address(number: int) -> str:
    return reverse("credits-part", args=[number]) if number > 1 else reverse("credits")


def by_agency(rows: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The agency, and its credits with the texts that show their pictures."""
    return [
        (agency, [_credit(list(mine)) for _pk, mine in groupby(some, lambda r: r["credit_id"])])
        for agency, some in groupby(rows, lambda row: row["agency"])
    ]


def _credit(rows: list[dict[str, Any]]) -> dict[str, Any]:
    credit = credit_of(rows[0])
    texts = [
        {
            "title": first["text_title"],
            "url": url_of(first),
            "pictures": _titles([first, *others]),
            "anchor": f"credit-{credit.pk}-{first['place']}-{first['text_id']}",
        }
        for (first, *others) in (
            list(same) for _text, same in groupby(rows, lambda r: (r["place"], r["text_id"]))
        )
    ]
    return {"credit": credit, "texts": texts}


def _titles(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(row["picture"] or row["file_name"] for row in rows))


def credit_of(row: dict[str, Any]) -> Credit:
    return Credit(pk=row["credit_id"], **{name: row[name] for name in OF_CREDIT})


def url_of(row: dict[str, Any]) -> str:
    return reverse(row["place"], args=[row["text_slug"]])


def terms_of(credit: Credit) -> list[str]:
    """The cells that are the same for all pictures of a credit."""
    cells = (
        credit.photographer,
        credit.agency,
        capfirst(credit.get_licence_display()),
        credit.terms_url,
        credit.source_url,
        credit.copyright_notice,
    )
    return [harmless(cell) for cell in cells]


@require_safe
@public_page
def table(request: HttpRequest) -> HttpResponse:
    """All of it as CSV (RFC 4180) in UTF-8, with a mark by which spreadsheet programs know it."""
    shows(request, LISTS, CREDITS)
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(
        [
            _("Article"),
            _("Address"),
            _("Picture"),
            _("Photographer"),
            _("Agency or institution"),
            _("Licence"),
            _("Terms"),
            _("Source"),
            _("Copyright notice"),
        ]
    )
    for _pk, rows in groupby(credited().iterator(), lambda row: row["credit_id"]):
        first, *others = rows
        terms = terms_of(credit_of(first))
        for row in (first, *others):
            picture = row["picture"] or row["file_name"]
            cells = (row["text_title"], absolute(url_of(row)), picture)
            write([*map(harmless, cells), *terms])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="credits.csv"'
    return response
