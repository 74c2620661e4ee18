"""The picture library: its grid and the form of one picture."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import (
    crediting,
    deleting,
    filesays,
    libraryfilters,
    picking,
    uploading,
    usage,
)
from articles.admin.fields import CapitalChoices, CapitalFilter
from articles.admin.pictureform import ImageForm
from articles.admin.takedown import TakedownAdmin
from articles.admin.thumbnails import thumbnail
from articles.images import library, making
from articles.images.models import Image
from articles.images.usage import in_use
from iria.pagecache import CREDITS, changes, forget
from iria.worded import WordedAdmin

# What renditions are cut by or say.
EMBEDDED = {"alt", "credit", "kind", "focal_x", "focal_y"}


class Grid(ChangeList):
    """Knows of the pictures of the page whether something uses them: one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        shown = Image.objects.filter(pk__in=[image.pk for image in self.result_list])
        used = set(shown.filter(in_use()).values_list("pk", flat=True))
        for image in self.result_list:
            image.is_used = image.pk in used


@admin.register(Image)
class ImageAdmin(TakedownAdmin, WordedAdmin, CapitalChoices):
    form = ImageForm
    quoted = ("title", "alt", "credit", "kind", "to_review")
    list_display = ("picture", "name", "credit_shown", "remarks", "created_at")
    list_display_links = ("name",)
    list_filter = (
        libraryfilters.MissingFilter,
        libraryfilters.UsedFilter,
        "to_review",
        ("kind", CapitalFilter),
        libraryfilters.AgencyFilter,
    )
    list_select_related = ("credit",)
    list_per_page = 60
    search_fields = picking.SEARCHED
    search_help_text = gettext_lazy("Title, caption, alternative text, credit or file name")
    autocomplete_fields = ("credit",)
    readonly_fields = ("preview", "uses", "file_name", "review_note", "in_the_file")
    actions = ("set_credit",)
    show_full_result_count = False

    class Media:
        css = {"all": ["css/admin/library.css"]}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).usable()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Grid

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Pictures are deleted one by one, after a look at where they are used."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {"upload": uploading.panel(self, request)} | (extra_context or {})
        return super().changelist_view(request, more)

    # The form

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, *args: Any, **kwargs: Any
    ) -> type[ImageForm]:
        """Fields that are no column's alone would stay where they are not shown."""
        form = super().get_form(request, obj, *args, **kwargs)
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        left_out = {name: None for name in ImageForm.declared_fields if name not in shown}
        return type(form.__name__, (form,), {"user": request.user} | left_out)

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> list:
        texts = ("title", "alt", "caption", "credit", "kind")
        if obj is None:
            return [(None, {"fields": ("upload", *texts)})]
        review = ("to_review", "review_note") if obj.to_review else ("to_review",)
        about = (_("Use and file"), {"fields": ("uses", "file_name")})
        may_change = self.has_change_permission(request, obj)
        says = filesays.fieldset(obj, may_change=may_change)
        if obj.taken_down_at or not may_change:
            return [(None, {"fields": ("preview", *texts, *review)}), *says, about]
        if not obj.is_shown:
            return [(None, {"fields": ("preview", "upload", *texts, *review)}), *says, about]
        focal = {
            "fields": (("focal_x", "focal_y"),),
            "description": _("This point stays in sight wherever the picture is cut."),
            "classes": ("focal",),
        }
        about[1]["fields"] = ("uses", "file_name", "upload")
        return [
            (None, {"fields": ("preview",)}),
            (_("Focal point"), focal),
            (_("Texts"), {"fields": (*texts, *review)}),
            *says,
            about,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        """On a change only what the form holds: a worker may be making renditions meanwhile."""
        twin = form.twin
        with changes():
            names = form.cleaned_data.get("take_over", ())
            form.taken = filesays.take(obj, names)
            if change:
                obj.save(update_fields=[*_columns(form), *names])
            else:
                obj.save()
            if change and (form.taken or EMBEDDED & set(form.changed_data)):
                making.order(Image.objects.filter(pk=obj.pk))
            forget([obj, CREDITS])
        if not change:
            for sentence in filesays.told(obj):
                messages.info(request, sentence)
        if twin is not None and self.has_view_permission(request, twin):
            messages.warning(request, self._same_file(twin))

    def _same_file(self, twin: Image) -> SafeString:
        said = _("The same file is in the library already: {picture}. Credit there: {credit}.")
        link = format_html('<a href="{}">{}</a>', self.url_of(twin), twin)
        return format_html(said, picture=link, credit=twin.credit or _("none"))

    def changes_of(self, form: ImageForm) -> Any:
        yield from super().changes_of(form)
        if form.taken:
            yield form.taken
        if form.cleaned_data.get("upload"):
            name, kept = form.former
            words = _("File: “%(old)s” → “%(new)s”; the former one is kept as %(kept)s.")
            if kept:
                yield words % {"old": name, "new": form.instance.file_name, "kept": kept}

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return deleting.view(self, request, object_id)

    @admin.action(description=gettext_lazy("Set the credit…"), permissions=["change"])
    def set_credit(self, request: HttpRequest, pictures: models.QuerySet) -> HttpResponse | None:
        return crediting.asked(self, request, pictures)

    def url_of(self, image: Image) -> str:
        return reverse("admin:articles_image_change", args=[image.pk])

    # Columns

    @admin.display(description="")
    def picture(self, image: Image) -> SafeString | str:
        if not image.is_shown:
            return thumbnail(image)
        shown = picking.described(image)
        return format_html(
            '<img class="thumb" src="{src}" width="{width}" height="{height}" alt="" '
            'loading="lazy" decoding="async">',
            **{name: shown[name] for name in ("src", "width", "height")},
        )

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def name(self, image: Image) -> str:
        return str(image)

    @admin.display(description=gettext_lazy("credit"), ordering="credit__agency")
    def credit_shown(self, image: Image) -> str:
        return image.credit.line if image.credit else ""

    @admin.display(description=gettext_lazy("to do"))
    def remarks(self, image: Image) -> SafeString:
        found = []
        if image.taken_down_at:
            found.append(_("taken down"))
        if image.credit_id is None:
            found.append(_("no credit"))
        if not image.alt:
            found.append(_("no alternative text"))
        if image.to_review:
            found.append(_("to review"))
        if image.rendition_error:
            found.append(image.rendition_error)
        marks = format_html_join(" ", '<span class="remark">{}</span>', ((t,) for t in found))
        if image.is_used:
            return marks
        return format_html('{} <span class="remark is-quiet">{}</span>', marks, _("not used"))

    @admin.display(description=gettext_lazy("in the file"))
    def in_the_file(self, image: Image) -> SafeString:
        return filesays.panel(image)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image: Image) -> SafeString:
        if image.taken_down_at:
            return format_html("<p>{}</p>", _("Nobody is shown it: it was taken down."))
        if not image.is_shown:
            return format_html("<p>{}</p>", _("The file of this picture is missing."))
        shown = picking.described(image, largest=True)
        return format_html(
            '<span class="preview-frame"><img class="preview" src="{}" width="{}" height="{}" '
            'alt="{}"></span>',
            shown["src"],
            shown["width"],
            shown["height"],
            image.alt,
        )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Image | None:
        image = super().get_object(request, object_id, from_field)
        if image is not None:
            image.looked_at = request
        return image

    @admin.display(description=gettext_lazy("used in"))
    def uses(self, image: Image) -> SafeString | str:
        found = usage.uses(self.admin_site, image.looked_at, image)
        return usage.drawn(found) or _("nothing yet")

    # For the editor, and for many files

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        views = {
            "pick": lambda request: picking.view(self, request),
            "upload": lambda request: uploading.view(self, request),
            "many": lambda request: uploading.many_view(self, request),
        }
        own = [
            path(f"{name}/", wrap(view), name=f"articles_image_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]


def _columns(form: ImageForm) -> list[str]:
    names = {field.name for field in Image._meta.concrete_fields}
    changed = [name for name in form.changed_data if name in names]
    return changed + list(library.OF_FILES if form.cleaned_data.get("upload") else ())
