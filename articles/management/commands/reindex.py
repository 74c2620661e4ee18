from typing import Any

from django.core.management.base import BaseCommand

from articles.writing import indexing
from articles.writing.models import Article


class Command(BaseCommand):
    help = "Writes anew by which words readers and staff find articles."

    def handle(self, **options: Any) -> None:
        ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        indexing.reindex(Article.objects.all())
        indexing.write_for_staff(ids)
        if options["verbosity"]:
            self.stdout.write(f"{len(ids)} articles were written anew.")
