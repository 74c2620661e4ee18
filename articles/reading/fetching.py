"""What stands on an article's page: four queries in SQL, since the page is rendered often and
Django takes longer to write such queries than the database to answer them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.finding import related
from articles.images.models import Credit, Image
from articles.text import outline
from articles.writing.models import Article
from articles.writing.rendering import KEPT_BODIES, LONGEST_KEPT, Materials, referred
from articles.writing.tables.texts import State
from articles.writing.tied import ON_CARD, tie
from iria.loading import load, loaded, places

# The columns of a card, which SQL and Django call by the same names.
CARDS = (
    *("id", "key", "slug", "title", "standfirst", "kind", "language", "state", "deleted_at"),
    *("go_live_at", "reading_minutes", "lead_image_id", "lead_alt"),
)
CARD = f"SELECT {', '.join(f'a.{name}' for name in CARDS)},"
# Of what stands beside an article: what staff picked has a place, the rest has none.
PICKED = f"""{CARD} 0 AS closeness, p.position AS place FROM articles_articlepick p
JOIN articles_article a ON a.id = p.other_id WHERE p.article_id = %s
"""
RELATED = f"""{CARD} r.closeness, NULL AS place FROM articles_related r
JOIN articles_article a ON a.id = r.other_id WHERE r.article_id = %s
"""
LINKED = f"{CARD} NULL AS closeness, NULL AS place FROM articles_article a WHERE a.key IN "
NEWEST = f"""{CARD} NULL AS closeness, NULL AS place FROM articles_article a
WHERE a.state = %s AND a.deleted_at IS NULL AND a.go_live_at <= %s
ORDER BY a.go_live_at DESC, a.id DESC LIMIT %s"""
CREDITED = (
    *("photographer", "agency", "licence", "licence_url", "acquire_url", "copyright_notice"),
)
IMAGES = """
SELECT i.id, i.key, i.width, i.height, i.rendition_hash, i.rendition_stage, i.kind, i.title,
i.alt, i.caption, i.credit_id, i.deleted_at, i.taken_down_at, i.stand_in_id,
c.photographer, c.agency, c.licence, c.licence_url, c.acquire_url, c.copyright_notice
FROM articles_image i LEFT JOIN articles_credit c ON c.id = i.credit_id WHERE
"""


def by_slug(slug: str) -> Article | None:
    """With all its columns, whatever its state."""
    rows = load(Article, "SELECT * FROM articles_article WHERE slug = %s", [slug])
    return rows[0] if rows else None


def furnish(cards: list[Article], ties: tuple[str, ...] = ON_CARD) -> list[Article]:
    """What cards show of articles besides their own columns: two queries for all."""
    tie(cards, ties)
    images = _images([], cards)
    for card in cards:
        _lead(card, images)
    return cards


def surround(row: Article, near: list[Article] | None = None) -> tuple[Materials, list[Article]]:
    """What the body needs, and the articles that stand with it: those given, or those stored.
    Lead pictures are tied to their articles. Two queries, and one more where the newest fill up
    what is related, or where something stands in for a picture."""
    image_keys, article_keys = referred(row.body)
    found = _articles(row.pk if near is None else None, article_keys)
    linked = [other for other in found if other.closeness is None]
    picked = sorted((o for o in found if o.place is not None), key=lambda other: other.place)
    if near is None:
        stored = [o for o in found if o.closeness is not None and o.place is None]
        beside = [[o for o in some if o.is_public()] for some in (stored, picked)]
        near = related.chosen(_newest, row.pk, *beside)
    images = _images(image_keys, [row, *near])
    for text in (row, *near):
        _lead(text, images)
    in_order = {image.key: image for image in images.values()}
    pictures = {key: in_order[key] for key in image_keys if key in in_order}
    links = {other.key: other.get_absolute_url() for other in linked if other.is_public()}
    return Materials(pictures, links, [other.pk for other in (*linked, *picked)]), near


def headings(body: str) -> list[outline.Heading]:
    """Not to be changed."""
    return _kept_headings(body) if len(body) <= LONGEST_KEPT else outline.headings(body)


_kept_headings = lru_cache(maxsize=KEPT_BODIES)(outline.headings)


def _articles(beside: int | None, keys: list[str]) -> list[Article]:
    """What is picked for the article of this id and what is stored with it, each with `closeness`
    and `place`; and those of the keys, with None."""
    parts, values = [], []
    if beside is not None:
        parts, values = [PICKED, RELATED], [beside, beside]
    if keys:
        parts, values = [*parts, LINKED + places(keys)], [*values, *keys]
    return load(Article, " UNION ALL ".join(parts), values) if parts else []


def _newest(most: int) -> list[Article]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return load(Article, NEWEST, [State.APPROVED, now, most])


def _lead(text: Article, images: dict[int, Image]) -> None:
    if text.lead_image_id:
        text.lead_image = images[text.lead_image_id]


def _images(keys: list[str], texts: Iterable[Article]) -> dict[int, Image]:
    """By id: the pictures of these keys and the lead pictures of these texts."""
    leads = sorted({text.lead_image_id for text in texts} - {None})
    found = _credited({"i.key": keys, "i.id": leads})
    stand_ins = sorted({i.stand_in_id for i in found.values() if i.is_gone} - {None})
    shown_instead = _credited({"i.id": stand_ins})
    for image in found.values():
        image.stand_in = shown_instead.get(image.stand_in_id)
    return found


def _credited(wanted: dict[str, list[Any]]) -> dict[int, Image]:
    wanted = {column: values for column, values in wanted.items() if values}
    if not wanted:
        return {}
    where = " OR ".join(f"{column} IN {places(values)}" for column, values in wanted.items())
    values = [value for values in wanted.values() for value in values]
    found = {image.pk: image for image in load(Image, IMAGES + where, values)}
    for image in found.values():
        said = [image.credit_id, *(getattr(image, name) for name in CREDITED)]
        image.credit = loaded(Credit, ("id", *CREDITED), said) if image.credit_id else None
    return found
