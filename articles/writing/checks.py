"""What pictures lack where a text shows them. Nothing here stops a save; `gate` stops what would
go before readers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import html as lxml_html
from lxml.etree import _Element

from articles.images.models import Image
from articles.text import references
from articles.text.plaintext import plain
from articles.writing.content import ArticleContent, Content


class Lack(models.TextChoices):
    """What is missing, as a sentence about the picture."""

    CREDIT = "credit", gettext_lazy("The picture “%(name)s” has no credit.")
    ALT = "alt", gettext_lazy("The picture “%(name)s” has no alternative text.")
    REPEATED = "repeated", gettext_lazy("The alternative text of “%(name)s” repeats its caption.")


class Place(models.TextChoices):
    LEAD = "lead"
    FIGURE = "figure"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class Use:
    """A picture where a text shows it. `nth` counts from 0 the figures of that same picture."""

    image: Image
    place: Place
    alt: str
    caption: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    use: Use
    lack: Lack

    def __str__(self) -> str:
        return str(self.lack.label) % {"name": self.use.image}

    @property
    def is_mended_with_the_picture(self) -> bool:
        """On its own form in the library; otherwise in the text that uses it."""
        return self.lack == Lack.CREDIT or self.use.place == Place.GALLERY

    @property
    def stops(self) -> bool:
        """What an import brought is shown as it was until somebody has looked at it."""
        image = self.use.image
        return self.lack != Lack.REPEATED and not (image.to_review and image.imported_from)


def findings(content: Content) -> list[Finding]:
    """In the order in which readers come to the pictures; a missing credit is named once for each
    picture. One query, none for a text without pictures."""
    credits_named: set[int] = set()
    return [
        Finding(use, lack)
        for use in _uses(content)
        for lack in _lacks(use)
        if lack != Lack.CREDIT or _is_new(use.image.pk, credits_named)
    ]


def remarks(content: Content) -> list[str]:
    """Findings in words, and what else is worth another look."""
    return [str(finding) for finding in findings(content)] + other_remarks(content)


def other_remarks(content: Content) -> list[str]:
    """Of what is no picture."""
    if isinstance(content, ArticleContent) and not content.categories:
        return [_("There is no category: the article stands in no list but the newest.")]
    return []


def _is_new(key: int, known: set[int]) -> bool:
    return key not in known and not known.add(key)


def _lacks(use: Use) -> Iterator[Lack]:
    if use.image.credit is None:
        yield Lack.CREDIT
    alt = use.alt.strip()
    if not alt:
        yield Lack.ALT
    elif alt.rstrip(".") == use.caption.strip().rstrip("."):
        yield Lack.REPEATED


def _uses(content: Content) -> Iterator[Use]:
    keys = references.pictures(content.body)
    lead_pk = content.lead_image if isinstance(content, ArticleContent) else None
    images = _images(keys, lead_pk)
    if not images:
        return
    lead = next((image for image in images if image.pk == lead_pk), None)
    if lead is not None:
        yield Use(lead, Place.LEAD, content.lead_alt, plain(content.lead_caption))
    if keys:
        yield from _in_body(content.body, {image.key: image for image in images})


def _images(keys: Iterable[str], lead_pk: int | None) -> list[Image]:
    if not keys and lead_pk is None:
        return []
    shown = Image.objects.with_credit().filter(deleted_at=None, taken_down_at=None)
    return list(shown.filter(Q(key__in=keys) | Q(pk=lead_pk)))


def _in_body(html: str, images: dict[str, Image]) -> Iterator[Use]:
    body = lxml_html.fragment_fromstring(html, create_parent="div")
    seen: Counter[str] = Counter()
    for block in body.xpath("//figure[@data-image]|//div[@data-gallery]"):
        if "data-gallery" in block.attrib:
            yield from _in_gallery(block, images)
            continue
        key = block.get("data-image")
        if key in images:
            alt, caption = block.get("data-alt", ""), block.text_content()
            yield Use(images[key], Place.FIGURE, alt, caption, seen[key])
        seen[key] += 1


def _in_gallery(gallery: _Element, images: dict[str, Image]) -> Iterator[Use]:
    """A gallery shows the texts of the library."""
    for image in filter(None, map(images.get, gallery.get("data-gallery").split())):
        yield Use(image, Place.GALLERY, image.alt, plain(image.caption))
