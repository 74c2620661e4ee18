"""What waits, on the first page of the desk: counts that lead to the lists behind them."""

from collections.abc import Iterator

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.images.models import Image
from articles.writing import states
from articles.writing.models import Article

LATEST = 8
Entry = tuple[str, int, str]


def writing_panel(request: HttpRequest) -> str:
    """Articles by state, and those that changed last: two queries."""
    articles = visible_articles(request)
    if articles is None:
        return ""
    latest = articles.order_by("-changed_at", "-pk").select_related("latest_revision__user")
    context = {
        "entries": list(_by_state(articles)),
        "latest": [
            {"article": article, "state": state, "label": states.LABELS[state]}
            for article in latest.defer("body", "latest_revision__body")[:LATEST]
            for state in [states.state_of(article)]
        ],
    }
    return render_to_string("admin/articles/overview_writing.html", context, request)


def visible_articles(request: HttpRequest):
    """Those of the list behind; none for who may not see it."""
    screen = admin.site.get_model_admin(Article)
    return screen.get_queryset(request) if screen.has_view_permission(request) else None


def _by_state(articles) -> Iterator[Entry]:
    url = reverse("admin:articles_article_changelist")
    for state, count in states.counted(articles).items():
        if count:
            yield str(states.LABELS[state]), count, f"{url}?state={state}"


def pictures_panel(request: HttpRequest) -> str:
    """Pictures that miss something: one query."""
    if not admin.site.get_model_admin(Image).has_view_permission(request):
        return ""
    url = reverse("admin:articles_image_changelist")
    counts = Image.objects.usable().aggregate(
        credit=Count("pk", Q(credit=None)),
        alt=Count("pk", Q(alt="")),
        file=Count("pk", Q(rendition_hash="")),
        review=Count("pk", Q(to_review=True)),
    )
    entries = [
        (_("Without a credit"), counts["credit"], f"{url}?missing=credit"),
        (_("Without alternative text"), counts["alt"], f"{url}?missing=alt"),
        (_("Without a file"), counts["file"], f"{url}?missing=file"),
        (_("To review"), counts["review"], f"{url}?to_review__exact=1"),
    ]
    context = {"entries": [entry for entry in entries if entry[1]]}
    return render_to_string("admin/articles/overview_pictures.html", context, request)


admin.site.register_panel(10, writing_panel)
admin.site.register_panel(20, pictures_panel)
