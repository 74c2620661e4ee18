"""Form fields of the desk's editor: the body of a text (format 1) and one picture.

The scripts are ES modules under static/js/admin/. They name each other by the bare names
of IMPORTS, so that the import map can lead to file names with a hash in them.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from js_asset import ImportMap, Media

from articles.images.models import Image
from articles.text.cleaning import clean
from articles.text.keys import KEY

PICK_URL = reverse_lazy("admin:articles_image_pick")
UPLOAD_URL = reverse_lazy("admin:articles_image_upload")
FIND_URL = reverse_lazy("admin:articles_article_find")

LIBRARY = "django_prose_editor/editor.js"
UPLOADING = ("dialogs", "dom", "library", "sending", "twin", "words")
PICKING = (*UPLOADING, "picker-grid", "upload-form")
EDITING = (
    "addresses",
    "block-tools",
    "blocks",
    "checks",
    "contexts",
    "editor",
    "embeds",
    "extensions",
    "figure-view",
    "figures",
    "footer",
    "footnotes",
    "galleries",
    "headings",
    "help",
    "icons",
    "inline-editor",
    "jumps",
    "language-dialog",
    "link-dialog",
    "marks",
    "notices",
    "paste",
    "paste-cleaning",
    "paste-notes",
    "paste-word",
    "pictures",
    "placement",
    "reading",
    "serializer",
    "styles",
    "table-commands",
    "table-dialog",
    "tables",
    "text-items",
    "toolbar",
    "toolbar-items",
    "uploads",
)

STYLES = {"all": ["css/admin/editor.css"]}


def _imports(names: tuple[str, ...]) -> dict[str, str]:
    return {f"iria/{name}": f"js/admin/editor/{name}.js" for name in names}


UPLOADING_IMPORTS = _imports(UPLOADING) | {"iria/upload-queue": "js/admin/upload-queue.js"}
PICKING_IMPORTS = _imports(PICKING) | UPLOADING_IMPORTS | {"iria/picker": "js/admin/picker.js"}
IMPORTS = _imports(PICKING + EDITING) | PICKING_IMPORTS | {"django-prose-editor/editor": LIBRARY}


class BodyWidget(forms.Textarea):
    """A textarea that holds HTML and becomes the visual editor where scripts run."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        pick_url: Any = PICK_URL,
        upload_url: Any = UPLOAD_URL,
        find_url: Any = FIND_URL,
    ) -> None:
        super().__init__({"rows": 24, "class": "vLargeTextField", **(attrs or {})})
        self.urls = {"pick": pick_url, "upload": upload_url, "find": find_url}

    @property
    def media(self) -> Media:
        return Media(
            importmap=ImportMap(IMPORTS),
            css=STYLES,
            js=[Script("js/admin/editor/main.js", type="module")],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"data-body-editor": True} | _addresses(self.urls)
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a browser cannot point at an empty textarea that the editor hides."""
        return False


class BodyField(forms.CharField):
    """Any HTML in, format 1 out."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value))


class PictureWidget(forms.TextInput):
    """The key of a picture; where scripts run, its thumbnail and credit with a picker."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        pick_url: Any = PICK_URL,
        upload_url: Any = UPLOAD_URL,
    ) -> None:
        super().__init__(attrs)
        self.urls = {"pick": pick_url, "upload": upload_url}

    @property
    def media(self) -> Media:
        return Media(
            importmap=ImportMap(PICKING_IMPORTS),
            css=STYLES,
            js=[Script("js/admin/picture-field.js", type="module")],
        )

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        return format_html(
            "<div data-picture-field{}>{}</div>", forms.utils.flatatt(_addresses(self.urls)), field
        )


class PictureField(forms.CharField):
    """A picture of the library by its key; cleans to the Image or None."""

    widget = PictureWidget

    def to_python(self, value: Any) -> Image | None:
        key = super().to_python(value)
        if not key:
            return None
        image = Image.objects.usable().filter(key=key).first() if KEY.fullmatch(key) else None
        if image is None:
            raise ValidationError(_("This picture is no longer in the library. Choose another."))
        return image

    def run_validators(self, value: Any) -> None:
        """None of a text's: the value is a row by now."""

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return (initial or "") != (data or "")

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")


def _addresses(urls: dict[str, Any]) -> dict[str, str]:
    addresses = {f"data-{name}-url": str(url) for name, url in urls.items()}
    return addresses | {"data-csrf-cookie": settings.CSRF_COOKIE_NAME}
