"""A library of many pictures beside 1,000 articles, of which each names some: half of the
pictures are used. `python -m bench.inside library_content NUMBER`, into an empty database."""

import random

from django.core.management import call_command

from articles.models import Article, ArticleImage, Credit, Image
from bench.desk_content import Desk
from bench.desk_vocabulary import Vocabulary

ARTICLES = 1_000  # with 100 pictures of their own
KINDS = ("photograph",) * 8 + ("map", "chart")


def main(size: str) -> None:
    call_command("migrate", verbosity=0)
    Desk(ARTICLES).make()
    words, chance = Vocabulary(), random.Random(5)
    credits_ = list(Credit.objects.values_list("pk", flat=True))
    Image.objects.bulk_create(
        Image(
            title=words.sentence(5),
            alt=words.sentence(8) if n % 20 else "",
            caption=words.sentence(12),
            file_name=f"added-{n}.jpg",
            credit_id=chance.choice(credits_) if n % 30 else None,
            kind=chance.choice(KINDS),
            to_review=n % 15 == 0,
            width=1600,
            height=900,
            rendition_hash="0123456789abcdef",
        )
        for n in range(int(size) - Image.objects.count())
    )
    articles = list(Article.objects.values_list("pk", flat=True))
    ArticleImage.objects.bulk_create(
        ArticleImage(article_id=chance.choice(articles), image_id=pk)
        for pk in Image.objects.order_by("-pk").values_list("pk", flat=True)
        if pk % 2
    )
