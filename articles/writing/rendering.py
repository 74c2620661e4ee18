"""What bodies need to be shown, fetched for many texts in two queries; and bodies rendered once
while nothing of that changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import override

from articles.images import figures
from articles.images.models import Image
from articles.text import references
from iria.institute import spoken
from iria.links import absolute

KEPT_BODIES = 256
LONGEST_KEPT = 100_000  # characters
# What is given to `body` by pages and by feeds; what others give may do more than write.
ADDRESSES = (str, absolute)
PICTURES = (None, figures.shared_element)


@dataclass(frozen=True, slots=True)
class Materials:
    """Pictures with credits by key, and paths of public articles by key."""

    pictures: dict[str, Image]
    links: dict[str, str]
    linked: list[int]  # ids of the articles that links lead to, or staff picked, public or not

    def body(
        self,
        text: models.Model,
        address: figures.Address = str,
        picture: figures.Picture | None = None,
    ) -> SafeString:
        """The first picture is asked for at once where no lead picture stands above it."""
        early = picture is None and not _has_lead(text)
        drawing = _Drawing(
            text.body,
            spoken(text.language),
            settings.SITE_URL,
            address,
            picture,
            early,
            tuple(sorted(self.links.items())),
            tuple(_as_read(image) for _key, image in sorted(self.pictures.items())),
            self.pictures,
        )
        is_plain = address in ADDRESSES and picture in PICTURES
        if is_plain and len(text.body) <= LONGEST_KEPT:
            return _kept(drawing)
        return _drawn(drawing)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """All that the HTML of a body depends on; `seen` is what was read of `pictures`."""

    html: str
    language: str
    site: str
    address: figures.Address
    picture: figures.Picture | None
    early: bool
    links: tuple[tuple[str, str], ...]
    seen: tuple[object, ...]
    pictures: dict[str, Image] = field(compare=False)


def _drawn(drawing: _Drawing) -> SafeString:
    with override(drawing.language):
        return figures.render(
            drawing.html,
            drawing.pictures,
            dict(drawing.links),
            drawing.address,
            drawing.picture,
            early=drawing.early,
        )


_kept = lru_cache(maxsize=KEPT_BODIES)(_drawn)


def _as_read(row: models.Model | None) -> tuple[Any, ...] | None:
    """The columns that were read of a picture, of its credit and of what stands in for it."""
    if row is None:
        return None
    columns = {name: value for name, value in vars(row).items() if name[0] != "_"}
    joined = [_as_read(other) for other in row._state.fields_cache.values()]
    return (*((name, str(value)) for name, value in columns.items()), *joined)


def _has_lead(text: models.Model) -> bool:
    """A version names its lead picture by its id alone."""
    lead = getattr(text, "lead_image", None)
    return lead.shown is not None if isinstance(lead, Image) else lead is not None


def referred(body: str) -> tuple[list[str], list[str]]:
    """Keys of pictures and of linked articles; not to be changed."""
    return _kept_keys(body) if len(body) <= LONGEST_KEPT else references.found(body)


_kept_keys = lru_cache(maxsize=KEPT_BODIES)(references.found)


def gather(texts: Iterable[models.Model], articles: models.QuerySet) -> Materials:
    """`articles` is all of them; only public ones get a link."""
    keys = [referred(text.body) for text in texts]
    image_keys = {key for pictures, _articles in keys for key in pictures}
    article_keys = {key for _pictures, linked in keys for key in linked}
    pictures = {
        image.key: image for image in Image.objects.with_credit().filter(key__in=image_keys)
    }
    found = list(
        articles.filter(key__in=article_keys).only(
            "key", "slug", "state", "deleted_at", "go_live_at"
        )
    )
    links = {article.key: article.get_absolute_url() for article in found if article.is_public()}
    return Materials(pictures, links, [article.pk for article in found])
