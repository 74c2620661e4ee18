"""The picture library and the credits, and what the editor asks of them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import filesays, picking, usage
from articles.admin.fields import HTTPS, CapitalChoices, CapitalFilter
from articles.admin.thumbnails import thumbnail
from articles.images import making, uploads
from articles.images.models import Credit, Image
from articles.text.cleaning import clean_inline
from iria.pagecache import changes, forget
from iria.worded import WordedAdmin


@admin.register(Credit)
class CreditAdmin(WordedAdmin):
    quoted = (
        "photographer",
        "agency",
        "licence",
        "licence_url",
        "source_url",
        "copyright_notice",
        "acquire_url",
    )
    formfield_overrides = HTTPS
    list_display = ("credit", "photographer", "agency", "licence", "picture_count")
    list_filter = ("licence",)
    search_fields = ("photographer", "agency")
    fields = quoted
    # That of the model is lost where rows are counted along.
    ordering = ("agency", "photographer", "id")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).usable().annotate(uses=models.Count("images"))

    def has_delete_permission(self, request: HttpRequest, obj: Credit | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Credit, form: Any, change: bool) -> None:
        """A credit changed once is changed wherever one of its pictures shows."""
        with changes():
            super().save_model(request, obj, form, change)
            forget([obj])

    @admin.display(description=gettext_lazy("credit"))
    def credit(self, credit: Credit) -> str:
        return credit.line

    @admin.display(description=gettext_lazy("pictures"), ordering="uses")
    def picture_count(self, credit: Credit) -> int:
        return credit.uses


class MissingFilter(admin.SimpleListFilter):
    title = gettext_lazy("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("credit", _("Credit")),
            ("alt", _("Alternative text")),
            ("file", _("File")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        missing = {"credit": {"credit": None}, "alt": {"alt": ""}, "file": {"rendition_hash": ""}}
        return queryset.filter(**missing.get(self.value(), {}))


class ImageForm(filesays.FileSaysForm):
    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("JPEG, PNG, WebP, AVIF, GIF or TIFF, at most 25 MB."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "upload" in self.fields:
            self.fields["upload"].required = not self.instance.original
            self.fields["upload"].label = _("Supply the file")

    def clean_upload(self) -> Any:
        file = self.cleaned_data.get("upload")
        if file:
            uploads.checked(file)
        return file

    def clean_caption(self) -> str:
        return clean_inline(self.cleaned_data.get("caption", ""))


@admin.register(Image)
class ImageAdmin(WordedAdmin, CapitalChoices):
    form = ImageForm
    quoted = ("title", "alt", "credit", "kind", "to_review")
    list_display = ("picture", "name", "credit", "kind_name", "remarks", "created_at")
    list_display_links = ("name",)
    list_filter = (MissingFilter, "to_review", ("kind", CapitalFilter))
    list_select_related = ("credit",)
    list_per_page = 60
    search_fields = (
        "title",
        "caption",
        "alt",
        "file_name",
        "credit__photographer",
        "credit__agency",
    )
    autocomplete_fields = ("credit",)
    readonly_fields = ("preview", "uses", "file_name", "review_note", "in_the_file")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).usable()

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> list:
        texts = ("title", "alt", "caption", "credit", "kind")
        if obj is None:
            return [(None, {"fields": ("upload", *texts)})]
        missing = () if obj.original else ("upload",)
        shown = ("preview", *missing, *texts, "uses", "file_name")
        review = ("to_review", "review_note") if obj.to_review else ("to_review",)
        says = filesays.fieldset(obj, may_change=self.has_change_permission(request, obj))
        return [(None, {"fields": (*shown, *review)}), *says]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        upload = form.cleaned_data.get("upload")
        if upload:
            uploads.fill(obj, upload, request.user, filesays.take_over)
            for sentence in filesays.told(obj):
                messages.info(request, sentence)
        elif change and "kind" in form.changed_data and obj.original:
            making.make(obj)
        with changes():
            form.taken = filesays.take(obj, form.cleaned_data.get("take_over", ()))
            obj.save()
            if form.taken or (change and {"alt", "credit"} & set(form.changed_data)):
                making.order(Image.objects.filter(pk=obj.pk))
            forget([obj])

    def changes_of(self, form: filesays.FileSaysForm) -> Iterator[str]:
        yield from super().changes_of(form)
        if form.taken:
            yield form.taken

    # Columns

    @admin.display(description="")
    def picture(self, image: Image) -> SafeString | str:
        return thumbnail(image)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def name(self, image: Image) -> str:
        return str(image)

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, image: Image) -> str:
        return capfirst(image.get_kind_display())

    @admin.display(description=gettext_lazy("to do"))
    def remarks(self, image: Image) -> SafeString:
        found = []
        if image.credit_id is None:
            found.append(_("no credit"))
        if not image.alt:
            found.append(_("no alternative text"))
        if image.to_review:
            found.append(_("to review"))
        return format_html_join(" ", '<span class="remark">{}</span>', ((t,) for t in found))

    @admin.display(description=gettext_lazy("in the file"))
    def in_the_file(self, image: Image) -> SafeString:
        return filesays.panel(image)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image: Image) -> SafeString:
        if not image.is_shown:
            return format_html("<p>{}</p>", _("The file of this picture is missing."))
        shown = picking.described(image)
        return format_html(
            '<img class="preview" src="{}" width="{}" height="{}" alt="{}">',
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
        """By name what somebody may open at the desk or read on the site; of the rest, the
        drafts of others, the number."""
        named, hidden = usage.shown(self.admin_site, image.looked_at, image)
        links = format_html_join(", ", '<a href="{}">{}</a>', named)
        if not hidden:
            return links or _("nothing yet")
        rest = ngettext("%(n)d draft of others", "%(n)d drafts of others", hidden) % {"n": hidden}
        return format_html("{}{}{}", links, ", " if links else "", rest)

    # For the editor

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            path("pick/", site.admin_view(self.pick_view), name="articles_image_pick"),
            path("upload/", site.admin_view(self.upload_view), name="articles_image_upload"),
            *super().get_urls(),
        ]

    def pick_view(self, request: HttpRequest) -> JsonResponse:
        if not self.has_view_or_change_permission(request):
            return picking.refused(_("You may not see the picture library."))
        return JsonResponse(picking.found(request))

    def upload_view(self, request: HttpRequest) -> JsonResponse:
        if request.method != "POST" or not self.has_add_permission(request):
            return picking.refused(_("You may not add pictures."))
        try:
            image = picking.uploaded(request)
        except ValidationError as refusal:
            return JsonResponse({"errors": picking.sentences(refusal)}, status=400)
        said = picking.described(image) | {"notices": filesays.told(image)}
        return JsonResponse(said, status=201)
