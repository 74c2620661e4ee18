"""A reader who opens the pages of one article while it is worked on, through the store of kept
pages that stands in front of Django."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils.html import escape

from articles.models import Article, Category
from iria.pagecache import current_number
from iria.pages import Pages

COLUMNS = ("state", "deleted_at", "go_live_at", "live_revision", "changed_at", "title")


class Reader:
    def __init__(self, article: int) -> None:
        self.pk = article
        self.pages = Pages(WSGIHandler())

    def look(self) -> list[str]:
        """What pages said that was not so. Nothing is judged where somebody acted meanwhile."""
        before, categories = self._stands(), list(Category.objects.order_by("pk"))
        article = Article.objects.get(pk=self.pk)
        own = urlsplit(article.get_absolute_url()).path
        filed = set(article.filings.values_list("category", flat=True))
        answers = {path: self._ask(path) for path in (own, "/", "/feed/")}
        lists = {c.pk: self._ask(c.get_absolute_url())[1] for c in categories}
        if self._stands() != before:
            return []
        public, wrong = article.is_public(), []
        status, page = answers[own]
        if (status == "200 OK") != public:
            wrong.append(f"page: {status}, but is_public() is {public}")
        if public and escape(article.title) not in page:
            wrong.append("page: another title than the row")
        wrong += [
            f"{path}: {'missing' if public else 'shown'}"
            for path in ("/", "/feed/")
            if (own in answers[path][1]) != public
        ]
        wrong += [
            f"category {pk}: {'missing' if public and pk in filed else 'shown'}"
            for pk, page in lists.items()
            if (own in page) != (public and pk in filed)
        ]
        return wrong

    def _stands(self) -> Any:
        row = Article.objects.filter(pk=self.pk).values_list(*COLUMNS).first()
        return row, current_number()

    def _ask(self, path: str) -> tuple[str, str]:
        request = RequestFactory().get(path, secure=True, HTTP_HOST=settings.ALLOWED_HOSTS[0])
        started: list[str] = []
        body = self.pages(request.environ, lambda status, _headers: started.append(status))
        return started[0], b"".join(body).decode()
