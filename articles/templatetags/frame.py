"""Parts of pages that are the same on most of them."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.reading.frame import Frame

register = template.Library()


@register.simple_tag(takes_context=True)
def framed(context: dict[str, Any], name: str) -> SafeString:
    """The template of this name, which is told of the frame and of nothing else."""
    return _drawn(name, context["frame"], get_language())


@lru_cache(maxsize=1024)
def _drawn(name: str, frame: Frame, _language: str) -> SafeString:
    """Kept by all that it depends on."""
    return render_to_string(name, {"frame": frame, "institute": frame.institute})
