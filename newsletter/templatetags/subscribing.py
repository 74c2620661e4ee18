"""The form that stands at the foot of every page."""

from typing import Any

from django import template
from django.http import HttpRequest

from iria.models import Institute
from newsletter import wording
from newsletter.forms import SubscribeForm

register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_form(context: dict[str, Any]) -> dict[str, Any]:
    """The form, and the words beside it. One that was refused on its own page has other ids."""
    institute: Institute = context["institute"]
    request: HttpRequest | None = context.get("request")
    form = SubscribeForm(institute, auto_id="foot_%s")
    form.initial = {"page": request.path if request else "", "words": form.version}
    return {
        "form": form,
        "title": wording.title(institute),
        "promise": wording.promise(institute),
    }
