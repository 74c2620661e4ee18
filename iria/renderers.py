"""How fields of forms become HTML."""

from functools import lru_cache
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

# Of which each instance is the same HTML in every language.
PLAIN = (str, int, float, bool, type(None))
TEMPLATES = frozenset(
    f"django/forms/widgets/{name}.html" for name in ("email", "hidden", "text", "textarea")
)


class KeptFields(TemplatesSetting):
    """Renders an empty field of one kind once: those of the forms at the foot of each page are
    always the same. What somebody typed is never kept."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        widget = context.get("widget", {})
        attrs = tuple(widget.get("attrs", {}).items())
        is_empty = template_name in TEMPLATES and widget.get("value") is None
        if not is_empty or any(type(value) not in PLAIN for _name, value in attrs):
            return super().render(template_name, context, request)
        plain = {name: value for name, value in widget.items() if type(value) in PLAIN}
        return _rendered(template_name, tuple(plain.items()), attrs)


@lru_cache(maxsize=512)
def _rendered(
    template_name: str, widget: tuple[tuple[str, Any], ...], attrs: tuple[tuple[str, Any], ...]
) -> str:
    context = {"widget": dict(widget) | {"attrs": dict(attrs)}}
    return TemplatesSetting().render(template_name, context)
