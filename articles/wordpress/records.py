"""What an export file holds, as plain data. Times are aware, in UTC, unless called local."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from articles.wordpress.serialised import ImageMeta, image_meta

Meta = list[tuple[str, str]]

# Letters that do not come apart into one of ASCII and an accent.
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D"}
    | {"ł": "l", "Ł": "L", "þ": "th", "Þ": "TH", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h"}
)
KINDS = ("post", "page", "attachment", "nav_menu_item")


@dataclass(frozen=True)
class Problem:
    """Something in the file a person should know of; `line` counts from 1."""

    what: str
    line: int | None = None
    item: str = ""

    def __str__(self) -> str:
        place = f" (line {self.line})" if self.line else ""
        name = f" [{self.item}]" if self.item else ""
        return f"{self.what}{place}{name}"


@dataclass
class Author:
    id: int | None
    login: str
    address: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""


@dataclass
class Term:
    """`taxonomy` is category, post_tag, nav_menu or a site's own; `parent` is a slug."""

    taxonomy: str
    slug: str
    name: str
    id: int | None = None
    parent: str = ""
    description: str = ""
    meta: Meta = field(default_factory=list)


@dataclass(frozen=True)
class TermUse:
    taxonomy: str
    slug: str
    name: str


@dataclass
class Comment:
    """`state` is approved, pending, spam or trash; `kind` is comment, pingback or trackback."""

    id: int | None
    parent: int | None
    author: str
    address: str
    url: str
    ip: str
    date: datetime | None
    state: str
    kind: str
    content: str
    user_id: int | None = None
    meta: Meta = field(default_factory=list)


@dataclass
class Item:
    """A post, page, attachment, menu entry or anything else (`kind` "other", see `type`).

    `creators` are logins in the order of the byline; a guest author who has no account
    stands there with the slug. `date` of a draft is the day it was begun; None if unknown.
    `id` is None for the second item of a number too; `identity` is each item's own.
    """

    kind: str
    type: str
    id: int | None
    identity: str = ""
    title: str = ""
    slug: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    creators: list[str] = field(default_factory=list)
    coauthors: list[TermUse] = field(default_factory=list)
    date: datetime | None = None
    local_date: datetime | None = None
    modified: datetime | None = None
    status: str = ""
    password: str = ""
    parent: int | None = None
    menu_order: int = 0
    sticky: bool = False
    comments_open: bool = False
    pings_open: bool = False
    excerpt: str = ""
    content: str = ""
    categories: list[TermUse] = field(default_factory=list)
    tags: list[TermUse] = field(default_factory=list)
    terms: list[TermUse] = field(default_factory=list)
    attachment_url: str = ""
    meta: Meta = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def first(self, key: str) -> str:
        return next((value for name, value in self.meta if name == key), "")

    @property
    def alt(self) -> str:
        return self.first("_wp_attachment_image_alt")

    @property
    def lead_picture(self) -> int | None:
        value = self.first("_thumbnail_id").strip()
        return int(value) if value.isascii() and value.isdigit() else None

    @property
    def footnotes(self) -> str:
        """JSON of the footnotes block, for `markup.Surroundings`."""
        return self.first("footnotes")

    @property
    def image_meta(self) -> ImageMeta:
        return image_meta(self.first("_wp_attachment_metadata"))


@dataclass
class Site:
    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    base_site_url: str = ""
    base_blog_url: str = ""
    version: str = ""
    generator: str = ""
    exported: datetime | None = None
    authors: list[Author] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def of(self, taxonomy: str) -> list[Term]:
        return [term for term in self.terms if term.taxonomy == taxonomy]

    @property
    def categories(self) -> list[Term]:
        return self.of("category")

    @property
    def tags(self) -> list[Term]:
        return self.of("post_tag")

    def logins(self) -> Mapping[str, str]:
        """Slugs and names of authors → login: Co-Authors-Plus names people by them."""
        found: dict[str, str] = {}
        for author in self.authors:
            for name in (author.login, slug_of(author.login), author.display_name):
                found.setdefault(name, author.login)
        return found


def slug_of(login: str) -> str:
    """The nicename that WordPress makes of a login (`sanitize_title`): "ann@old.example" →
    "annold-example". Letters of other scripts stay, decoded."""
    plain = unicodedata.normalize("NFD", login[:50].translate(LETTERS))
    # Accents go from Latin letters only.
    plain = unicodedata.normalize("NFC", re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", plain))
    kept = re.sub(r"<[^>]*>|&[^;\s]+;", "", plain).lower()
    parts = re.sub(r"[\s./–—-]+", "-", kept)
    return re.sub("-+", "-", "".join(filter(_is_of_slug, parts))).strip("-")


def _is_of_slug(sign: str) -> bool:
    return sign.isalnum() or sign in "_-" or unicodedata.category(sign).startswith("M")
