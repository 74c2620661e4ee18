"""What of an item has no place here, told to the person who imports: a note each."""

from articles.wordpress.records import Item
from articles.wordpress.report import Report

TERMS = "Post formats and the site's own ways of filing, not kept"
OF_PAGES = "Pages have no place for these, not kept"
COMMENTS = "Comments, not imported yet"
LEAD = "Lead pictures that are not in the file"


def note(item: Item, title: str, report: Report) -> None:
    for use in item.terms:
        report.note(TERMS, f"{use.taxonomy}: {use.name or use.slug}", title)
    if item.comments:
        report.note(COMMENTS, f"{title}: {len(item.comments)}")
    if item.kind == "page":
        _note_page(item, title, report)


def _note_page(item: Item, title: str, report: Report) -> None:
    given = {
        "the page above it": item.parent,
        "excerpt": item.excerpt.strip(),
        "lead picture": item.lead_picture,
        "author": item.creators,
        "categories and tags": item.categories or item.tags,
    }
    for what, value in given.items():
        if value:
            report.note(OF_PAGES, what, title)
