"""WordPress shortcodes in a text → elements that `markup` understands.

`[caption]`, `[gallery]`, `[embed]`, players and footnotes become figures and spans with data
attributes; of all others the content stays and the tags go, with a loss. What merely looks like
a shortcode, as “[sic]” or “[the president]”, is text. Source: WordPress, shortcodes.php.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

Report = Callable[[str, str], None]
DEEPEST = 40

TOKEN = re.compile(
    r"(?P<kept><(?P<raw>pre|code|script|style|textarea)\b.*?</(?P=raw)\s*>)"
    r"|(?P<tag><!--.*?-->|</?[A-Za-z][^<>]*>)"
    r"|(?P<extra>\[?)\[(?P<slash>/?)(?P<name>[A-Za-z][\w:-]*)"
    r"(?P<attributes>(?:=|\s|/(?!\]))(?:\"[^\"]*\"|'[^']*'|[^\[\]\"'<>])*?)?(?P<void>/?)\](?P<end>\]?)",
    re.S | re.I,
)
ATTRIBUTE = re.compile(
    r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s"'\]]+))"""
    r"""|"([^"]*)"|'([^']*)'|(\S+)"""
)
DOUBLED = re.compile(r"\[(\[[A-Za-z][\w:-]*[^\[\]]*\])\]")
PICTURED = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.S | re.I)
CAPTIONS = {"caption", "wp_caption"}
PLAYERS = {"audio", "video"}
FOOTNOTES = {"footnote", "efn_note", "mfn", "modern_footnote", "ref", "fn", "note_footnote"}
EMBEDS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "embedyt": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    **dict.fromkeys(("embed", "soundcloud", "instagram", "facebook", "spotify", "tiktok"), "{}"),
    **dict.fromkeys(("slideshare", "ted", "scribd", "flickr", "googlemaps", "iframe"), "{}"),
}
CORE = {"gallery", "playlist", *CAPTIONS, *PLAYERS, *FOOTNOTES, *EMBEDS}
# Common enough without attributes or closing tag to be told from a word in brackets.
BARE = {
    "gallery",
    "playlist",
    "toc",
    "sitemap",
    "contact-form",
    "wpforms",
    "newsletter",
    "mc4wp-form",
    "relatedposts",
}


def expand(text: str, report: Report, depth: int = 0) -> str:
    """`report(what, snippet)` is told of each shortcode that is not understood."""
    out: list[str] = []
    at = 0
    while depth < DEEPEST and (found := TOKEN.search(text, at)):
        out.append(text[at : found.start()])
        written, at = _token(text, found, report, depth)
        out.append(written)
    return "".join(out) + text[at:]


def _token(text: str, found: re.Match[str], report: Report, depth: int) -> tuple[str, int]:
    if found["kept"]:
        return DOUBLED.sub(_undoubled, found[0]), found.end()
    if found["tag"]:
        return found[0], found.end()
    if found["extra"]:
        return _escaped(text, found)
    if found["slash"]:
        return _stray_end(found, report), found.end()
    written, end = _shortcode(text, found, report, depth)
    return (written, end) if written is not None else (found[0], found.end())


def _undoubled(found: re.Match[str]) -> str:
    name = re.match(r"\[([\w:-]+)", found[1])
    return found[1] if name and name[1] in CORE else found[0]


def _escaped(text: str, found: re.Match[str]) -> tuple[str, int]:
    """[[x]] and [[x]…[/x]] stand for the shortcode as text."""
    if found["end"]:
        written = found[0][1:-1] if _looks_like_one(found, closed=False) else found[0]
        return written, found.end()
    closing = text.find(f"[/{found['name']}]]", found.end())
    if closing < 0:
        return "[", found.start() + 1
    end = closing + len(found["name"]) + 4
    return text[found.start() + 1 : end - 1], end


def _stray_end(found: re.Match[str], report: Report) -> str:
    name = found["name"]
    if found["attributes"] or (name not in CORE and "_" not in name):
        return found[0]
    report(f"A closing shortcode [/{name}] without a beginning was left out.", found[0])
    return found["end"]


