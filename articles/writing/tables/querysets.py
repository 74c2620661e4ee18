"""Ready-made sets of columns and relations, so that no page asks row by row."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Model, Prefetch

from articles.images.models import joined, unread
from articles.writing.rendering import Materials, gather
from articles.writing.tables.texts import TextQuerySet
from articles.writing.tables.through import ArticleCategory, ArticleTag, Byline


class PageQuerySet(TextQuerySet):
    pass


class ArticleQuerySet(TextQuerySet):
    def newest(self) -> Self:
        return self.order_by("-go_live_at", "-id")

    def signed(self) -> Self:
        """With category line and byline, in their order: two queries."""
        return self.prefetch_related(
            Prefetch("filings", ArticleCategory.objects.select_related("category")),
            Prefetch("bylines", Byline.objects.select_related("author")),
        )

    def with_lead(self) -> Self:
        """With what the lead picture needs to be shown, in the same query."""
        return self.select_related(*joined("lead_image")).defer(*unread("lead_image"))

    def cards(self) -> Self:
        """What a list shows: three queries, whatever the length of the texts."""
        return self.with_lead().signed().defer("body")

    def whole(self) -> Self:
        """What an article's own page shows: four queries."""
        return (
            self.with_lead()
            .signed()
            .prefetch_related(Prefetch("taggings", ArticleTag.objects.select_related("tag")))
        )

    def materials(self, texts: Iterable[Model]) -> Materials:
        """What the bodies of these texts need to be shown, links leading to articles of this
        set: two queries."""
        return gather(texts, self)
