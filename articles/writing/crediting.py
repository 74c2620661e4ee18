"""Changing, merging and removing credits: what shows them is drawn anew, files say them anew."""

from dataclasses import dataclass

from django.contrib.admin.models import DELETION
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.catalogue.resolving import hold
from articles.images import making
from articles.images.models import OF_CREDIT, Credit, Image
from articles.writing.refiling import InUse, NoLongerThere
from articles.writing.tables.articles import Article
from articles.writing.tables.through import ArticleImage
from articles.writing.unpublished import only_in_drafts
from iria import log
from iria.models import User
from iria.pagecache import CREDITS, changes, forget


@dataclass(frozen=True, slots=True)
class Uses:
    """How many pictures of the library have a credit, how many articles name one of these in
    what readers see or in the newest version, and how many show one to readers today."""

    pictures: int = 0
    articles: int = 0
    public: int = 0


def save(credit: Credit) -> None:
    with changes():
        credit.save(update_fields=OF_CREDIT if credit.pk else None)
        forget([credit, CREDITS])
        making.order(Image.objects.filter(credit=credit))


def merge(row: Credit, into: Credit, user: User | None = None) -> None:
    """Gives the pictures of `row` the other credit. Raises NoLongerThere if one was merged or
    removed meanwhile."""
    if row.pk == into.pk:
        raise ValueError("A credit is merged into another one.")
    with changes():
        hold("Credit", [row.pk, into.pk])
        now = Credit.objects.in_bulk([row.pk, into.pk])
        if any(credit.merged_into_id or credit.deleted_at for credit in now.values()):
            raise NoLongerThere
        row, into = now[row.pk], now[into.pk]
        moved = Image.objects.filter(credit=row)
        making.order(moved)
        count = moved.update(credit=into)
        row.merged_into = into
        row.save(update_fields=["merged_into"])
        Credit.objects.filter(merged_into=row).update(merged_into=into)
        forget([row, into, CREDITS])
        log.note(row, user, _("Merged into “%(name)s”.") % {"name": into})
        said = _("“%(name)s” was merged into it; pictures moved: %(n)d.")
        log.note(into, user, said % {"name": row, "n": count})


def delete(credit: Credit, user: User | None = None) -> None:
    """Marks a credit that no picture has; raises InUse otherwise."""
    with changes():
        hold("Credit", [credit.pk])
        if count := Image.objects.filter(credit=credit).count():
            raise InUse(count)
        credit.deleted_at = timezone.now()
        credit.save(update_fields=["deleted_at"])
        log.note(credit, user, _("Removed."), DELETION)
        forget([credit, CREDITS])


def uses(ids: list[int]) -> dict[int, Uses]:
    """By the id of the credit; a fixed number of queries."""
    pictures = Image.objects.usable().filter(credit__in=ids).order_by()
    named = ArticleImage.objects.filter(image__credit__in=ids, article__deleted_at=None)
    live = named.filter(article__in=Article.objects.public().values("pk"))
    live = live.exclude(pk__in=only_in_drafts(Article))
    per_credit = named.order_by().values_list("image__credit"), live.values_list("image__credit")
    in_articles, in_public = (
        dict(rows.annotate(n=Count("article", distinct=True))) for rows in per_credit
    )
    in_library = dict(pictures.values_list("credit").annotate(n=Count("pk")))
    return {
        pk: Uses(in_library.get(pk, 0), in_articles.get(pk, 0), in_public.get(pk, 0)) for pk in ids
    }
