"""Filters beside the lists of texts: each offers what occurs among them."""

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.writing import states
from articles.writing.tables.texts import State


def occurring(request: HttpRequest, screen: admin.ModelAdmin) -> set[tuple[str, str]]:
    """State and language of the texts that the list may show: one query for all filters."""
    if not hasattr(request, "occurring"):
        # As `states.state_of` says of one text.
        state = Case(
            When(~Q(state=State.APPROVED), then=F("state")),
            When(go_live_at__gt=timezone.now(), then=Value(states.SCHEDULED)),
            When(live_revision=F("latest_revision"), then=Value(states.PUBLISHED)),
            default=Value(states.CHANGED),
        )
        texts = screen.get_queryset(request).order_by()
        request.occurring = set(texts.values_list(state, "language").distinct())
    return request.occurring


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """Those that occur, and the one that an address asks for."""
        offered = {state for state, _language in occurring(request, model_admin)} | {self.value()}
        if states.CHANGED in offered:
            offered.add(states.PUBLISHED)
        return [entry for entry in states.LABELS.items() if entry[0] in offered]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return (
            states.in_state(queryset, self.value()) if self.value() in states.LABELS else queryset
        )


class LanguageFilter(admin.SimpleListFilter):
    """With one language there is nothing to choose."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        used = {language for _state, language in occurring(request, model_admin)}
        return [entry for entry in settings.TEXT_LANGUAGES if entry[0] in used]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(language=self.value()) if self.value() else queryset


def sent_back(texts: models.QuerySet) -> models.QuerySet:
    """What was in review, is not any more and was not published: there is a note with it."""
    drafts = Q(state=State.DRAFT) | Q(submitted_revision=None, state=State.APPROVED)
    return texts.filter(drafts).exclude(review_note="")


class MineFilter(admin.SimpleListFilter):
    """What somebody began themselves."""

    title = _("begun by you")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("all", _("All of yours")), ("draft", _("Drafts")), ("back", _("Sent back"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() is None:
            return queryset
        mine = queryset.filter(owner=request.user)
        return {"draft": mine.filter(state=State.DRAFT), "back": sent_back(mine)}.get(
            self.value(), mine
        )


class AuthorFilter(admin.RelatedOnlyFieldListFilter):
    include_empty_choice = False
