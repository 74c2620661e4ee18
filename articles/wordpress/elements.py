"""One XML element of an export → one record. Names are told apart by namespace, not prefix."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from articles.wordpress.moments import moment, offset_between, rfc822, stamp
from articles.wordpress.records import (
    KINDS,
    Author,
    Comment,
    Item,
    Meta,
    Site,
    Term,
    TermUse,
)

CONTENT = "http://purl.org/rss/1.0/modules/content/"
COMMENT_STATES = {
    "1": "approved",
    "approve": "approved",
    "approved": "approved",
    "spam": "spam",
    "trash": "trash",
    "post-trashed": "trash",
}
TAXONOMIES = {"tag": "post_tag", "": "category"}


def key(element: etree._Element) -> str:
    """'title', 'wp:post_id', 'dc:creator', 'content', 'excerpt' for any version's namespaces."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if not tag.startswith("{"):
        return {"content:encoded": "content", "excerpt:encoded": "excerpt"}.get(tag, tag)
    space, _, name = tag[1:].partition("}")
    if name == "encoded":
        return "content" if space == CONTENT else "excerpt"
    if "wordpress.org/export" in space:
        return f"wp:{name}"
    return f"dc:{name}" if "purl.org/dc" in space else f"other:{name}"


def text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [text(child) if isinstance(child.tag, str) else "", child.tail or ""]
    return "".join(parts)


def fields(element: etree._Element) -> dict[str, str]:
    """The first of each simple child by name."""
    found: dict[str, str] = {}
    for child in element:
        name = key(child)
        if name and name not in found:
            found[name] = text(child)
    return found


def number(value: str | None) -> int | None:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def parent_number(value: str | None) -> int | None:
    return number(value) or None


def slug(value: str) -> str:
    """WordPress stores other scripts percent-encoded."""
    return unquote(value.strip(), errors="replace")


def meta(element: etree._Element, name: str) -> Meta:
    pairs = [fields(child) for child in element if key(child) == name]
    return [(pair.get("wp:meta_key", "").strip(), pair.get("wp:meta_value", "")) for pair in pairs]


def author(element: etree._Element) -> Author:
    found = fields(element)
    return Author(
        id=number(found.get("wp:author_id")),
        login=found.get("wp:author_login", "").strip(),
        address=found.get("wp:author_email", "").strip(),
        display_name=found.get("wp:author_display_name", "").strip(),
        first_name=found.get("wp:author_first_name", "").strip(),
        last_name=found.get("wp:author_last_name", "").strip(),
    )


def term(element: etree._Element) -> Term:
    """wp:category, wp:tag and wp:term name the same things differently."""
    found = fields(element)
    prefix, shown, taxonomy = {
        "wp:category": ("category", "cat_name", "category"),
        "wp:tag": ("tag", "tag_name", "post_tag"),
    }.get(key(element), ("term", "term_name", found.get("wp:term_taxonomy", "").strip()))
    ending = "nicename" if prefix == "category" else "slug"
    given = slug(found.get(f"wp:{prefix}_{ending}", ""))
    return Term(
        taxonomy=taxonomy,
        slug=given,
        name=found.get(f"wp:{shown}", "").strip() or given,
        id=number(found.get("wp:term_id")),
        parent=slug(found.get(f"wp:{prefix}_parent", "")),
        description=found.get(f"wp:{prefix}_description", "").strip(),
        meta=meta(element, "wp:termmeta"),
    )


def describe(site: Site, element: etree._Element) -> None:
    """Fill what is still empty of the site from the channel's own simple elements."""
    found = fields(element)
    for name, tag in (
        ("title", "title"),
        ("link", "link"),
        ("description", "description"),
        ("language", "language"),
        ("base_site_url", "wp:base_site_url"),
        ("base_blog_url", "wp:base_blog_url"),
        ("version", "wp:wxr_version"),
        ("generator", "generator"),
    ):
        if not getattr(site, name):
            setattr(site, name, found.get(tag, "").strip())
    site.exported = site.exported or rfc822(found.get("pubDate", ""))


