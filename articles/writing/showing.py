"""What follows when readers get another text: search, related articles and kept pages."""

from articles.writing import indexing, relating
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State, Text
from iria.pagecache import LISTS, SITE, forget, forget_at, tag


def follow(text: Text, tags: set[str]) -> None:
    """The last step of an act; `tags` are those of `shown_by` before it."""
    if isinstance(text, Article):
        indexing.write([text.pk])
        indexing.write_for_staff([text.pk])
        if text.state == State.APPROVED:
            tags |= {f"article:{pk}" for pk in relating.write(text)}
    tags |= shown_by(text)
    if text.is_scheduled:
        forget_at(tags, text.go_live_at)
    else:
        forget(tags)


def shown_by(text: Text) -> set[str]:
    """Tags of the pages where a text may stand."""
    if not isinstance(text, Article):
        # Menus name pages, on every page.
        return {tag(text), SITE}
    ids = {
        "category": text.filings.values_list("category_id", flat=True),
        "tag": text.taggings.values_list("tag_id", flat=True),
        "author": text.bylines.values_list("author_id", flat=True),
    }
    return {tag(text), LISTS} | {f"{kind}:{pk}" for kind, pks in ids.items() for pk in pks}
