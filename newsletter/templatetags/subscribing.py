"""The form that stands at the foot of every page."""

from typing import Any

from django import template

from iria.models import Institute
from newsletter import wording
from newsletter.forms import SubscribeForm

register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_title(context: dict[str, Any]) -> str:
    return wording.title(context["institute"])


@register.simple_tag(takes_context=True)
def subscribe_form(context: dict[str, Any]) -> dict[str, Any]:
    """The form, and the words beside it. One that was refused on its own page has other ids."""
    institute: Institute = context["institute"]
    form = SubscribeForm(institute, auto_id="foot_%s")
    form.initial = {"words": form.version}
    return {"form": form, "promise": wording.promise(institute)}
