"""Players, embedded posts and whatever else is not text, picture or table."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from articles.wordpress.conversion import Work
from articles.wordpress.embeds import embeddable
from articles.wordpress.inline import SCHEME
from articles.wordpress.nodes import Node, opening, serialise
from articles.wordpress.pictures import numbers
from articles.wordpress.urls import urlsplit

# Scripts that only draw what the markup beside them says; the embed replaces them.
WIDGETS = re.compile(
    r"platform\.twitter\.com|instagram\.com/embed|tiktok\.com/embed|connect\.facebook\.net"
    r"|embed\.redditmedia|datawrapper|flourish\.studio|player\.vimeo|gettyimages|imgur\.com"
)
QUOTED_POSTS = (
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "bluesky-embed",
)
FILE = re.compile(r"\.[a-z0-9]{2,5}$", re.I)


def embed(url: str, work: Work, source: str, what: str = "An embedded page") -> str:
    """The embed, or for an unknown provider a link and a loss."""
    url = url.strip()
    if known := embeddable(url):
        work.embeds.append(known)
        return work.place(f"{opening('div', {'data-embed': known})}</div>")
    work.lose(f"{what} of an unknown provider became a link.", url or source)
    return linked(url, work)


def linked(url: str, work: Work, text: str = "") -> str:
    url = f"https:{url}" if url.startswith("//") else url
    scheme = SCHEME.match(url)
    if not url or (scheme and scheme[1].lower() not in ("http", "https")):
        return ""
    work.link(url)
    return f"<p>{opening('a', {'href': url})}{escape(text or url, quote=False)}</a></p>"


def file(url: str, kind: str, work: Work) -> str:
    """A video or audio file: there is no player here, so it becomes a link."""
    if embeddable(url):
        return embed(url, work, url)
    work.lose(f"A file ({kind}) is not played here; it became a link.", url)
    return linked(url, work, name_of(url))


def name_of(url: str) -> str:
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2]) or url
    except ValueError:
        return url


def iframe(node: Node, work: Work) -> str:
    src = node.get("src").strip() or node.get("data-src").strip()
    if not src:
        work.lose("An embedded page without an address was left out.", serialise([node]))
        return ""
    return embed(src, work, src)


def player(node: Node, work: Work) -> str:
    """<video> and <audio>, the address in src or in the first source."""
    source = node.find("source")
    src = node.get("src") or (source.get("src") if source else "")
    if not src:
        work.lose(f"A player ({node.tag}) without an address was left out.", serialise([node]))
        return ""
    return file(src, node.tag, work)


def flash(node: Node, work: Work) -> str:
    """<object> and <embed>: the first address that is known, else the first there is."""
    params = [one for one in node.walk() if one.tag == "param"]
    films = [one.get("value") for one in params if one.get("name").lower() in ("movie", "src")]
    inner = [one.get("src") for one in node.walk() if one.tag in ("embed", "iframe")]
    given = [url for url in (node.get("data"), node.get("src"), *films, *inner) if url]
    best = next((url for url in given if embeddable(url)), given[0] if given else "")
    return embed(best, work, serialise([node]), "A plug-in")


def quoted_post(node: Node) -> str | None:
    """Address of the post that a provider's blockquote stands for."""
    if not any(name in node.classes for name in QUOTED_POSTS):
        return None
    links = [one.get("href") for one in node.walk() if one.tag == "a"]
    given = [node.get("data-instgrm-permalink"), node.get("cite"), *reversed(links)]
    return next((url for url in given if url and embeddable(url)), None)


def playlist(node: Node, work: Work) -> str:
    given = numbers(node.get("data-ids"))
    urls = [work.around.files[number] for number in given if number in work.around.files]
    if len(urls) < len(given) or not given:
        source = f'[playlist ids="{node.get("data-ids")}"]'
        work.lose("A playlist names files that are not in the export.", source)
    return "".join(file(url, "audio or video", work) for url in urls)


def script(node: Node, work: Work) -> str:
    if not WIDGETS.search(node.get("src") + node.text()[:2000]):
        work.lose("A script was left out.", node.get("src") or node.text())
    return ""
