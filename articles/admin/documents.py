"""The library of documents: PDFs that articles offer."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import usage
from articles.admin.documentforms import DocumentForm
from articles.writing.documents import library
from articles.writing.locking import Refused
from articles.writing.models import ArticleDocument, Document
from iria.worded import WordedAdmin


def may_look(request: HttpRequest) -> bool:
    """Whether somebody may choose from the library; adding to it is a right of its own."""
    return admin.site.get_model_admin(Document).has_view_or_change_permission(request)


class LanguageFilter(admin.SimpleListFilter):
    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        rows = Document.objects.usable().order_by()
        used = set(rows.values_list("language", flat=True).distinct())
        return [entry for entry in settings.TEXT_LANGUAGES if entry[0] in used]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(language=self.value()) if self.value() else queryset


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("used", _("In articles")), ("unused", _("In none"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        used = Exists(ArticleDocument.objects.filter(document=OuterRef("pk")))
        conditions = {"used": used, "unused": ~used}
        return (
            queryset.filter(conditions[self.value()]) if self.value() in conditions else queryset
        )


class CountedList(ChangeList):
    """With the number of articles of each document of the page: one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        rows = ArticleDocument.objects.filter(document__in=self.result_list).order_by()
        counted = rows.values("document").annotate(n=models.Count("pk"))
        numbers = dict(counted.values_list("document", "n"))
        for row in self.result_list:
            row.article_count = numbers.get(row.pk, 0)


@admin.register(Document)
class DocumentAdmin(WordedAdmin):
    form = DocumentForm
    quoted = ("title", "language")
    list_display = ("title", "language", "pages", "size", "article_count", "created_at")
    list_filter = (UseFilter, LanguageFilter)
    sortable_by = ("title", "created_at")
    search_fields = ("title", "file_name")
    search_help_text = gettext_lazy("Title, file name")
    readonly_fields = ("file", "uses")
    actions = ("remove",)
    show_full_result_count = False
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).usable()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountedList

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """By the action "Remove", which looks whether an article offers it."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Document | None = None) -> list:
        if obj is None:
            return [(None, {"fields": ("upload", "title", "language")})]
        may_change = self.has_change_permission(request, obj)
        upload = ("upload",) if may_change else ()
        return [(None, {"fields": ("file", "title", "language", *upload, "uses")})]

    def get_readonly_fields(self, request: HttpRequest, obj: Document | None = None) -> tuple:
        return self.readonly_fields if obj else ()

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Document | None:
        document = super().get_object(request, object_id, from_field)
        if document is not None:
            document.looked_at = request
        return document

    # Saving

    def save_model(
        self, request: HttpRequest, obj: Document, form: DocumentForm, change: bool
    ) -> None:
        upload = form.cleaned_data.get("upload")
        if not change:
            library.put(obj, upload, form.checked, request.user)
            obj.save()
            return
        try:
            library.save(obj)
            if upload:
                library.replace(obj, upload, form.checked, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))

    def construct_change_message(
        self, request: HttpRequest, form: DocumentForm, formsets: Any, add: bool = False
    ) -> str:
        """That a file was replaced stands in the log already."""
        if not add and form.changed_data == ["upload"]:
            return ""
        return super().construct_change_message(request, form, formsets, add)

    def log_change(self, request: HttpRequest, obj: Document, message: str) -> None:
        if message:
            super().log_change(request, obj, message)

    # Columns

    @admin.display(description=gettext_lazy("pages"))
    def pages(self, document: Document) -> int | None:
        return document.page_count

    @admin.display(description=gettext_lazy("size"))
    def size(self, document: Document) -> str:
        return filesizeformat(document.byte_size)

    @admin.display(description=gettext_lazy("articles"))
    def article_count(self, document: Document) -> int:
        return document.article_count

    @admin.display(description=gettext_lazy("file"))
    def file(self, document: Document) -> SafeString:
        pages = ngettext("%(n)d page", "%(n)d pages", document.page_count or 0)
        facts = (
            f"PDF, {filesizeformat(document.byte_size)}, {pages % {'n': document.page_count or 0}}"
        )
        url = document.get_absolute_url()
        return format_html('<a href="{}">{}</a> ({})', url, document.file_name, facts)

    @admin.display(description=gettext_lazy("used in"))
    def uses(self, document: Document) -> SafeString | str:
        return self._named(document.looked_at, library.articles_of(document)) or _("nothing yet")

    def _named(self, request: HttpRequest, articles: list[int]) -> SafeString | str:
        """By name what somebody may open at the desk or read on the site; of the rest, the
        drafts of others, the number."""
        named, hidden = usage.of_articles(self.admin_site, request, articles)
        links = format_html_join(", ", '<a href="{}">{}</a>', named)
        if not hidden:
            return links
        rest = ngettext("%(n)d draft of others", "%(n)d drafts of others", hidden) % {"n": hidden}
        return format_html("{}{}{}", links, ", " if links else "", rest)

    # Many at once

    @admin.action(description=gettext_lazy("Remove"), permissions=["change"])
    def remove(self, request: HttpRequest, documents: models.QuerySet) -> None:
        for document in documents:
            try:
                library.remove(document, request.user)
            except library.InUse as refusal:
                said = _("“{}” is still offered by: {}. Take it out there first.")
                named = self._named(request, refusal.articles)
                messages.error(request, format_html(said, document.title, named))
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("“%(name)s” is removed.") % {"name": document})
