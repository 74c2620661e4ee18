"""Hands an article to search: its texts, and the names over and under it."""

from django.db import models

from articles.finding import index
from articles.writing import rows
from articles.writing.tables.articles import Article

CHUNK = 500


def write(article: Article) -> None:
    """From the row and its through rows, which hold what readers see. Drafts are left out."""
    names = [
        *(byline.author.name for byline in article.bylines.select_related("author")),
        *(filing.category.name for filing in article.filings.select_related("category")),
        *(tagging.tag.name for tagging in article.taggings.select_related("tag")),
    ]
    index.write(
        article.pk,
        language=article.language,
        published_at=rows.published_at(article),
        title=article.title,
        standfirst=article.standfirst,
        body=article.body,
        lead_caption=article.lead_caption,
        names=names,
    )


def reindex(articles: models.QuerySet) -> None:
    """Writes again what search knows of these; those it does not know stay unknown."""
    for article in articles.filter(search__isnull=False).iterator(chunk_size=CHUNK):
        write(article)
