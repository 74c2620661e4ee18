"""What staff do with a campaign. Each act is a conditional update, good at any moment."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import Article
from iria import moments
from iria.models import User
from iria.pagecache import changes, forget
from newsletter import composing
from newsletter.models import Campaign, Delivery, Subscriber

State = Campaign.State
# From this many people on, their number is typed before sending.
TYPED_FROM = 1000


class NotNow(Exception):
    """The campaign is in another state by now."""


def people() -> int:
    """How many a campaign would go to today."""
    return Subscriber.objects.subscribed().count()


def about(article: Article) -> dict[str, str]:
    """The words of a campaign of one article, as it says them of itself."""
    return {
        "subject": article.title[:200],
        "preheader": Truncator(article.standfirst).chars(200),
        "language": article.language,
    }


def expected_at(campaign: Campaign) -> datetime:
    """When it goes out, or could at the earliest with all that was chosen for it."""
    times = [campaign.send_at or timezone.now(), timezone.now()]
    chosen = Article.objects.scheduled().filter(mailings__campaign=campaign)
    return max(times + list(chosen.values_list("go_live_at", flat=True)))


def not_yet(campaign: Campaign, at: datetime) -> list[str]:
    """A sentence for each chosen article that readers do not see at that time."""
    rows = campaign.choices.select_related("article").defer("article__body")
    return [_told(row.article) for row in rows if not row.article.is_public(at)]


def _told(article: Article) -> str:
    if article.is_public(article.go_live_at):
        said = _("“%(title)s” is published on %(at)s: sent before, the mail goes without it.")
        return said % {"title": article.title, "at": moments.said(article.go_live_at)}
    return _("“%(title)s” was withdrawn: the mail goes without it.") % {"title": article.title}


def schedule(campaign: Campaign, at: datetime, by: User) -> None:
    """At a time; one that has passed means now. Raises NotNow, also where somebody changed the
    campaign since this row was read, and composing.NothingToSend."""
    composing.compose(campaign, max(at, timezone.now()))
    as_seen = Campaign.objects.filter(changed_at=campaign.changed_at)
    _change(campaign, [State.DRAFT], as_seen, state=State.SCHEDULED, send_at=at, sent_by=by)


def unschedule(campaign: Campaign) -> None:
    _change(campaign, [State.SCHEDULED], state=State.DRAFT, send_at=None, sent_by=None)


def pause(campaign: Campaign) -> None:
    _change(campaign, [State.SENDING], state=State.PAUSED, trouble="")


def resume(campaign: Campaign) -> None:
    """What was never begun is begun by the worker; the rest goes on where it stood."""
    begun = campaign.variants.exists()
    state = State.SENDING if begun else State.SCHEDULED
    _change(campaign, [State.PAUSED], state=state, trouble="")


def cancel(campaign: Campaign) -> int:
    """What waits is never sent; the number of those mails. What is on its way ends as it ends."""
    with transaction.atomic():
        _change(
            campaign,
            [State.SCHEDULED, State.SENDING, State.PAUSED],
            state=State.CANCELLED,
            ended_at=timezone.now(),
        )
        waiting = Delivery.objects.filter(campaign=campaign, state=Delivery.State.WAITING)
        return waiting.update(state=Delivery.State.CANCELLED, settled_at=timezone.now())


def show_on_web(campaign: Campaign, shown: bool) -> None:
    """In the archive or not, whatever its state; mails that are out keep their link."""
    with changes():
        Campaign.objects.filter(pk=campaign.pk).update(shown_on_web=shown)
        forget([composing.ARCHIVE, campaign])


def _change(
    campaign: Campaign, from_states: list[str], rows: QuerySet | None = None, **values: object
) -> None:
    rows = Campaign.objects.all() if rows is None else rows
    if not rows.filter(pk=campaign.pk, state__in=from_states).update(
        **values, changed_at=timezone.now()
    ):
        raise NotNow
    campaign.refresh_from_db()


def counts(campaign: Campaign) -> dict[str, int]:
    """Mails by state, all states named; they add up to `campaign.total`. One query."""
    rows = campaign.deliveries.order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return {state: found.get(state, 0) for state in Delivery.State.values}
