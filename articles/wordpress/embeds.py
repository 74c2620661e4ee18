"""Addresses of players and posts a page may embed: `embeddable(url)` → canonical https URL."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

from articles.wordpress.urls import urlsplit

# (host, path) → shape of the canonical address; {0} is the first group of the path.
RULES = [
    (host, re.compile(path), shape)
    for host, path, shape in (
        ("youtu.be", r"/([\w-]{6,})$", "https://www.youtube.com/watch?v={0}"),
        (
            "youtube.com",
            r"/(?:embed|v|shorts|live|e)/(?!videoseries)([\w-]{6,})",
            "https://www.youtube.com/watch?v={0}",
        ),
        ("youtube.com", r"/p/([\w-]+)", "https://www.youtube.com/playlist?list={0}"),
        ("vimeo.com", r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d+)", "https://vimeo.com/{0}"),
        ("dailymotion.com", r"/(?:embed/)?video/(\w+)", "https://www.dailymotion.com/video/{0}"),
        ("dai.ly", r"/(\w+)$", "https://www.dailymotion.com/video/{0}"),
        ("twitter.com", r"/(\w+)/status(?:es)?/(\d+)", "https://twitter.com/{0}/status/{1}"),
        ("x.com", r"/(\w+)/status/(\d+)", "https://x.com/{0}/status/{1}"),
        ("videopress.com", r"/(?:v|embed)/(\w+)", "https://videopress.com/v/{0}"),
        ("open.spotify.com", r"/(?:embed/)?(track|album|episode|show|playlist|artist)/(\w+)",
         "https://open.spotify.com/{0}/{1}"),
        ("instagram.com", r"/(?:[\w.]+/)?(p|reel|tv)/([\w-]+)", "https://www.instagram.com/{0}/{1}/"),
        ("tiktok.com", r"/(@[\w.]+)/video/(\d+)", "https://www.tiktok.com/{0}/video/{1}"),
        ("embed.ted.com", r"/talks/([\w-]+)", "https://www.ted.com/talks/{0}"),
    )
]  # fmt: skip
# These are embedded under the address they have.
PLAIN = [
    (host, re.compile(path))
    for host, path in (
        ("facebook.com", r"/.+/(?:posts|videos|photos)/|/(?:photo|permalink|video)\.php|/watch"),
        ("fb.watch", r"/\w"),
        ("soundcloud.com", r"/[\w-]+/[\w-]+|/player/"),
        ("ted.com", r"/talks/"),
        ("flickr.com", r"/photos/[^/]+/\w"),
        ("flic.kr", r"/\w"),
        ("slideshare.net", r"/[\w-]+/[\w-]+"),
        ("speakerdeck.com", r"/[\w-]+/[\w-]+"),
        ("scribd.com", r"/(?:doc|document|embeds|presentation)/"),
        ("issuu.com", r"/.+"),
        ("reddit.com", r"/r/\w+/comments/"),
        ("bsky.app", r"/profile/[^/]+/post/"),
        ("t.me", r"/\w+/\d+"),
        ("mixcloud.com", r"/[\w-]+/[\w-]+"),
        ("podcasts.apple.com", r"/.+"),
        ("embed.podcasts.apple.com", r"/.+"),
        ("datawrapper.dwcdn.net", r"/\w+"),
        ("public.flourish.studio", r"/(?:visualisation|story)/\d+"),
        ("flo.uri.sh", r"/(?:visualisation|story)/\d+"),
        ("google.com", r"/maps/"),
        ("maps.google.com", r"/maps"),
        ("openstreetmap.org", r"/export/embed"),
        ("archive.org", r"/(?:embed|details)/"),
        ("c-span.org", r"/video/"),
        ("rumble.com", r"/v\w+|/embed/"),
        ("wordpress.tv", r"/\d{4}/"),
    )
]  # fmt: skip
ALIASES = ("www.", "m.", "mobile.", "player.", "w.", "geo.", "web.")
YOUTUBE = ("youtube.com", "youtube-nocookie.com")
KEY = re.compile(r"[\w-]{6,64}")


def embeddable(url: str) -> str | None:
    """None where the provider is unknown or the address is not that of one video, post, map …"""
    url = unescape(url.strip())
    url = f"https:{url}" if url.startswith("//") else url
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or any(sign in url for sign in ' "<>\n\\'):
        return None
    host = _bare(host)
    if host in YOUTUBE and (found := _youtube(parts.query, parts.path)):
        return found
    return _by_rule(host, parts.path) or _plain(host, parts.path, url)


def _bare(host: str) -> str:
    alias = next((alias for alias in ALIASES if host.startswith(alias)), "")
    host = host.removeprefix(alias)
    return YOUTUBE[0] if host in YOUTUBE else host


def _youtube(query: str, path: str) -> str | None:
    asked = parse_qs(query)
    video, playlist = asked.get("v", [""])[0], asked.get("list", [""])[0]
    if path == "/watch" and KEY.fullmatch(video):
        return f"https://www.youtube.com/watch?v={video}"
    if path in ("/playlist", "/embed/videoseries") and KEY.fullmatch(playlist):
        return f"https://www.youtube.com/playlist?list={playlist}"
    return None


def _by_rule(host: str, path: str) -> str | None:
    for known, pattern, shape in RULES:
        if host == known and (found := pattern.match(path)):
            return shape.format(*found.groups())
    return None


def _plain(host: str, path: str, url: str) -> str | None:
    known = any(host == name and pattern.match(path) for name, pattern in PLAIN)
    return re.sub(r"^http:", "https:", url) if known else None