def _looks_like_one(found: re.Match[str], *, closed: bool) -> bool:
    name, given = found["name"], found["attributes"] or ""
    if closed or found["void"] or name in BARE or "_" in name:
        return True
    assigned = re.search(r"""[\w-]\s*=\s*["'“”″\w]|^=""", given)
    return bool(assigned or (given.strip() and name in CORE))


def _shortcode(
    text: str, found: re.Match[str], report: Report, depth: int
) -> tuple[str | None, int]:
    """(None, _) where it is text after all."""
    name = found["name"]
    start = found.end() - len(found["end"])
    closing = None if found["void"] else _closing(text, found["name"], start)
    if not _looks_like_one(found, closed=closing is not None):
        return None, start
    inner = expand(text[start : closing.start()], report, depth + 1) if closing else ""
    end = closing.end() if closing else start
    written = _known(name, attributes_of(found["attributes"] or ""), inner)
    if written is None:
        kept = "its content was kept" if inner.strip() else "it was left out"
        snippet = found[0].removesuffix(found["end"]) if found["end"] else found[0]
        report(f"The shortcode [{name}] is not known here; {kept}.", snippet)
        written = inner
    return written, end


def _closing(text: str, name: str, start: int) -> re.Match[str] | None:
    """The end tag that belongs to the tag before `start`, counting nested ones of the name."""
    depth = 1
    pattern = re.compile(rf"\[(/?){re.escape(name)}(?=[\s\]/=])[^\]]*?(/?)\]", re.I)
    for found in pattern.finditer(text, start):
        if found[1]:
            depth -= 1
            if depth == 0:
                return found
        elif not found[2]:
            depth += 1
    return _first_end(text, name, start)


def _first_end(text: str, name: str, start: int) -> re.Match[str] | None:
    """Where some of that name are closed and others not: none may be begun before the end."""
    end = re.compile(rf"\[/{re.escape(name)}\s*\]", re.I).search(text, start)
    again = re.compile(rf"\[{re.escape(name)}[\s\]/=]", re.I).search(text, start)
    return end if end and (not again or end.start() < again.start()) else None


def attributes_of(text: str) -> dict[str, str]:
    """By name; what stands without a name is numbered "0", "1" …"""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text.strip().removeprefix("=")):
        name, *values = match.groups()
        value = next((value for value in values if value is not None), "")
        loose = sum(key.isdigit() for key in found)
        found[name.lower() if name else str(loose)] = value
    return found


def figure(shortcode: str, inner: str = "", **data: str) -> str:
    written = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return f'<figure data-shortcode="{shortcode}"{written}>{inner}</figure>'


def _known(name: str, given: dict[str, str], inner: str) -> str | None:
    if name in CAPTIONS:
        return _caption(given, inner)
    if name in FOOTNOTES:
        return f'<span data-footnote="">{inner}</span>' if inner.strip() else None
    if name in ("gallery", "playlist"):
        ids = given.get("ids") or given.get("include") or ""
        return figure(name, ids=ids, post=given.get("id", ""), exclude=given.get("exclude", ""))
    if name in PLAYERS:
        return _player(name, given, inner)
    return _embed(name, given, inner) if name in EMBEDS else None


def _caption(given: dict[str, str], inner: str) -> str:
    number = re.search(r"\d+", given.get("id", ""))
    pictured = PICTURED.match(inner)
    picture, said = (pictured[1], pictured[2]) if pictured else (inner, "")
    said = said.strip() or given.get("caption", "").strip()
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return figure("caption", picture + caption, wp=number[0] if number else "")


def _player(name: str, given: dict[str, str], inner: str) -> str | None:
    kinds = ("src", "mp4", "m4v", "webm", "ogv", "mov", "wmv", "flv", "mp3", "m4a", "ogg", "wav")
    url = next((given[kind] for kind in (*kinds, "wma", "0") if given.get(kind)), "")
    url = url or re.sub(r"<[^>]*>", "", inner).strip()
    return figure(name, url=unescape(url)) if url else None


def _embed(name: str, given: dict[str, str], inner: str) -> str | None:
    url = re.sub(r"<[^>]*>", "", inner).strip()
    url = url or next((given[key] for key in ("src", "url", "0", "id") if given.get(key)), "")
    if "/" not in url and "." not in url:
        url = EMBEDS[name].format(url) if url and EMBEDS[name] != "{}" else ""
    return figure("embed", url=unescape(url)) if url else None
