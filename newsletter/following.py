"""Mails articles whose mail was asked for before they were published. Nothing waits for a moment:
what is public and was not followed yet is looked for, so a worker that was away comes to it later.
"""

from datetime import timedelta

from django.contrib.admin.models import ADDITION
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from iria import log
from newsletter import campaigns, planning
from newsletter.models import Campaign, CampaignArticle, FollowUp

NEWS = timedelta(days=2)  # what was published before is no news
State = Campaign.State


def run_due(limit: int) -> int:
    """Chore: campaigns of articles that are public now; how many articles it took."""
    rows = due().order_by("first_published_at", "pk")
    return sum(follow(pk) for pk in list(rows.values_list("pk", flat=True)[:limit]))


def wished(back: timedelta) -> QuerySet[Article]:
    """First published at most so long ago and public, and nothing became of the wish yet."""
    since = timezone.now() - back
    rows = Article.objects.public().filter(mail_when_published=True, follow_up=None)
    # By both: the second has an index, so that a look takes no longer with a longer archive.
    return rows.filter(first_published_at__gt=since, go_live_at__gt=since)


def due() -> QuerySet[Article]:
    return wished(NEWS)


def waiting(since: timedelta, back: timedelta) -> QuerySet[Article]:
    """Those that were due for so long, published at most so long ago, and were not mailed by hand
    meanwhile; newest first."""
    is_mailed = Exists(by_hand(OuterRef("pk")))
    rows = wished(back).filter(~is_mailed, first_published_at__lte=timezone.now() - since)
    return rows.order_by("-first_published_at", "-pk")


def by_hand(article: object) -> QuerySet[CampaignArticle]:
    """Where staff mailed it, or are about to."""
    is_sent = Q(campaign__state__in=[State.SCHEDULED, State.SENDING, State.PAUSED, State.SENT])
    is_sent_in_part = Q(campaign__state=State.CANCELLED, campaign__total__gt=0)
    return CampaignArticle.objects.filter(is_sent | is_sent_in_part, article=article)


def notes(campaign: Campaign) -> list[str]:
    """A sentence for each of its articles that is mailed when it is published, or was."""
    mailed = FollowUp.objects.filter(article__mailings__campaign=campaign, was_mailed=False)
    mailed = mailed.exclude(campaign=None).exclude(campaign=campaign)
    asked = Article.objects.filter(
        mailings__campaign=campaign, mail_when_published=True, follow_up=None
    ).exclude(first_published_at__lte=timezone.now() - NEWS)
    was = _("“%(title)s” was mailed when it was published.")
    will = _(
        "It was asked that “%(title)s” be mailed when it is published: with this campaign it is "
        "not mailed by itself."
    )
    titles = mailed.order_by("pk").values_list("article__title", flat=True)
    wanted = asked.order_by("pk").values_list("title", flat=True)
    return [was % {"title": title} for title in titles] + [
        will % {"title": title} for title in wanted
    ]


def follow(pk: int) -> bool:
    """In one transaction, so that what is broken off is begun anew. False where another worker
    came first, or the article is not before readers any more."""
    with transaction.atomic():
        # As a publication locks it. What became of it is read afterwards: joined, PostgreSQL
        # would look for it in the snapshot from before the wait.
        article = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        if not due().filter(pk=pk).exists():
            return False
        before = by_hand(article).order_by("campaign").first()
        campaign = before.campaign if before else _made(article)
        FollowUp.objects.create(
            article=article,
            campaign=campaign,
            was_mailed=before is not None,
            made_at=timezone.now(),
        )
    return True


def _made(article: Article) -> Campaign:
    """The campaign of one article, due now."""
    campaign = Campaign.objects.create(
        **campaigns.about(article), made_by_id=article.mail_asked_by_id
    )
    CampaignArticle.objects.create(campaign=campaign, article=article)
    said = _("Made when the article was published, as asked for.")
    log.note(campaign, article.mail_asked_by, said, ADDITION)
    campaigns.schedule(campaign, timezone.now(), article.mail_asked_by)
    if not campaigns.people():
        # It is not looked at again and again, and goes on when staff say so.
        planning.pause_for(campaign, _("Nobody is subscribed yet."))
    return campaign
