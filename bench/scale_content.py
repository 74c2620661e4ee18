"""A site with very many articles of a few lines, made in bulk: rows as publishing would leave
them, without search, comments and log."""

import random

from django.core.management import call_command

from articles.models import (
    Article,
    ArticleCategory,
    ArticleTag,
    Byline,
    Related,
    Revision,
)
from bench.desk_content import Desk

NEAR = 4


def main(size: str) -> None:
    """Into an empty database."""
    call_command("migrate", verbosity=0)
    Archive(int(size)).make()


class Archive(Desk):
    def _articles(self, numbers: range) -> None:
        made = [self._article(number) for number in numbers]
        Article.objects.bulk_create([row for row, _filed in made])
        Revision.objects.bulk_create(
            revision for row, filed in made for revision in self._revisions(row, filed)
        )
        ArticleCategory.objects.bulk_create(self._through(made, ArticleCategory, "category"))
        ArticleTag.objects.bulk_create(self._through(made, ArticleTag, "tag"))
        Byline.objects.bulk_create(self._through(made, Byline, "author"))
        Related.objects.bulk_create(
            Related(article_id=row.pk, other_id=other, closeness=3)
            for row, _filed in made
            for other in range(max(1, row.pk - NEAR), row.pk)
        )

    def _paragraphs(self) -> list[str]:
        return random.sample(self.words.paragraphs, 1)

    def _comments(self) -> None:
        """None."""
