"""Comments: what waits, and deciding on many at once."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.comments import moderation
from articles.comments.models import Comment
from iria.adminsite import Count, Counts, Panel

State = Comment.State
FOUND = 1_000


class StateFilter(admin.SimpleListFilter):
    """Opens on what waits."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [*((s.value, s.label) for s in State if s != State.HELD), ("all", _("All"))]

    def choices(self, changelist: object) -> list[dict[str, object]]:
        chosen = self.value() or State.HELD
        return [
            {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }
            for value, label in [(State.HELD.value, State.HELD.label), *self.lookup_choices]
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        chosen = self.value() or State.HELD
        return queryset if chosen == "all" else queryset.filter(state=chosen)


def deciding(state: str, label: str) -> Callable:
    """An action that puts what was ticked into a state."""

    @admin.action(description=label, permissions=["change"])
    def act(screen: "CommentAdmin", request: HttpRequest, comments: models.QuerySet) -> None:
        ids = list(comments.values_list("pk", flat=True))
        count = moderation.decide(ids, state, request.user)
        said = ngettext("%(n)d comment: %(state)s.", "%(n)d comments: %(state)s.", count)
        messages.success(request, said % {"n": count, "state": State(state).label})

    act.__name__ = f"to_{state}"
    return act


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ("said", "about", "state_badge", "held_because", "created_at")
    list_display_links = None
    list_filter = (StateFilter,)
    list_select_related = ("article",)
    list_per_page = 50
    search_fields = ("name", "address", "text", "article__title")
    search_help_text = gettext_lazy("Name, address, text, article")
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    actions = (
        deciding(State.APPROVED, gettext_lazy("Approve")),
        deciding(State.REFUSED, gettext_lazy("Refuse")),
        deciding(State.SPAM, gettext_lazy("Mark as spam")),
        deciding(State.DELETED, gettext_lazy("Delete")),
        deciding(State.HELD, gettext_lazy("Undo: hold again")),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """The newest that are found: all texts are read for it, once, not for each query."""
        found, _doubles = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return found, False
        newest = found.order_by("-created_at", "-id").values_list("pk", flat=True)
        return queryset.filter(pk__in=list(newest[:FOUND])), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        """By the action, which can be undone for 30 days."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: object, **kw: object):
        """There is no form: what a reader wrote is not edited."""
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    @admin.display(description=gettext_lazy("comment"))
    def said(self, comment: Comment) -> SafeString:
        return format_html(
            '<span class="comment-said">{}</span><small>{} &lt;{}&gt;</small>',
            comment.text or _("Erased, for whoever wrote it"),
            comment.name,
            comment.address or _("erased"),
        )

    @admin.display(description=gettext_lazy("article"))
    def about(self, comment: Comment) -> SafeString:
        anchor = f"#comment-{comment.key}" if comment.state == State.APPROVED else "#comments"
        return format_html(
            '<a href="{}{}">{}</a>',
            comment.article.get_absolute_url(),
            anchor,
            comment.article.title,
        )

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, comment: Comment) -> SafeString:
        return format_html(
            '<span class="state state-comment-{}">{}</span>',
            comment.state,
            comment.get_state_display(),
        )


def counts(request: HttpRequest) -> Counts | None:
    if not admin.site.get_model_admin(Comment).has_view_permission(request):
        return None
    url = reverse("admin:articles_comment_changelist")
    return {"held": Count(_("Waiting"), Comment.objects.held(), url)}


def draw(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    return render_to_string("admin/articles/overview_comments.html", {"entries": entries}, request)


admin.site.register_panel(Panel(15, counts, draw))
