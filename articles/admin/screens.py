"""What the pages about one text share: their names, and who is let in."""

from collections.abc import Callable

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.urls.resolvers import URLPattern

from articles.writing.models import Article
from articles.writing.tables.texts import Text


class ScreensAdmin(admin.ModelAdmin):
    """Pages are called `admin:articles_MODEL_NAME`."""

    def page(self, route: str, view: Callable, name: str) -> URLPattern:
        """Of a view that only staff reach."""
        return path(route, self.admin_site.admin_view(view), name=self.name_of(name))

    def name_of(self, name: str) -> str:
        return f"articles_{self.opts.model_name}_{name.replace('-', '_')}"

    def url_of(self, name: str, row: models.Model | None = None) -> str:
        """Of the page about a row, or of one about none."""
        return reverse(f"admin:{self.name_of(name)}", args=[row.pk] if row else [])

    def nameable(self, request: HttpRequest) -> models.QuerySet:
        """The articles whose titles somebody may read."""
        return Article.objects.public()

    def text_seen(self, request: HttpRequest, pk: int, *joined: str) -> Text:
        """One that somebody may open, with these relations. Raises Http404, PermissionDenied."""
        texts: models.QuerySet = self.get_queryset(request)
        text = get_object_or_404(texts.select_related(*joined) if joined else texts, pk=pk)
        if not self.has_view_or_change_permission(request, text):
            raise PermissionDenied
        return text

    def refuse_unless_changed_by(self, request: HttpRequest, text: Text) -> None:
        if not self.has_change_permission(request, text):
            raise PermissionDenied
