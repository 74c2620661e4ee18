"""Credits of pictures: who made them, on which terms, where they show."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.fields import HTTPS, CapitalChoices, CapitalFilter
from articles.admin.merging import MergingAdmin
from articles.images.doubles import doubles, doubles_of
from articles.images.models import OF_CREDIT, Credit, Image
from articles.writing import crediting
from articles.writing.models import ArticleImage

MOST_AGENCIES = 40
MOST_DOUBLES = 12  # groups that the panel over the list names


def _counted(rows: models.QuerySet, path: str, of: str) -> Coalesce:
    """For sorting: only where rows are sorted by it all of them are counted."""
    mine = rows.filter(**{path: models.OuterRef("pk")}).order_by().values(path)
    return Coalesce(
        models.Subquery(mine.annotate(n=models.Count(of, distinct=True)).values("n")), 0
    )


BY_PICTURES = _counted(Image.objects.usable(), "credit", "pk")
BY_ARTICLES = _counted(
    ArticleImage.objects.filter(article__deleted_at=None), "image__credit", "article"
)


class CountedCredits(ChangeList):
    """With the uses of each credit of the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = crediting.uses([credit.pk for credit in self.result_list])
        for credit in self.result_list:
            credit.uses = found[credit.pk]


class AgencyFilter(admin.SimpleListFilter):
    """The agencies with the most credits."""

    title = gettext_lazy("agency or institution")
    parameter_name = "agency"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        standing = Credit.objects.usable().exclude(agency="").order_by().values_list("agency")
        counted = standing.annotate(n=models.Count("pk")).order_by("-n", "agency")
        names = {name for name, _n in counted[:MOST_AGENCIES]}
        names |= {self.value()} - {None, ""}
        return [(name, name) for name in sorted(names, key=str.casefold)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(agency=self.value()) if self.value() else queryset


class Choice:
    """A credit that may stay, told apart from others of the same line by its terms."""

    def __init__(self, credit: Credit) -> None:
        self.pk, self.credit = credit.pk, credit

    def __str__(self) -> str:
        told = [self.credit.get_licence_display(), self.credit.source_url]
        return " · ".join(filter(None, [self.credit.line, *told]))


@admin.register(Credit)
class CreditAdmin(CapitalChoices, MergingAdmin):
    keeper = crediting
    quoted = OF_CREDIT
    formfield_overrides = HTTPS
    list_display = ("credit", "licence_name", "picture_count", "article_count", "public_count")
    list_filter = (("licence", CapitalFilter), AgencyFilter)
    search_fields = ("photographer", "agency", "copyright_notice", "source_url")
    fieldsets = [
        (None, {"fields": ("photographer", "agency", "source_url")}),
        (
            gettext_lazy("Terms"),
            {"fields": ("licence", "licence_url", "copyright_notice", "acquire_url")},
        ),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountedCredits

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        found: list = []
        if request.method == "GET" and self.has_change_permission(request):
            found = doubles(Credit.objects.usable())
        told = [[(credit.pk, Choice(credit)) for credit in group] for group in found]
        context = {
            "doubles": told[:MOST_DOUBLES],
            "more_doubles": max(0, len(told) - MOST_DOUBLES),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def merge_choices(self, rows: models.QuerySet) -> list[Choice]:
        """First those that were ticked."""
        ticked = list(rows)
        others = Credit.objects.usable().exclude(pk__in=[credit.pk for credit in ticked])
        return [Choice(credit) for credit in (*ticked, *others)]

    def save_model(self, request: HttpRequest, obj: Credit, form: Any, change: bool) -> None:
        crediting.save(obj)
        if alike := doubles_of(obj):
            self._warn(request, obj, alike)

    def _warn(self, request: HttpRequest, credit: Credit, alike: list[Credit]) -> None:
        said = ngettext(
            "Saved. There is a credit that reads the same: “%(name)s”.",
            "Saved. There are credits that read the same, the first “%(name)s”.",
            len(alike),
        )
        messages.warning(
            request,
            format_html(
                '{} <a href="{}#doubles">{}</a>',
                said % {"name": alike[0]},
                reverse("admin:articles_credit_changelist"),
                _("Merge them in the list of credits."),
            ),
        )

    # Columns

    @admin.display(description=gettext_lazy("credit"), ordering="agency")
    def credit(self, credit: Credit) -> SafeString | str:
        if not (credit.photographer and credit.agency):
            return credit.line
        return format_html("{}<wbr>/{}", credit.photographer, credit.agency)

    @admin.display(description=gettext_lazy("licence"), ordering="licence")
    def licence_name(self, credit: Credit) -> str:
        return credit.get_licence_display() or _("none said")

    @admin.display(description=gettext_lazy("pictures"), ordering=BY_PICTURES)
    def picture_count(self, credit: Credit) -> int:
        return credit.uses.pictures

    @admin.display(description=gettext_lazy("articles"), ordering=BY_ARTICLES)
    def article_count(self, credit: Credit) -> int:
        return credit.uses.articles

    @admin.display(description=gettext_lazy("of them public"))
    def public_count(self, credit: Credit) -> int:
        return credit.uses.public
