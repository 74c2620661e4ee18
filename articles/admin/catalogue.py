"""Categories, tags and authors."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.fields import HTTPS, CapitalChoices, CapitalFilter
from articles.admin.merging import MergingAdmin
from articles.admin.thumbnails import thumbnail
from articles.catalogue import naming
from articles.catalogue.models import Author, Category, Tag
from articles.text.characters import one_line
from articles.text.slugs import validate_slug
from articles.writing import refiling


class FiledForm(forms.ModelForm):
    """An address left empty is made from the name."""

    slug = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        help_text=gettext_lazy("Empty: made from the name. The old address goes on leading here."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        model, slug = type(self.instance), (cleaned.get("slug") or "").strip().strip("/")
        if not slug:
            wanted = naming.proposed(model, cleaned.get("name", ""))
            slug = self.instance.slug or naming.free_slug(model, wanted)
        try:
            validate_slug(slug)
        except ValidationError as refusal:
            self.add_error("slug", refusal)
            return cleaned
        if not naming.is_free(model, slug, of=self.instance):
            self.add_error("slug", _("Something else has or had this address. Choose another."))
        return cleaned | {"slug": slug}

    def clean_parent(self) -> Category | None:
        """A category does not stand below itself, whatever lies between."""
        parent = above = self.cleaned_data.get("parent")
        while above is not None and self.instance.pk:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A category cannot belong to itself."))
            above = above.parent
        return parent

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        twins = naming.same_name(type(self.instance).objects.usable(), name)
        if type(self.instance) is not Author and twins.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is one of this name already."))
        return name


def counts(model_name: str, **rows: Any) -> models.QuerySet:
    """Of each of these rows the number `n` of published articles."""
    used = refiling.THROUGH[model_name].objects.filter(published_at__isnull=False, **rows)
    return used.order_by().values(model_name).annotate(n=models.Count("pk"))


def article_count(model_name: str) -> Callable:
    """A column. Only where rows are sorted by it all of them are counted."""
    mine = counts(model_name, **{model_name: models.OuterRef("pk")}).values("n")

    @admin.display(
        description=gettext_lazy("articles"), ordering=Coalesce(models.Subquery(mine), 0)
    )
    def column(screen: admin.ModelAdmin, row: models.Model) -> int:
        return row.article_count

    return column


class CountedList(ChangeList):
    """With the number of articles of each row of the page: one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        name = self.opts.model_name
        numbers = dict(counts(name, **{f"{name}__in": self.result_list}).values_list(name, "n"))
        for row in self.result_list:
            row.article_count = numbers.get(row.pk, 0)


class FiledAdmin(MergingAdmin):
    form = FiledForm
    quoted = ("name", "slug", "parent", "kind", "user", "orcid")
    formfield_overrides = HTTPS
    search_fields = ("name", "slug")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountedList

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        refiling.save(obj)


@admin.register(Category)
class CategoryAdmin(FiledAdmin):
    article_count = article_count("category")
    list_display = ("name", "article_count", "slug", "parent")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    fields = ("name", "slug", "description", "parent")


@admin.register(Tag)
class TagAdmin(FiledAdmin):
    article_count = article_count("tag")
    list_display = ("name", "article_count", "slug")
    fields = ("name", "slug")


def _screen_of(name: str) -> admin.ModelAdmin:
    """Of the rows that a field of an author chooses from."""
    return admin.site.get_model_admin(Author._meta.get_field(name).related_model)


class AuthorForm(FiledForm):
    class Meta:
        labels = {"role": gettext_lazy("Post")}


@admin.register(Author)
class AuthorAdmin(CapitalChoices, FiledAdmin):
    article_count = article_count("author")
    form = AuthorForm
    list_display = ("face", "name", "post", "kind_name", "article_count")
    list_display_links = ("name",)
    list_filter = (("kind", CapitalFilter),)
    list_select_related = ("portrait",)
    autocomplete_fields = ("user", "portrait")
    fields = ("name", "kind", "role", "bio", "portrait", "orcid", "website", "slug", "user")

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        """Logins are chosen among the staff, and portraits among the pictures, by those who may
        see them."""
        return [
            name
            for name in self.autocomplete_fields
            if not _screen_of(name).has_view_or_change_permission(request)
        ]

    @admin.display(description="")
    def face(self, author: Author) -> str:
        return thumbnail(author.portrait)

    @admin.display(description=gettext_lazy("post"), ordering="role")
    def post(self, author: Author) -> str:
        return author.role

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, author: Author) -> str:
        return capfirst(author.get_kind_display())
