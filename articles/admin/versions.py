"""The history of a text: its versions, each to be opened and read, and when readers got it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _

from articles.admin.comparing import ComparingAdmin, asked_for
from articles.writing import picks
from articles.writing.content import ArticleContent, Content
from articles.writing.filing import filing_of
from articles.writing.models import Article, Revision
from articles.writing.rendering import gather
from articles.writing.revisions import content_class, standing
from articles.writing.tables.texts import Text
from iria import log
from iria.models import User

PER_PAGE = 50
# A publication and its line in the log are written in one transaction.
SAME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the history: a version, or what was done to the text."""

    at: datetime
    user: User | None
    version: Revision | None = None
    said: str = ""


class VersionsAdmin(ComparingAdmin):
    object_history_template = "admin/articles/history.html"

    def get_urls(self) -> list[URLPattern]:
        own = self.page("<int:pk>/versions/<int:number>/", self.version_view, "version")
        return [own, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Newest first."""
        text = self.get_object(request, object_id)
        if text is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, text):
            raise PermissionDenied
        versions = text.revisions.select_related("user").defer("body", "data")
        page = self.get_paginator(request, versions, PER_PAGE).get_page(request.GET.get("p"))
        context = self._context(request, text) | {
            "title": _("History of “%(title)s”") % {"title": text},
            "page": page,
            "rows": history(text, page),
            "version_url": f"admin:{self.name_of('version')}",
        }
        context |= picked(text, page, asked_for(request)) | self.readers(text)
        return TemplateResponse(request, self.object_history_template, context)

    def readers(self, text: Text) -> dict[str, Any]:
        """What the history says of those who read the text."""
        return {}

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """A version as readers would see it, to be read and copied."""
        text = self.text_seen(request, pk)
        version = get_object_or_404(text.revisions.select_related("user"), pk=number)
        content = content_class(self.model).of(version)
        context = self._context(request, text) | {
            "title": content.title,
            "version": version,
            "first": text.revisions.order_by("created_at", "pk").values_list("pk", flat=True)[0],
            "content": content,
            "body": gather([content], Article.objects.all()).body(content),
            "dir": self.model(language=content.language).dir,
        }
        context |= filed_as(content, self.nameable(request))
        return TemplateResponse(request, "admin/articles/version.html", context)


def picked(text: Text, page: Page, asked: dict[str, int | None]) -> dict[str, Any]:
    """Which versions the history has ticked: the newest two, or those that were picked before
    another page of it was turned to. `elsewhere` are those of them that stand on other pages."""
    if not any(asked.values()) and page.number == 1:
        newest = [version.pk for version in page[:2]]
        asked = dict(zip(("after", "before"), newest, strict=False))
    missing = {name: pk for name, pk in asked.items() if pk}
    for version in page:
        missing = {name: pk for name, pk in missing.items() if pk != version.pk}
    others = text.revisions.in_bulk(missing.values()) if missing else {}
    return {
        "picked": asked,
        "elsewhere": {name: others[pk] for name, pk in missing.items() if pk in others},
        "oldest": None if page.has_next() else next(reversed(page), None),
        "several": page.paginator.count > 1,
    }


def filed_as(content: Content, nameable: models.QuerySet) -> dict[str, Any]:
    """What an article's version names, as it is called today."""
    if not isinstance(content, ArticleContent):
        return {}
    filing, titles = filing_of(standing(content)), picks.titles(content.picks, nameable)
    return {
        "bylines": filing.bylines,
        "categories": filing.categories,
        "tags": filing.tags,
        "documents": filing.documents,
        "picks": [titles[pk] for pk in content.picks if pk in titles],
        "lead": {
            "lead_image": filing.lead_image,
            "lead_alt": content.lead_alt,
            "lead_caption": content.lead_caption,
        },
    }


def history(text: Text, page: Page) -> list[Row]:
    """The versions of a page and what happened between them, newest first."""
    versions = list(page)
    earliest = versions[-1].created_at if versions and page.has_next() else None
    latest = None
    if page.has_previous():
        latest = page.paginator.object_list[page.start_index() - 2].created_at
    rows = [Row(version.created_at, version.user, version) for version in versions]
    rows += [
        row
        for row in events(text)
        if (earliest is None or row.at >= earliest) and (latest is None or row.at < latest)
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def events(text: Text) -> Iterator[Row]:
    """What the log has. An import publishes without a line in it."""
    lines = log.lines(text)
    logged = [Row(line.action_time, line.user, said=line.change_message) for line in lines]
    yield from logged
    first = text.first_published_at
    if text.was_public and not any(abs(row.at - first) < SAME for row in logged):
        yield Row(first, None, said=_("Published."))
