"""What bodies need to be shown, fetched for many texts in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import override

from articles.images import figures
from articles.images.models import Image
from articles.text import references
from iria.institute import spoken


@dataclass(frozen=True, slots=True)
class Materials:
    """Pictures with credits by key, and paths of public articles by key."""

    pictures: dict[str, Image]
    links: dict[str, str]
    linked: list[int]  # ids of the articles that links lead to, public or not

    def body(
        self,
        text: models.Model,
        address: figures.Address = str,
        picture: figures.Picture | None = None,
    ) -> SafeString:
        """The first picture is asked for at once where no lead picture stands above it."""
        early = picture is None and not _has_lead(text)
        with override(spoken(text.language)):
            return figures.render(
                text.body, self.pictures, self.links, address, picture, early=early
            )


def _has_lead(text: models.Model) -> bool:
    """A version names its lead picture by its id alone."""
    lead = getattr(text, "lead_image", None)
    return lead.shown is not None if isinstance(lead, Image) else lead is not None


def gather(texts: Iterable[models.Model], articles: models.QuerySet) -> Materials:
    """`articles` is all of them; only public ones get a link."""
    bodies = [text.body for text in texts]
    image_keys = {key for body in bodies for key in references.pictures(body)}
    article_keys = {key for body in bodies for key in references.articles(body)}
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
