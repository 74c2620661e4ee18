"""Pictures of cards, leads and portraits in templates."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString

from articles.images.models import Image
from articles.images.picturing import markup, shown_picture

register = template.Library()


@register.simple_tag
def picture(
    image: Image | None,
    alt: str = "",
    shape: str = "wide",
    sizes: str = "100vw",
    early: bool = False,
) -> SafeString | str:
    """A picture in one of the shapes of renditions; an empty string where nothing can be shown.

    With `early` it is asked for at once: the largest thing at the top of the page."""
    if image is None or image.shown is None:
        return ""
    shown = image.shown
    made = (shown.key, shown.rendition_hash, shown.rendition_stage, shown.width, shown.height)
    return _drawn(made, str(image.shown_alt(alt)), shape, sizes, early=bool(early))


@lru_cache(maxsize=4096)
def _drawn(
    made: tuple[str, str, int, int, int], alt: str, shape: str, sizes: str, *, early: bool
) -> SafeString:
    """Kept by all that it depends on, since cards show the same pictures on many pages."""
    names = ("key", "rendition_hash", "rendition_stage", "width", "height")
    image = Image(**dict(zip(names, made, strict=True)))
    # A shape that is made later is cut by the style sheet until then.
    there = shape if image.renditions(shape) else "wide"
    return markup(shown_picture(image, alt, there, sizes, early=early))
