"""Articles: the list, the form, and what can be done with many at once."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import documents, picking, readership
from articles.admin.filters import (
    AuthorFilter,
    CategoryFilter,
    LanguageFilter,
    MineFilter,
    PinnedFilter,
    StateFilter,
)
from articles.admin.naming import NamingAdmin
from articles.admin.thumbnails import thumbnail
from articles.catalogue.models import Category
from articles.finding import desk
from articles.text.keys import row_id
from articles.writing import bulk
from articles.writing.forms import ArticleForm
from articles.writing.locking import Refused
from articles.writing.models import Article
from iria.models import User
from iria.paging import BoundedPaginator

DOCUMENTS = (gettext_lazy("Documents"), {"fields": ("documents",)})
LEAD = (gettext_lazy("Lead picture"), {"fields": ("lead_image", "lead_alt", "lead_caption")})
FIELDSETS = (
    (None, {"fields": ("title", "standfirst", "body", "revision")}),
    (
        gettext_lazy("Byline and filing"),
        {"fields": ("byline", "categories", "tags", "picks", "kind")},
    ),
    LEAD,
    DOCUMENTS,
    (gettext_lazy("Address and search"), {"fields": ("slug", "language", "description")}),
    (
        gettext_lazy("Takes effect at once"),
        {"fields": ("pinned", "comments_open")},
    ),
)


def _closed(request: HttpRequest) -> list[tuple]:
    """Parts of the form that choose from a library which somebody may not see."""
    parts = ((LEAD, picking.may_look), (DOCUMENTS, documents.may_look))
    return [part for part, may_look in parts if not may_look(request)]


class CardList(ChangeList):
    """The list with all that its columns show, in a fixed number of queries."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> models.QuerySet:
        return super().get_queryset(*args, **kwargs).cards()


class ArticlePaginator(BoundedPaginator):
    """Counting takes the longest where a word that many hold is searched."""

    limit = 1_000


@admin.register(Article)
class ArticleAdmin(NamingAdmin):
    form = ArticleForm
    list_display = (
        "picture",
        "headline",
        "state_badge",
        "category_line",
        "kind",
        "published",
        "changed_at",
        "on_site",
    )
    list_display_links = ("headline",)
    list_filter = (
        StateFilter,
        "kind",
        CategoryFilter,
        AuthorFilter,
        LanguageFilter,
        PinnedFilter,
        MineFilter,
    )
    # What is sorted by another column is read whole.
    sortable_by = ("headline", "published", "changed_at")
    paginator = ArticlePaginator
    # That there is a search; how it finds stands in get_search_results.
    search_fields = ("title", "standfirst", "slug", "bylines__author__name")
    search_help_text = gettext_lazy("Title, standfirst, address, author")
    actions = ("pin", "unpin", "duplicate", "refile", "put_away")

    def every(self, request: HttpRequest) -> models.QuerySet:
        """All articles for editors, one's own for the others."""
        articles = super().every(request)
        if request.user.has_perm("articles.edit_all_articles"):
            return articles
        return articles.filter(owner=request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return (desk.find(queryset, search_term) if search_term.strip() else queryset), False

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> tuple:
        # Not the attribute: Django's check would take `categories` for the relation of that name.
        # The last takes effect on what readers see, without a press of Publish.
        shown = FIELDSETS if self.may_publish(request) else FIELDSETS[:-1]
        return tuple(part for part in shown if part not in _closed(request))

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ArticleForm]:
        form = super().get_form(request, *args, **kwargs)
        for _title, part in _closed(request):
            # A field that is declared stays in the form wherever the screen leaves it out.
            form.base_fields.pop(part["fields"][0], None)
        form.nameable = self.nameable(request)
        return form

    def has_pin_permission(self, request: HttpRequest) -> bool:
        return self.may_publish(request) and self.has_change_permission(request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CardList

    def readers(self, text: Article) -> dict[str, Any]:
        return {"plot": readership.plot(text)} if text.was_public else {}

    def save_settings(self, text: Article, form: ArticleForm, user: User) -> None:
        bulk.set_columns(text, user, **form.settings())

    # Columns

    @admin.display(description="")
    def picture(self, article: Article) -> SafeString | str:
        return thumbnail(article.lead_image)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def headline(self, article: Article) -> SafeString | str:
        names = format_html_join(", ", "{}", ((b.author.name,) for b in article.bylines.all()))
        pin = format_html(' <span class="pin">{}</span>', _("pinned")) if article.pinned else ""
        return format_html("{}{}<small>{}</small>", article.title, pin, names)

    @admin.display(description=gettext_lazy("categories"))
    def category_line(self, article: Article) -> str:
        return ", ".join(filing.category.name for filing in article.filings.all())

    # Many at once

    @admin.action(description=gettext_lazy("Pin to the front page"), permissions=["pin"])
    def pin(self, request: HttpRequest, articles: models.QuerySet) -> None:
        n = bulk.pin(articles, pinned=True, user=request.user)
        said = ngettext("%(n)d article pinned.", "%(n)d articles pinned.", n)
        messages.success(request, said % {"n": n})

    @admin.action(description=gettext_lazy("Unpin"), permissions=["pin"])
    def unpin(self, request: HttpRequest, articles: models.QuerySet) -> None:
        n = bulk.pin(articles, pinned=False, user=request.user)
        said = ngettext("%(n)d article unpinned.", "%(n)d articles unpinned.", n)
        messages.success(request, said % {"n": n})

    @admin.action(description=gettext_lazy("Duplicate as drafts"), permissions=["add"])
    def duplicate(self, request: HttpRequest, articles: models.QuerySet) -> None:
        n = len([bulk.duplicate(article, request.user) for article in articles])
        said = ngettext("%(n)d article duplicated.", "%(n)d articles duplicated.", n)
        messages.success(request, said % {"n": n})

    @admin.action(description=gettext_lazy("File under another category…"), permissions=["change"])
    def refile(self, request: HttpRequest, articles: models.QuerySet) -> HttpResponse | None:
        """The first page asks for the category, the second acts."""
        chosen = row_id(request.POST.get("category"))
        category = Category.objects.usable().filter(pk=chosen).first()
        how = request.POST.get("how", bulk.Refiling.ADD)
        if not self.may_publish(request):
            articles = articles.filter(live_revision=None)
        if category is not None and how in bulk.Refiling.values:
            n = sum(self._refile(request, one, category, bulk.Refiling(how)) for one in articles)
            said = ngettext("%(n)d article filed.", "%(n)d articles filed.", n) % {"n": n}
            messages.success(request, said)
            return None
        if "category" in request.POST:
            messages.error(request, _("Choose a category, and how to file under it."))
        context = self.admin_site.each_context(request) | {
            "title": _("File under another category"),
            "opts": self.opts,
            "articles": articles,
            "categories": Category.objects.usable(),
            "ways": bulk.Refiling.choices,
        }
        return TemplateResponse(request, "admin/articles/refile.html", context)

    def _refile(
        self, request: HttpRequest, article: Article, category: Category, how: bulk.Refiling
    ) -> bool:
        may = self.may_publish(request)
        try:
            bulk.refile(article, category, how, request.user, may_publish=may)
        except Refused as refusal:
            said = _("“%(title)s”: %(why)s") % {"title": article, "why": refusal}
            messages.warning(request, said)
            return False
        return True
