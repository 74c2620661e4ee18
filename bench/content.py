"""People who are subscribed, and a campaign for them."""

from django.core.management import call_command
from django.utils import timezone

from articles.models import Article
from articles.writing import publishing, revisions
from articles.writing.content import ArticleContent
from iria.models import User
from newsletter import campaigns
from newsletter.models import Campaign, CampaignArticle, Subscriber

SENTENCE = "The ministers met in Vienna and agreed on a common text for the treaty, which "
PARAGRAPHS = 16


def main(people: str, state: str) -> None:
    """In a database that may be empty; `state` is draft or scheduled (for now)."""
    call_command("migrate", verbosity=0)
    article = Article.objects.first() or _article()
    missing = int(people) - Subscriber.objects.count()
    for start in range(0, missing, 1000):
        _subscribe(range(start, min(start + 1000, missing)))
    campaign = Campaign.objects.create(subject="The week in brief")
    CampaignArticle.objects.create(campaign=campaign, article=article)
    if state == "scheduled":
        campaigns.schedule(campaign, timezone.now(), User.objects.get())


def _article() -> Article:
    User.objects.create_user("editor@iria.example", "measured")
    paragraph = f"<p>{SENTENCE * 6}is to be signed.</p>"
    content = ArticleContent(title="A treaty is agreed", slug="", body=paragraph * PARAGRAPHS)
    return publishing.publish(revisions.create(Article, content, None), None)


def _subscribe(numbers: range) -> None:
    addresses = [f"reader{number}@iria.example" for number in numbers]
    Subscriber.objects.bulk_create(
        Subscriber(address=address, address_key=address, state="subscribed")
        for address in addresses
    )
