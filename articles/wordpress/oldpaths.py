"""Where the items of a WordPress site were found, by path and by number."""

from urllib.parse import unquote

from articles.wordpress.records import Item, Site, slug_of
from articles.wordpress.urls import urlsplit
from iria import oldaddresses

NUMBER = {"post": "p", "page": "page_id", "attachment": "attachment_id"}


def path_of(url: str) -> str:
    """The decoded path of an address, or an empty string."""
    return unquote(urlsplit(url).path)


def number_of(item: Item) -> str:
    """ "/?p=101": the address that every item has, a draft too."""
    return f"/?p={item.id}"


def paths_of(item: Item) -> list[str]:
    """The paths under which an item was read, its numbered ones included."""
    numbered = [f"/?p={item.id}", f"/?{NUMBER.get(item.kind, 'p')}={item.id}"] if item.id else []
    link = path_of(item.link)
    # A draft's link is its number: the path is the front page.
    return list(dict.fromkeys([*([link] if link.strip("/") else []), *numbered]))


def keep_item(item: Item, target: str) -> None:
    paths = paths_of(item)
    # A post has a feed of its comments, which none here has.
    feeds = [f"{path.rstrip('/')}/feed/" for path in paths if "?" not in path]
    for path in [*paths, *(feeds if item.kind == "post" else [])]:
        keep(path, target)


def keep_terms(site: Site, targets: dict[tuple[str, str], str], authors: dict[str, str]) -> None:
    """Lists of categories, tags and authors under WordPress's usual bases, with their feeds."""
    by_slug = {term.slug: term for term in site.categories}
    for (taxonomy, slug), target in targets.items():
        base = "category" if taxonomy == "category" else "tag"
        for path in {slug, _nested(slug, by_slug) if base == "category" else slug}:
            _keep_list(f"/{base}/{path}/", target)
        term = by_slug.get(slug) if base == "category" else None
        if term is not None and term.id:
            keep(f"/?cat={term.id}", target)
        if base == "tag":
            keep(f"/?tag={slug}", target)
    numbers = {author.login: author.id for author in site.authors}
    for login, target in authors.items():
        _keep_list(f"/author/{slug_of(login)}/", target)
        if number := numbers.get(login):
            keep(f"/?author={number}", target)


def _keep_list(path: str, target: str) -> None:
    keep(path, target)
    keep(f"{path}feed/", f"{target}feed/")


def keep(path: str, target: str) -> None:
    """Unless it leads there already: then nothing need be written or forgotten."""
    if oldaddresses.target_of(path) != target:
        oldaddresses.keep(path, target)


def _nested(slug: str, by_slug: dict) -> str:
    """ "parent/child" as WordPress writes the address of a category below another."""
    parts = [slug]
    while (term := by_slug.get(parts[0])) and term.parent and term.parent not in parts:
        parts.insert(0, term.parent)
    return "/".join(parts)
