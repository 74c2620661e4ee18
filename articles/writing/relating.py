"""Stores which articles stand with an article, from what readers see of it."""

from django.utils import timezone

from articles.finding import related
from articles.finding.candidates import Standing
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import State


def write(article: Article) -> set[int]:
    """From the row and its through rows. The ids of the articles that it stands with."""
    return related.write(filed(article), Standing(State.APPROVED.value))


def near_to(article: Article) -> list[Article]:
    """The public articles that would stand with one as it is not published yet. Two queries."""
    public = Standing(State.APPROVED.value, timezone.now())
    return related.near_to(Article.objects.all(), filed(article), public, picked(article))


def picked(article: Article) -> list[int]:
    """Ids, in the order of staff: as its rows say, or as they were tied to it."""
    return [pick.other_id for pick in article.article_picks.all()]


def filed(article: Article) -> related.Filed:
    """What an article is compared by: as its rows say, or as they were fetched with it."""
    return related.Filed(
        article.pk,
        [filing.category_id for filing in article.filings.all()],
        [tagging.tag_id for tagging in article.taggings.all()],
        f"{article.title} {article.standfirst}",
    )
