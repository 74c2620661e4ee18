"""Renaming and merging categories, tags and authors: through rows, addresses, what search knows,
kept pages."""

from collections.abc import Iterable

from django.contrib.admin.models import DELETION
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.catalogue.models import Author
from articles.catalogue.resolving import hold
from articles.writing.indexing import reindex, signed_in_drafts, write_for_staff
from articles.writing.tables.articles import Article
from articles.writing.tables.through import ArticleCategory, ArticleTag, Byline
from iria import log, oldaddresses
from iria.models import User
from iria.pagecache import CREDITS, LISTS, SITE, changes, forget, tag

THROUGH = {"category": ArticleCategory, "tag": ArticleTag, "author": Byline}


class NoLongerThere(Exception):
    """A row that was to be merged was merged or removed by somebody else meanwhile."""


class InUse(Exception):
    """A row that articles or others still name is not deleted. Holds how many there are."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def save(row: models.Model) -> None:
    """Saves a category, tag or author: a new name is found by search, an old address leads on."""
    with changes():
        before = type(row).objects.filter(pk=row.pk).first()
        row.save()
        if before is not None and before.slug != row.slug:
            keep_addresses(before, row)
            # The sitemap names it.
            forget([LISTS])
        if before is not None and before.name != row.name:
            reindex(articles_of(row))
            _find_by_name(row, articles_of(row).values_list("pk", flat=True))
        forget([row, CREDITS, SITE if row._meta.model_name == "category" else tag(row)])


def merge(row: models.Model, into: models.Model, user: User | None = None) -> None:
    """Puts `into` in the place of `row`, wherever that stands. Revisions keep the old id, which
    resolves to the new one. Raises NoLongerThere if one was merged or removed meanwhile."""
    if row.pk == into.pk:
        raise ValueError("A row is merged into another one.")
    with changes():
        row, into = _held(row, into)
        moved = list(articles_of(row).values_list("pk", flat=True))
        forget([row, into, LISTS, SITE, *(f"article:{pk}" for pk in moved)])
        _move_through(row, into)
        _move_others(row, into)
        row.merged_into = into
        row.save(update_fields=["merged_into"])
        type(row).objects.filter(merged_into=row).update(merged_into=into)
        keep_addresses(row, into)
        reindex(Article.objects.filter(pk__in=moved))
        _find_by_name(into, moved)
        log.note(row, user, _("Merged into “%(name)s”.") % {"name": into})
        said = _("“%(name)s” was merged into it; articles moved: %(n)d.")
        log.note(into, user, said % {"name": row, "n": len(moved)})


def delete(row: models.Model, user: User | None = None) -> None:
    """Marks a row that nothing names; raises InUse otherwise."""
    with changes():
        hold(type(row).__name__, [row.pk])
        count = THROUGH[row._meta.model_name].objects.filter(**{row._meta.model_name: row}).count()
        if row._meta.model_name == "category":
            count += row.children.count() + row.menuitem_set.count()
        if count:
            raise InUse(count)
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        path = oldaddresses.path_of(row)
        oldaddresses.end(path, f"{path}feed/")
        log.note(row, user, _("Removed."), DELETION)
        forget([row])


def _held(*rows: models.Model) -> list[models.Model]:
    """The rows as they are now. While they are held no text is published under them and no other
    merge begins (articles.catalogue.resolving.hold)."""
    model, ids = type(rows[0]), [row.pk for row in rows]
    hold(model.__name__, ids)
    now = model.objects.in_bulk(ids)
    if any(row.merged_into_id or row.deleted_at for row in now.values()):
        raise NoLongerThere
    return [now[pk] for pk in ids]


def articles_of(row: models.Model) -> models.QuerySet:
    through = THROUGH[row._meta.model_name]
    rows = through.objects.filter(**{row._meta.model_name: row})
    return Article.objects.filter(pk__in=rows.values(through.ARTICLE_ID))


def _find_by_name(row: models.Model, articles: Iterable[int]) -> None:
    """Staff find articles by names of authors, also those that only a draft holds."""
    if isinstance(row, Author):
        write_for_staff({*articles, *signed_in_drafts(row)})


def keep_addresses(before: models.Model, after: models.Model) -> None:
    old, new = oldaddresses.path_of(before), oldaddresses.path_of(after)
    oldaddresses.keep(old, new)
    oldaddresses.keep(f"{old}feed/", f"{new}feed/")


def _move_through(row: models.Model, into: models.Model) -> None:
    through, field = THROUGH[row._meta.model_name], row._meta.model_name
    both = through.objects.filter(**{field: into}).values(through.ARTICLE_ID)
    mine = through.objects.filter(**{field: row})
    mine.filter(**{f"{through.ARTICLE_ID}__in": both}).delete()
    through.objects.filter(**{field: row}).update(**{field: into})


def _move_others(row: models.Model, into: models.Model) -> None:
    if row._meta.model_name == "category":
        row.children.exclude(pk=into.pk).update(parent=into)
        if into.parent_id == row.pk:
            into.parent_id = row.parent_id
            into.save(update_fields=["parent"])
        row.menuitem_set.update(category=into)
    elif row._meta.model_name == "author" and row.user_id and not into.user_id:
        user, row.user = row.user, None
        row.save(update_fields=["user"])
        into.user = user
        into.save(update_fields=["user"])
