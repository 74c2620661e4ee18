"""What is done with many articles from their list."""

from dataclasses import replace

from django.contrib.admin.models import ADDITION
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.catalogue import naming
from articles.catalogue.models import Category
from articles.writing import publishing, reviewing, revisions
from articles.writing.content import ArticleContent
from articles.writing.locking import Refused, locked
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State
from iria import log
from iria.models import User
from iria.pagecache import LISTS, changes, forget


class Refiling(models.TextChoices):
    ADD = "add", gettext_lazy("Add this category after the others")
    FIRST = "first", gettext_lazy("Put it first")
    ONLY = "only", gettext_lazy("Replace all others")
    REMOVE = "remove", gettext_lazy("Take it away")


FILED = {
    Refiling.ADD: gettext_lazy("Filed under “%(category)s” too."),
    Refiling.FIRST: gettext_lazy("Filed under “%(category)s” first."),
    Refiling.ONLY: gettext_lazy("Filed under “%(category)s” alone."),
    Refiling.REMOVE: gettext_lazy("Taken out of “%(category)s”."),
}


PINNED = {True: gettext_lazy("Pinned to the front page."), False: gettext_lazy("Unpinned.")}
# What is said of columns that no revision holds.
SETTINGS = {
    "pinned": PINNED,
    "comments_open": {
        True: gettext_lazy("Comments opened."),
        False: gettext_lazy("Comments closed."),
    },
}


def set_columns(article: Article, user: User | None, **values: object) -> None:
    """Columns that no revision holds, which take effect at once."""
    values = {name: new for name, new in values.items() if getattr(article, name) != new}
    if not values:
        return
    with changes():
        for name, value in values.items():
            log.note(article, user, str(SETTINGS[name][bool(value)]))
        Article.objects.filter(pk=article.pk).update(**values)
        for name, value in values.items():
            setattr(article, name, value)
        forget([article, LISTS])


def pin(articles: models.QuerySet, *, pinned: bool, user: User | None = None) -> int:
    with changes():
        ids = list(articles.values_list("pk", flat=True))
        # In one order, so that two who pin the same ones do not wait for each other.
        rows = Article.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        others = [row for row in rows.only("pk", "title", "pinned") if row.pinned != pinned]
        log.note_each(others, user, str(PINNED[pinned]))
        count = Article.objects.filter(pk__in=ids).update(pinned=pinned)
        forget([LISTS, *(f"article:{pk}" for pk in ids)])
    return count


def duplicate(article: Article, user: User) -> Article:
    """A new draft with the content of the newest revision."""
    content = revisions.content_of(article)
    title = _("%(title)s (copy)") % {"title": content.title[:280]}
    slug = naming.proposed(Article, title)
    with changes():
        copy = revisions.create(Article, replace(content, title=title, slug=slug), user)
        log.note(copy, user, _("Begun as a copy of “%(title)s”.") % {"title": article}, ADDITION)
    return copy


def refile(
    article: Article, category: Category, how: Refiling, user: User, *, may_publish: bool = True
) -> None:
    """Changes the categories of the draft and, for what is live, of the live text: other
    changes that wait there stay waiting, for review too. Raises Refused."""
    note = str(FILED[how]) % {"category": category.name}
    with changes():
        article = locked(article)
        if article.live_revision_id is not None and not may_publish:
            raise Refused(_("It was published once: who may publish files it."))
        draft = revisions.content_of(article)
        log.note(article, user, note)
        approved = article.state == State.APPROVED
        # What is scheduled keeps its time.
        due = article.go_live_at if article.is_scheduled else None
        if approved and article.has_unpublished_changes:
            live = revisions.standing(ArticleContent.of(article.live_revision))
            live, draft = (_refiled(content, category.pk, how) for content in (live, draft))
            revisions.hold_filed(live, draft)
            with reviewing.kept(article):
                revisions.save(article, live, user, note=note)
                publishing.publish(article, user, at=due)
                revisions.save(article, draft, user, note=note)
        else:
            revisions.save(article, _refiled(draft, category.pk, how), user, note=note)
            if approved:
                publishing.publish(article, user, at=due)


def _refiled(content: ArticleContent, category: int, how: Refiling) -> ArticleContent:
    others = [pk for pk in content.categories if pk != category]
    ordered = {
        Refiling.ADD: [*others, category]
        if category not in content.categories
        else content.categories,
        Refiling.FIRST: [category, *others],
        Refiling.ONLY: [category],
        Refiling.REMOVE: others,
    }[how]
    return replace(content, categories=ordered)