def comment(element: etree._Element) -> Comment:
    found = fields(element)
    local, in_gmt = found.get("wp:comment_date", ""), found.get("wp:comment_date_gmt", "")
    approved = found.get("wp:comment_approved", "").strip().lower()
    return Comment(
        id=number(found.get("wp:comment_id")),
        parent=parent_number(found.get("wp:comment_parent")),
        author=found.get("wp:comment_author", "").strip(),
        address=found.get("wp:comment_author_email", "").strip(),
        url=found.get("wp:comment_author_url", "").strip(),
        ip=found.get("wp:comment_author_IP", "").strip(),
        date=moment(in_gmt, "", local, None),
        state=COMMENT_STATES.get(approved, "pending"),
        kind=found.get("wp:comment_type", "").strip() or "comment",
        content=found.get("wp:comment_content", ""),
        user_id=parent_number(found.get("wp:comment_user_id")),
        meta=meta(element, "wp:commentmeta"),
    )


def term_uses(element: etree._Element) -> list[TermUse]:
    """In the file's order without doubles.

    WXR 1.0 writes each category twice, the first time without domain and slug.
    """
    found: list[TermUse] = []
    for child in element:
        if key(child) == "category":
            domain = child.get("domain", "").strip()
            taxonomy = TAXONOMIES.get(domain, domain)
            found.append(TermUse(taxonomy, slug(child.get("nicename", "")), text(child).strip()))
    with_slug = {(use.taxonomy, use.name) for use in found if use.slug}
    whole = [use for use in found if use.slug or (use.taxonomy, use.name) not in with_slug]
    return [use for use in dict.fromkeys(whole) if use.slug or use.name]


def item(element: etree._Element, logins: Mapping[str, str]) -> Item:
    """`logins` comes from `Site.logins()`."""
    found = fields(element)
    uses = term_uses(element)
    coauthors = [use for use in uses if use.taxonomy == "author"]
    given = found.get("wp:post_type", "").strip() or "post"
    made = Item(
        kind=given if given in KINDS else "other",
        type=given,
        id=number(found.get("wp:post_id")),
        creator=found.get("dc:creator", "").strip(),
        coauthors=coauthors,
        categories=[use for use in uses if use.taxonomy == "category"],
        tags=[use for use in uses if use.taxonomy == "post_tag"],
        terms=[use for use in uses if use.taxonomy not in ("category", "post_tag", "author")],
        meta=meta(element, "wp:postmeta"),
        comments=[comment(child) for child in element if key(child) == "wp:comment"],
    )
    _texts(made, found)
    _dates(made, found)
    made.creators = _creators(made, logins)
    return made


def _texts(made: Item, found: dict[str, str]) -> None:
    made.title = found.get("title", "").strip()
    made.slug = slug(found.get("wp:post_name", ""))
    made.link = found.get("link", "").strip()
    made.guid = found.get("guid", "").strip()
    made.status = found.get("wp:status", "").strip()
    made.password = found.get("wp:post_password", "")
    made.parent = parent_number(found.get("wp:post_parent"))
    made.menu_order = number(found.get("wp:menu_order")) or 0
    made.sticky = found.get("wp:is_sticky", "").strip() == "1"
    made.comments_open = found.get("wp:comment_status", "").strip() == "open"
    made.pings_open = found.get("wp:ping_status", "").strip() == "open"
    made.excerpt = found.get("excerpt", "")
    made.content = found.get("content", "")
    made.attachment_url = found.get("wp:attachment_url", "").strip()


def _dates(made: Item, found: dict[str, str]) -> None:
    local, modified = found.get("wp:post_date", ""), found.get("wp:post_modified", "")
    modified_gmt = found.get("wp:post_modified_gmt", "")
    offset = offset_between(modified, modified_gmt)
    published = found.get("pubDate", "")
    made.date = moment(found.get("wp:post_date_gmt", ""), published, local, offset)
    made.local_date = stamp(local)
    made.modified = moment(modified_gmt, "", modified, offset)


def _creators(made: Item, known: Mapping[str, str]) -> list[str]:
    names = [
        known.get(use.slug) or known.get(use.slug.removeprefix("cap-")) or known.get(use.name)
        for use in made.coauthors
    ]
    logins = [
        login or use.slug.removeprefix("cap-") or use.name
        for login, use in zip(names, made.coauthors, strict=True)
    ]
    return list(dict.fromkeys(logins or ([made.creator] if made.creator else [])))
