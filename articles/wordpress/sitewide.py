"""A site that has not said yet who publishes here takes that from the export."""

import re
from html import unescape

from articles.text.plaintext import plain
from articles.text.tree import parse, serialise
from articles.wordpress.report import Report
from articles.wordpress.wxr import Export
from articles.writing.models import MenuItem, Page
from articles.writing.tables.querysets import PageQuerySet
from iria.models import Institute
from iria.pagecache import SITE, changes, forget

ABOUT_LENGTH = 1000
# "IRIA - International Relations Insights & Analysis"
SHORT_AND_LONG = re.compile(r"(\S{2,12})\s+[-–—|:]\s+(\S.*)")
TAKEN = "Taken from the export, since nothing was set here"


def is_fresh() -> bool:
    return not Institute.objects.filter(pk=1).exists()


def fill(export: Export, host: str, report: Report) -> None:
    """The institute's row and, where it is empty, the footer's menu."""
    with changes():
        _institute(export, host, report)
        _footer(export, host, report)
        forget([SITE])


def _institute(export: Export, host: str, report: Report) -> None:
    title = " ".join(unescape(export.site.title).split())
    if not title:
        return
    institute = Institute(pk=1)
    institute.name = title[: _longest("name")]
    if found := SHORT_AND_LONG.fullmatch(title):
        institute.short_name, institute.name = found[1], found[2][: _longest("name")]
    elif len(title) <= _longest("short_name"):
        institute.short_name = title
    tagline = " ".join(unescape(export.site.description).split())[: _longest("tagline")]
    institute.tagline = tagline if tagline not in (institute.name, title) else ""
    institute.about = about_of(host)
    institute.save()
    for name in ("name", "short_name", "tagline", "about"):
        if value := getattr(institute, name):
            label = Institute._meta.get_field(name).verbose_name
            report.note(TAKEN, f"{label}: {value if len(value) < 100 else f'{value[:99]}…'}")


def _longest(name: str) -> int:
    return Institute._meta.get_field(name).max_length


def about_of(host: str) -> str:
    """The first paragraphs of the old site's page "about", as many as fit."""
    page = imported_pages(host).filter(slug="about").first()
    paragraphs: list[str] = []
    for node in parse(page.body).children if page else []:
        if isinstance(node, str) or node.tag != "p":
            continue
        longer = [*paragraphs, plain(serialise([node]))]
        if len("\n\n".join(longer)) > ABOUT_LENGTH:
            break
        paragraphs = longer
    return "\n\n".join(paragraphs)


def _footer(export: Export, host: str, report: Report) -> None:
    if MenuItem.objects.filter(menu=MenuItem.Menu.FOOTER).exists():
        return
    top = [item for item in export.items() if item.kind == "page" and not item.parent]
    top.sort(key=lambda item: item.menu_order)
    rows = {page.imported_from: page for page in imported_pages(host)}
    pages = [rows[name] for item in top if (name := f"{host}:{item.identity}") in rows]
    for position, page in enumerate(pages):
        MenuItem.objects.create(menu=MenuItem.Menu.FOOTER, position=position, page=page)
        report.note(TAKEN, "page in the footer", page.title)


def imported_pages(host: str) -> PageQuerySet:
    return Page.objects.public().filter(imported_from__startswith=f"{host}:")
