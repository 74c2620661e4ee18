from typing import Any

from django.core.management.base import BaseCommand

from articles.writing import relating
from articles.writing.models import Article
from iria.pagecache import changes, forget


class Command(BaseCommand):
    help = "Computes anew which articles stand with each article, while the site runs."

    def handle(self, **options: Any) -> None:
        ids = list(Article.objects.public().order_by("pk").values_list("pk", flat=True))
        for pk in ids:
            with changes():
                # Not what somebody withdrew or published meanwhile, which is held by them.
                article = Article.objects.select_for_update().filter(pk=pk).first()
                if article is not None and article.is_public():
                    others = relating.write(article)
                    forget([article, *(f"article:{other}" for other in others)])
        if options["verbosity"]:
            self.stdout.write(f"{len(ids)} articles were related anew.")
