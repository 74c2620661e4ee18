"""What one reader meets behind a cache proxy, while nobody else asks: `python -m bench.inside
proxy_points`. Prints JSON: whether each point is as it should be."""

import http.client
import json
import random
import time
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from articles.comments import moderation
from articles.comments.models import Comment
from articles.writing import publishing
from bench import freshness_acts, serving

Headers = dict[str, str]
SIGNED_IN = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=1"}
OTHER_COOKIE = {"Cookie": "seen=1; csrftoken=a"}


class Answer(NamedTuple):
    status: int
    headers: Headers  # by names in small letters
    body: bytes


def main() -> None:
    chance = random.Random("points")
    freshness_acts.begin(chance)
    article = freshness_acts.new(chance)
    path = article.get_absolute_url()
    points = dict(acts(chance, article, path))
    publishing.publish(type(article).objects.get(pk=article.pk), None)
    points |= dict(conditions(path)) | dict(lookups(path)) | dict(refusals(path))
    print(json.dumps(points))


def acts(chance: random.Random, article: object, path: str) -> Iterator[tuple[str, bool]]:
    """After each commit the next request is answered anew."""
    ask(path)
    publishing.publish(article, None)
    yield "published: the next request shows it", ask(path).status == 200
    row = Comment.objects.create(
        article=article, name="Reader", text="A word about it", created_at=timezone.now()
    )
    moderation.decide([row.pk], Comment.State.APPROVED, None)
    yield "a comment approved: the next request shows it", b"A word about it" in ask(path).body
    publishing.withdraw(article, None, reason="It was wrong")
    answer = ask(path)
    said = answer.status == 410 and b"It was wrong" in answer.body
    yield "withdrawn: the next request says so", said
    yield "and the front page does not list it", path.encode() not in ask("/").body


def conditions(path: str) -> Iterator[tuple[str, bool]]:
    first = ask(path)
    known, date = first.headers["etag"], {"If-Modified-Since": "Sat, 1 Jan 2050 00:00:00 GMT"}
    yield "an ETag is answered with 304", ask(path, **{"If-None-Match": known}).status == 304
    yield "another ETag is not", ask(path, **{"If-None-Match": '"x"'}).status == 200
    yield "a date that was never told is answered whole", ask(path, **date).status == 200
    head = ask(path, "HEAD")
    sizes = {answer.headers["content-length"] for answer in (head, first)}
    yield "HEAD has the length of GET and no body", (head.body, len(sizes)) == (b"", 1)
    yield "a part of a page is the page", ask(path, Range="bytes=0-9").status == 200
    wanted = {"max-age=0", "must-revalidate", "public"}
    told = set(first.headers["cache-control"].replace(" ", "").split(","))
    yield "browsers ask again each time", told == wanted
    yield "tags stay inside", not {"cache-tag", "xkey", "cache-end"} & set(first.headers)
    time.sleep(1.1)
    later = ask(path)
    same = later.body == first.body
    same = same and later.headers["content-type"] == first.headers["content-type"]
    yield "after a second it is as it was", same
    for coding in ("br", "gzip"):
        coded = ask(path, **{"Accept-Encoding": f"deflate, {coding};q=0.9"})
        yield f"{coding} comes as {coding}", coded.headers.get("content-encoding") == coding
    refused = ask(path, **{"Accept-Encoding": "br;q=0, gzip;q=0"})
    yield "refused codings do not come", "content-encoding" not in refused.headers


def lookups(path: str) -> Iterator[tuple[str, bool]]:
    yield "the same page is kept", is_kept(path)
    yield "tracking parameters lead to the same", is_kept(f"{path}?utm_source=a&fbclid=b")
    yield "so do cookies that are no session", is_kept(path, **OTHER_COOKIE)
    yield "a session cookie passes", not is_kept(path, **SIGNED_IN)
    yield "and its page is not kept", "no-store" in ask(path, **SIGNED_IN).headers["cache-control"]
    yield "unknown parameters pass", not is_kept(f"{path}?a=b")
    plain = {"X-Forwarded-Proto": "http"}
    yield "what came by http is led to https", ask(path, **plain).status == 301
    for address in ("/admin/login/", "/search/?q=text", "/healthz"):
        yield f"{address} passes", not is_kept(address)


def refusals(path: str) -> Iterator[tuple[str, bool]]:
    handed_on = {"X-Forwarded-For": "192.0.2.1", "Cache-Tag": "site"}
    yield "PURGE by a reader is refused", ask(path, "PURGE", **handed_on).status == 403
    ask(path)
    time.sleep(1.1)
    strange = ask(path, Host="other.example").status
    yield "what is refused for its host is not kept", (strange, ask(path).status) == (400, 200)


def is_kept(path: str, **headers: str) -> bool:
    """Whether it is answered without the site, right after the page itself was asked for:
    Varnish names two requests then, this one and the one that brought the page."""
    ask(path.partition("?")[0])
    return len(ask(path, **headers).headers["x-varnish"].split()) == 2


def ask(path: str, method: str = "GET", **headers: str) -> Answer:
    address = settings.CACHE_PROXIES[0].removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=30)
    try:
        connection.request(method, path, headers=serving.headers("") | headers)
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read())
    finally:
        connection.close()
