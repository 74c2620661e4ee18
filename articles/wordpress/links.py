"""Links of the old site's texts to itself: to our articles by key; those that lead nowhere here
are told to the person who imports."""

from articles.wordpress import oldpaths
from articles.wordpress.records import Item
from articles.wordpress.report import Report
from articles.wordpress.urls import urlsplit
from articles.writing.models import Article, Page
from iria import oldaddresses

DEAD = "Links to what is not here (files, drafts, what was left out)"


class Links:
    def __init__(self, host: str) -> None:
        self.host = host
        self.keys: dict[str, str] = {}  # path or number on the old site → key of the article here
        self.others: set[str] = set()
        self.earlier: dict[str, str | None] = {}
        self.unsure: dict[str, list[str]] = {}

    def learn(self, item: Item, key: str | None) -> None:
        """`key` of what is or will be an article."""
        for path in oldpaths.paths_of(item):
            if key is None:
                self.others.add(path)
            else:
                self.keys.setdefault(path, key)

    def target(self, href: str, text: str) -> str | None:
        """What `markup.rewrite_links` writes for a link in this text (its title)."""
        path = self._own_path(href)
        if path is None:
            return None
        key = self.keys.get(path) or self._earlier(path)
        if key:
            return f"article:{key}"
        self.unsure.setdefault(path, []).append(text)
        return None

    def _own_path(self, href: str) -> str | None:
        """The path within the old site, or its number; None for a link elsewhere."""
        try:
            parts = urlsplit(href.strip())
            host = parts.hostname
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https") or href.strip().startswith("#"):
            return None
        if (host or self.host).removeprefix("www.") != self.host:
            return None
        path = oldpaths.path_of(href)
        return path if path.strip("/") or not parts.query else f"/?{parts.query}"

    def _earlier(self, path: str) -> str | None:
        """The key of an article that another file of this site brought. What is in this file
        decides first, so that a second import finds what the first one found."""
        if path in self.others or path.rstrip("/").endswith("/feed") or not path.strip("/"):
            return None
        if path not in self.earlier:
            target = oldaddresses.target_of_slashed(path) or ""
            slug = target.removeprefix("/articles/").strip("/")
            is_article = target.startswith("/articles/") and "/" not in slug
            rows = Article.objects.filter(slug=slug, imported_from__startswith=f"{self.host}:")
            self.earlier[path] = rows.values_list("key", flat=True).first() if is_article else None
        return self.earlier[path]

    def note_dead(self, report: Report) -> None:
        """Once all addresses are kept."""
        for path, texts in self.unsure.items():
            if not leads_somewhere(path):
                for text in texts:
                    report.note(DEAD, path, text)


def leads_somewhere(path: str) -> bool:
    if not path.strip("/") or oldaddresses.target_of_slashed(path):
        return True
    return Page.objects.public().filter(slug=path.strip("/")).exists()
