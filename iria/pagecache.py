"""Whole pages for anonymous readers, forgotten exactly.

A page carries the tags of what it shows: `article:7 category:2 image:31 credit:4 lists site`.
What changes something readers see calls `forget(tags)` inside `changes()`; the outermost block
writes once, as its last statement, taking the next number of one counter row. The row stays
locked until the commit, so numbers follow the order of commits.

After the commit a signal (`iria.cachesignal`) makes each process look at the counter again, and
cache proxies are told of the tags (`iria.cacheproxies`).
`iria.pages` wraps the WSGI application and answers before Django.
"""

import contextvars
import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.transaction import atomic, on_commit
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from iria import cacheproxies, cachesignal
from iria.tables.cache import CacheCounter, CacheMoment, CacheTag

LISTS = "lists"
SITE = "site"
CREDITS = "credits"  # the list of all credits of pictures
TAG_HEADER = cacheproxies.HEADER
# Told by the view to the store in front of it, which takes it off: `end_of()`.
END_HEADER = "Cache-End"
NOW = "now"

_collected: contextvars.ContextVar[set[str] | None] = contextvars.ContextVar(
    "collected", default=None
)


def tag(row: models.Model) -> str:
    """ "article:7"."""
    return f"{row._meta.model_name}:{row.pk}"


@contextmanager
def changes() -> Iterator[None]:
    """A transaction whose outermost block writes what was forgotten."""
    if _collected.get() is not None:
        with atomic():
            yield
        return
    token = _collected.set(set())
    try:
        with atomic():
            yield
            _write(_collected.get() or set())
    finally:
        _collected.reset(token)


def forget(tags: Iterable[str | models.Model]) -> None:
    """Pages with one of these tags are rendered anew from the commit on."""
    with changes():
        _collected.get().update(t if isinstance(t, str) else tag(t) for t in tags)


def forget_at(tags: Iterable[str | models.Model], at: datetime) -> None:
    """Pages with one of these tags end at that time too: a publication that is due."""
    names = {t if isinstance(t, str) else tag(t) for t in tags}
    with changes():
        CacheMoment.objects.bulk_create(
            [CacheMoment(tag=name, at=at) for name in sorted(names)], ignore_conflicts=True
        )
        forget(names)


def _write(tags: set[str]) -> None:
    if not tags:
        return
    if not CacheCounter.objects.filter(pk=1).update(number=models.F("number") + 1):
        CacheCounter.objects.bulk_create([CacheCounter(pk=1)], ignore_conflicts=True)
        CacheCounter.objects.filter(pk=1).update(number=models.F("number") + 1)
    number = CacheCounter.objects.values_list("number", flat=True).get(pk=1)
    CacheTag.objects.bulk_create(
        [CacheTag(tag=name, number=number) for name in sorted(tags)],
        update_conflicts=True,
        unique_fields=["tag"],
        update_fields=["number"],
    )
    on_commit(functools.partial(_tell, frozenset(tags)))


def _tell(tags: frozenset[str]) -> None:
    """The processes first: what a proxy asks for from then on is new."""
    cachesignal.send()
    cacheproxies.forget(tags, everything=SITE)


def current_number() -> int:
    """The number of the newest commit that changed what readers see."""
    return CacheCounter.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def changed_since(tags: Iterable[str], number: int) -> bool:
    """Whether something with one of these tags was changed by a later commit."""
    return CacheTag.objects.filter(tag__in=set(tags), number__gt=number).exists()


def shows(request: HttpRequest, *things: str | models.Model | None) -> None:
    """Notes what a page that is being rendered shows."""
    tags = getattr(request, "cache_tags", None)
    if tags is not None:
        tags.update(t if isinstance(t, str) else tag(t) for t in things if t is not None)


def ends(request: HttpRequest, at: datetime | None) -> None:
    """Notes that what the page shows changes by itself at this time."""
    if at is not None and at > timezone.now():
        request.cache_ends = min(at, getattr(request, "cache_ends", at))


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that are the same for every anonymous reader: they may be kept whole.

    Staff who are signed in get the page with links of their own, which is never kept."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.cache_tags = {SITE}
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if is_anonymous(request) and response.status_code in (200, 410):
            response[TAG_HEADER] = " ".join(sorted(request.cache_tags))
            response[END_HEADER] = end_of(request)
            response["Cache-Control"] = "public, max-age=0, must-revalidate"
        else:
            response["Cache-Control"] = "private, no-store"
        return response

    return wrapper


def end_of(request: HttpRequest) -> str:
    """ISO time with zone, or "now" for what is not to be kept: a page that looked at none of its
    parameters is the same without them, and strangers can make up any number of those."""
    # Django takes the parameters apart when they are first asked for.
    if request.META.get("QUERY_STRING") and "GET" not in vars(request):
        return NOW
    new_year = next_new_year()
    return min(new_year, getattr(request, "cache_ends", new_year)).isoformat()


def is_anonymous(request: HttpRequest) -> bool:
    """By the absence of the cookie, so that a reader's page asks for no session."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def next_new_year(now: datetime | None = None) -> datetime:
    """When the copyright line changes, in the current time zone."""
    local = timezone.localtime(now)
    return local.replace(
        year=local.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
