"""Filters beside the lists of texts. What they ask costs the same however many texts there are."""

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.catalogue.models import Author, Category
from articles.finding.desk import FEW
from articles.text.keys import row_id
from articles.writing import states
from articles.writing.models import ArticleCategory, Byline
from articles.writing.tables.texts import State
from iria.models import User

LATEST = 500
MOST_AUTHORS = 20


def occurring(request: HttpRequest, screen: admin.ModelAdmin) -> set[str]:
    """States and languages of the texts that the list may show: one query for all filters, which
    looks for one text of each; among somebody's own only where there is one at all."""
    if not hasattr(request, "occurring"):
        every, shown = (
            _by_name(texts.order_by())
            for texts in (screen.model.objects.kept(), screen.get_queryset(request))
        )
        # SQLite looks at both sides of an "and", and at the second part of a case if it must.
        asked = [
            Case(When(Exists(every[name]), then=Exists(shown[name])), default=Value(False))
            for name in every
        ]
        # One row, beside which all are looked for.
        row = User.objects.filter(pk=request.user.pk).values_list(*asked).get()
        request.occurring = {name for name, found in zip(every, row, strict=True) if found}
    return request.occurring


def _by_name(texts: models.QuerySet) -> dict[str, models.QuerySet]:
    found = {state: states.in_state(texts, state) for state in states.LABELS}
    return found | {code: texts.filter(language=code) for code, _name in settings.TEXT_LANGUAGES}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        """Those that occur, and the one that an address asks for."""
        offered = occurring(request, model_admin) | {self.value()}
        return [entry for entry in states.LABELS.items() if entry[0] in offered]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return (
            states.in_state(queryset, self.value()) if self.value() in states.LABELS else queryset
        )


class ChoiceFilter(admin.SimpleListFilter):
    """With one entry there is nothing to choose."""

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1


class LanguageFilter(ChoiceFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        used = occurring(request, model_admin)
        return [entry for entry in settings.TEXT_LANGUAGES if entry[0] in used]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(language=self.value()) if self.value() else queryset


def sent_back(texts: models.QuerySet) -> models.QuerySet:
    """What was in review and is to be worked on again."""
    return texts.filter(sent_back_at__isnull=False)


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


class PinnedFilter(admin.SimpleListFilter):
    title = _("pinned")
    parameter_name = "pinned__exact"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("1", _("Pinned"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        # Written so that SQLite takes the index.
        return queryset.filter(pinned__in=[True]) if self.value() == "1" else queryset


class ThroughFilter(admin.SimpleListFilter):
    """By what articles are tied to."""

    through: type[models.Model]
    field: str

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        """Few are sorted as the list is; where there are many, the list is gone through in its
        order. Takes one query of its own."""
        if (chosen := row_id(self.value())) is None:
            return queryset
        rows = self.through.objects.filter(**{self.field: chosen}).order_by()
        ids = list(rows.values_list("article", flat=True)[: FEW + 1])
        if len(ids) <= FEW:
            return queryset.filter(pk__in=ids)
        return queryset.filter(Exists(rows.filter(article=OuterRef("pk"))))


class CategoryFilter(ThroughFilter):
    title = _("categories")
    parameter_name = "categories__id__exact"
    through, field = ArticleCategory, "category"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        filed = Exists(ArticleCategory.objects.filter(category=OuterRef("pk")))
        return list(Category.objects.usable().filter(filed).values_list("pk", "name"))


class AuthorFilter(ThroughFilter):
    """Those who signed most of the latest articles, in the order of their names."""

    title = _("authors")
    parameter_name = "authors__id__exact"
    through, field = Byline, "author"
    note = ""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        texts = model_admin.get_queryset(request).order_by("-changed_at", "-pk")
        signed = Byline.objects.filter(article__in=texts.values("pk")[:LATEST]).order_by()
        often = signed.values("author", "author__name").annotate(n=Count("pk"))
        rows = often.order_by("-n", "author__name").values_list("author", "author__name")
        return self._some(list(rows[: MOST_AUTHORS + 1]))

    def _some(self, rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
        if len(rows) > MOST_AUTHORS:
            self.note = _("Others: search for the name.")
        shown = dict(rows[:MOST_AUTHORS])
        if (chosen := row_id(self.value())) and chosen not in shown:
            shown |= dict(Author.objects.filter(pk=chosen).values_list("pk", "name"))
        return sorted(shown.items(), key=lambda row: row[1])
