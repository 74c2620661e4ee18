"""Related articles, first form: by shared tags and categories, else the newest."""

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

CANDIDATES = 24
TAG_WEIGHT = 3


def related(
    public: models.QuerySet, article_id: int, categories: list[int], tags: list[int], most: int = 4
) -> list[models.Model]:
    """The articles nearest to one, in one query; each has `closeness`, 0 where it stands only
    because it is new. `public` is a queryset of what readers may see."""
    newest = public.order_by("-go_live_at", "-pk")
    tagged = _newest_through(
        public.model.taggings.rel.related_model, "tag", tags, "content_object"
    )
    filed = _newest_through(
        public.model.filings.rel.related_model, "category", categories, "article"
    )
    near = Q(pk__in=tagged) | Q(pk__in=filed) | Q(pk__in=newest.values("pk")[: most + 1])
    found = public.filter(near).exclude(pk=article_id)
    closeness = TAG_WEIGHT * _shared(tagged.model, "tag", tags, "content_object") + _shared(
        filed.model, "category", categories, "article"
    )
    return list(
        found.annotate(closeness=closeness).order_by("-closeness", "-go_live_at", "-pk")[:most]
    )


def _newest_through(
    through: type[models.Model], field: str, ids: list[int], article: str
) -> models.QuerySet:
    rows = through.objects.filter(**{f"{field}__in": ids, "published_at__isnull": False})
    return rows.order_by("-published_at").values(article)[:CANDIDATES]


def _shared(through: type[models.Model], field: str, ids: list[int], article: str) -> Coalesce:
    rows = through.objects.filter(**{f"{field}__in": ids, article: OuterRef("pk")})
    counted = rows.order_by().values(article).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
