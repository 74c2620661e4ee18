"""Articles found by the words of their titles: to be linked to, and to be picked as related."""

from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls.resolvers import URLPattern

from articles.admin.texts import TextAdmin
from articles.finding import desk
from articles.writing import picks
from articles.writing.models import Article

FOUND = 20
LOOKED_AT = 200
MOST_KEYS = 50


class NamingAdmin(TextAdmin):
    def nameable(self, request: HttpRequest) -> models.QuerySet:
        """What somebody may open, in the bin too, and what is public. Drafts of others stay
        theirs, and so does what their drafts say of a published article."""
        articles = self.every(request)
        if request.user.has_perm("articles.edit_all_articles"):
            return articles
        return Article.objects.public() | articles

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("find/", self.find_view, "find"),
            self.page("pick/", self.pick_view, "pick"),
            self.page("<int:pk>/pick/", self.pick_view, "pick"),
            *super().get_urls(),
        ]

    def find_view(self, request: HttpRequest) -> JsonResponse:
        """For the editor's link dialog: articles by words of the title or by key, with key, title
        and address."""
        if not self.has_view_or_change_permission(request):
            return JsonResponse({"results": []}, status=403)
        articles = self._newest(request).only("key", "title", "slug")
        if keys := request.GET.get("keys"):
            found = articles.filter(key__in=keys.split(",")[:MOST_KEYS])
        else:
            found = titled(articles.exclude(state="withdrawn"), request.GET.get("q", ""))
        results = [
            {"key": a.key, "title": a.title, "url": a.get_absolute_url()}
            for a in found[: MOST_KEYS if keys else FOUND]
        ]
        return JsonResponse({"results": results})

    def pick_view(self, request: HttpRequest, pk: int | None = None) -> JsonResponse:
        """For the form of an article, in the form of Django's autocomplete view: all but itself,
        with the state of each."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return JsonResponse({"results": []}, status=403)
        articles = self._newest(request).exclude(pk=pk).only(*picks.NAMED)
        found = titled(articles, request.GET.get("term", ""))[:FOUND]
        results = [{"id": str(a.pk), "text": a.title, "note": picks.described(a)} for a in found]
        return JsonResponse({"results": results})

    def _newest(self, request: HttpRequest) -> models.QuerySet:
        return self.nameable(request).kept().order_by("-changed_at", "-pk")


def titled(articles: models.QuerySet, query: str) -> models.QuerySet | list[Article]:
    """Those whose titles hold what the query asks for, among those found by it first."""
    if not query.strip():
        return articles
    found = desk.find(articles, query)[:LOOKED_AT]
    return [article for article in found if desk.holds(article.title, query)]
