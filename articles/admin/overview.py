"""What waits, on the first page of the desk: counts that lead to the lists behind them."""

from datetime import datetime, time, timedelta

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.filters import sent_back
from articles.images.models import Image
from articles.writing import states
from articles.writing.models import Article, Page
from articles.writing.tables.texts import State
from iria.adminsite import Count, Counts, Panel

LATEST = 8


def list_of(model: type[Model], query: str = "") -> str:
    url = reverse(f"admin:articles_{model._meta.model_name}_changelist")
    return f"{url}?{query}" if query else url


def own_counts(request: HttpRequest) -> Counts | None:
    """What waits for whoever looks: their own work, and what they are to decide."""
    screen = admin.site.get_model_admin(Article)
    if not screen.has_change_permission(request):
        return None
    mine = Article.objects.kept().filter(owner=request.user)
    drafts = mine.filter(state=State.DRAFT)
    counts = {
        "back": Count(_("Sent back to you"), sent_back(mine), list_of(Article, "mine=back")),
        "drafts": Count(_("Your drafts"), drafts, list_of(Article, "mine=draft")),
    }
    review = states.waits_for_review(screen.get_queryset(request))
    label = _("To review") if screen.may_publish(request) else _("In review")
    counts["review"] = Count(label, review, list_of(Article, "state=review"))
    pages = admin.site.get_model_admin(Page)
    if pages.has_change_permission(request) and pages.may_publish(request):
        waiting = states.waits_for_review(Page.objects.kept())
        counts["pages"] = Count(_("Pages to review"), waiting, list_of(Page, "state=review"))
    return counts


def draw_own(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    return render_to_string("admin/articles/overview_own.html", {"entries": entries}, request)


def writing_counts(request: HttpRequest) -> Counts | None:
    articles = visible_articles(request)
    if articles is None:
        return None
    names = states.LABELS
    scheduled = articles.scheduled()
    today = scheduled.filter(go_live_at__lt=end_of_day())
    counts = {"today": Count(_("Out today"), today, list_of(Article, "state=scheduled"))}
    return counts | {
        state: Count(names[state], rows, list_of(Article, f"state={state}"))
        for state, rows in (
            (states.SCHEDULED, scheduled),
            (states.DRAFT, states.in_state(articles, states.DRAFT)),
            (states.CHANGED, states.in_state(articles, states.CHANGED)),
        )
    }


def end_of_day() -> datetime:
    """Midnight in the zone of the institute."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


def draw_writing(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    """With the articles that changed last: one query."""
    latest = visible_articles(request).order_by("-changed_at", "-pk")
    latest = latest.select_related("latest_revision__user")
    context = {
        "entries": entries,
        "latest": [
            {"article": article, "state": state, "label": states.LABELS[state]}
            for article in latest.defer("body", "latest_revision__body")[:LATEST]
            for state in [states.state_of(article)]
        ],
    }
    return render_to_string("admin/articles/overview_writing.html", context, request)


def visible_articles(request: HttpRequest) -> QuerySet[Article] | None:
    """Those of the list behind; none for who may not see it."""
    screen = admin.site.get_model_admin(Article)
    return screen.get_queryset(request) if screen.has_view_permission(request) else None


def picture_counts(request: HttpRequest) -> Counts | None:
    """Pictures that miss something."""
    if not admin.site.get_model_admin(Image).has_view_permission(request):
        return None
    pictures = Image.objects.usable()
    return {
        name: Count(label, pictures.filter(**lacking), list_of(Image, query))
        for name, label, lacking, query in (
            ("credit", _("Without a credit"), {"credit": None}, "missing=credit"),
            ("alt", _("Without alternative text"), {"alt": ""}, "missing=alt"),
            ("file", _("Without a file"), {"rendition_hash": ""}, "missing=file"),
            ("review", _("To review"), {"to_review": True}, "to_review__exact=1"),
        )
    }


def draw_pictures(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    return render_to_string("admin/articles/overview_pictures.html", {"entries": entries}, request)


admin.site.register_panel(Panel(5, own_counts, draw_own))
admin.site.register_panel(Panel(10, writing_counts, draw_writing))
admin.site.register_panel(Panel(20, picture_counts, draw_pictures))
