"""An archive of very many articles of a few lines, made in bulk: rows as publishing would leave
them, without comments and log, and with the newest of them in readers' search, none in that of
staff."""

from django.core.management import call_command
from django.db import connection, transaction

from articles.models import Article, Related
from articles.writing import indexing
from bench.desk_content import Desk
from iria.models import Institute

NEAR = 4


def main(size: str, indexed: str) -> None:
    """Into an empty database."""
    call_command("migrate", verbosity=0)
    _hurry()
    Institute.objects.create(pk=1, name="Measured")
    Archive(int(size)).make()
    newest = Article.objects.public().newest().values_list("pk", flat=True)
    with transaction.atomic():
        indexing.write(newest[: int(indexed)])


def _hurry() -> None:
    """What a fall of the machine would lose is made again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
        else:
            cursor.execute("SET synchronous_commit TO off")


class Archive(Desk):
    def make(self) -> None:
        self._archive()
        self._settle()

    def _articles(self, numbers: range) -> None:
        made = self._texts(numbers)
        Related.objects.bulk_create(
            Related(article_id=row.pk, other_id=other, closeness=3)
            for row, _filed in made
            for other in range(max(1, row.pk - NEAR), row.pk)
        )

    def _paragraphs(self) -> list[str]:
        return self.random.sample(self.words.paragraphs, 1)
