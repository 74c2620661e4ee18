"""Pictures of cards, leads and portraits in templates."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.images.figures import img_attributes
from articles.images.models import Image

register = template.Library()


@register.simple_tag
def picture(
    image: Image | None,
    alt: str = "",
    shape: str = "wide",
    sizes: str = "100vw",
    loading: str = "lazy",
) -> SafeString | str:
    """An img in one of the shapes of renditions; an empty string where nothing can be shown.

    What is loaded at once (`loading="eager"`) is taken for the largest thing on the page."""
    if image is None or not image.is_shown:
        return ""
    attributes = img_attributes(image, shape, sizes) | {"alt": alt, "decoding": "async"}
    attributes |= {"loading": "lazy"} if loading == "lazy" else {"fetchpriority": "high"}
    return format_html("<img {}>", format_html_join(" ", '{}="{}"', attributes.items()))
