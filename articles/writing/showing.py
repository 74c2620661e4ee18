"""What follows when readers get another text: search, related articles and kept pages."""

from collections.abc import Iterable

from django.db import connection

from articles.writing import indexing, relating
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State, Text
from iria.pagecache import LISTS, SITE, forget, forget_at, tag

SHOWN = """SELECT 'category', category_id FROM articles_articlecategory WHERE article_id = %s
UNION ALL SELECT 'tag', tag_id FROM articles_articletag WHERE article_id = %s
UNION ALL SELECT 'author', author_id FROM articles_byline WHERE article_id = %s"""


def follow(text: Text, tags: set[str]) -> None:
    """The last step of an act; `tags` are those of `shown_by` before it."""
    tags |= _written(text) if isinstance(text, Article) else shown_by(text)
    if text.is_scheduled:
        forget_at(tags, text.go_live_at)
    else:
        forget(tags)


def _written(article: Article) -> set[str]:
    """What search knows of it and what stands with it; the tags of the pages of both."""
    article = indexing.held(article)
    indexing.write_held(article)
    filed = relating.filed(article)
    near = relating.write(article) if article.state == State.APPROVED else ()
    shown = [("category", pk) for pk in filed.categories] + [("tag", pk) for pk in filed.tags]
    shown += [("author", byline.author_id) for byline in article.bylines.all()]
    return _tags(article, shown) | {f"article:{pk}" for pk in near}


def shown_by(text: Text) -> set[str]:
    """Tags of the pages where a text may stand. One query."""
    if not isinstance(text, Article):
        # Menus name pages, on every page.
        return {tag(text), SITE}
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, [text.pk] * 3)
        return _tags(text, cursor.fetchall())


def _tags(article: Article, shown: Iterable[tuple[str, int]]) -> set[str]:
    return {tag(article), LISTS} | {f"{kind}:{pk}" for kind, pk in shown}
