"""Publishes a new version of each article: `python -m bench.inside rates_publishing`. Prints the
seconds that the publishing took, without the saving."""

import time
from dataclasses import replace

from articles.models import Article
from articles.writing import publishing, revisions


def main() -> None:
    seconds = 0.0
    for article in Article.objects.order_by("pk").iterator():
        content = revisions.content_of(article)
        body = content.body.replace("</p>", " Amended.</p>", 1)
        revisions.save(article, replace(content, body=body), None)
        begun = time.perf_counter()
        publishing.publish(article, None)
        seconds += time.perf_counter() - begun
    print(seconds)
