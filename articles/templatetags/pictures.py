"""Pictures of cards, leads and portraits in templates."""

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
    # A shape that is made later is cut by the style sheet until then.
    made = shape if shown.renditions(shape) else "wide"
    return markup(shown_picture(shown, image.shown_alt(alt), made, sizes, early=bool(early)))
