"""A campaign's mail out of its articles, rendered once for all; a mark stands where each person's
own key goes."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.models import Article
from iria import mail
from iria.institute import direction, spoken
from iria.links import absolute
from iria.models import Institute
from iria.pagecache import SITE, changed_since, current_number, tag
from newsletter import entries, mailtext
from newsletter.models import Campaign, Variant

# As long as a key, of the characters that an address may hold.
KEY_MARK = "KEY-of-the-subscriber_"
# What looks the same and is no mark: texts may speak of it.
QUOTED_IN_HTML = "KEY-of-the-subscriber&#95;"
QUOTED_IN_TEXT = "KEY-of-the-subscriber\u2060_"
KEY = re.compile(r"[A-Za-z0-9_-]{22}")
# The tag of the page cache for the list of campaigns on the web.
ARCHIVE = "campaigns"
CLIPPED = 100_000  # bytes of HTML: some mail programs show no more
# Characters of a mail that lists of mails show beside its subject. What is shorter is filled up
# with characters that show nothing, so that the text below does not stand there.
PREVIEW = 150
PADDING = "\u034f "


class NothingToSend(Exception):
    """No article of the campaign is public. `str()` is for staff."""


@dataclass(frozen=True, slots=True)
class Composed:
    """`tags` are those of the page cache, of all that is shown; `number` is its counter as it
    stood before the first look."""

    subject: str
    text: str
    html: str
    tags: list[str]
    number: int

    @property
    def size(self) -> int:
        """Bytes of the HTML."""
        return len(self.html.encode())


def compose(campaign: Campaign, at: datetime | None = None) -> Composed:
    """As it would go out at a time (now), with the articles that are public by then. Raises
    NothingToSend."""
    number = current_number()
    articles = _articles(campaign, at)
    named = campaign.choices.count()
    if not articles and (named or not campaign.introduction.strip()):
        raise NothingToSend(_("None of its articles is public."))
    is_whole = campaign.whole_text and named == 1
    tags = {SITE, tag(campaign)}
    institute = Institute.current()
    # A stranger to all texts until it becomes KEY_MARK, which they may hold.
    mark = secrets.token_urlsafe(16)
    # Dates are those of the institute, whoever asks.
    with timezone.override(institute.zone), override(spoken(campaign.language)):
        shown = [entries.entry(article, tags, is_whole, institute) for article in articles]
        context = _context(campaign, shown, is_whole, mark)
        context["sent_at"] = campaign.send_at or at or timezone.now()
        written = mail.write("mail/campaign", context)
    # Also articles that are not public now: once one is, the mail shows it.
    tags |= {f"article:{pk}" for pk in campaign.choices.values_list("article_id", flat=True)}
    text = written.text.replace(KEY_MARK, QUOTED_IN_TEXT).replace(mark, KEY_MARK)
    html = written.html.replace(KEY_MARK, QUOTED_IN_HTML).replace(mark, KEY_MARK)
    return Composed(written.subject, text, html, sorted(tags), number)


def _articles(campaign: Campaign, at: datetime | None) -> list[Article]:
    chosen = Article.objects.public(at=at).filter(mailings__campaign=campaign)
    return list(chosen.whole().order_by("mailings__position", "mailings__pk"))


def _context(
    campaign: Campaign, shown: list[dict[str, Any]], is_whole: bool, mark: str
) -> dict[str, Any]:
    shown_at = reverse("newsletter-campaign", args=[campaign.key])
    preheader = Truncator(_preheader(campaign, shown)).chars(PREVIEW)
    return {
        "campaign": campaign,
        "language": campaign.language,
        "dir": direction(campaign.language),
        "frame_language": spoken(campaign.language),
        "entries": shown,
        "is_whole": is_whole,
        "preheader": preheader,
        "padding": PADDING * max(0, PREVIEW - len(preheader)),
        "heading": mailtext.heading(campaign.subject),
        "introduction": mailtext.prose(campaign.introduction),
        "web_url": absolute(shown_at) if campaign.shown_on_web else "",
        "leave_url": absolute(reverse("newsletter-leave", args=[mark])),
        "data_url": absolute(reverse("own-data-ask")),
    }


def _preheader(campaign: Campaign, shown: list[dict[str, Any]]) -> str:
    """What was written for it, else what the mail begins with."""
    begins = [campaign.introduction, *(entry["summary"] for entry in shown)]
    return " ".join(next(filter(None, [campaign.preheader, *begins]), "").split())


def prepare(campaign: Campaign) -> Variant:
    """The row of what is sent, rendered now. Raises NothingToSend."""
    composed = compose(campaign)
    values = {
        name: getattr(composed, name) for name in ("subject", "text", "html", "tags", "number")
    }
    variant = Variant.objects.filter(campaign=campaign, name="").first()
    if variant is None:
        return Variant.objects.create(campaign=campaign, **values)
    for name, value in values.items():
        setattr(variant, name, value)
    variant.generation += 1
    variant.save()
    return variant


def is_stale(variant: Variant) -> bool:
    return changed_since(variant.tags, variant.number)


def personal(variant: Variant, key: str) -> mail.Mail:
    """With one person's links. Raises ValueError for what is no key."""
    if not KEY.fullmatch(key):
        raise ValueError("Not the key of a subscriber")
    return mail.Mail(
        variant.subject,
        variant.text.replace(KEY_MARK, key),
        variant.html.replace(KEY_MARK, key),
    )


def message_id(campaign: Campaign, delivery_pk: int) -> str:
    """The same for one person however often it is tried."""
    return f"<{campaign.key}.{delivery_pk}@{mail.message_host()}>"


def headers(campaign: Campaign, key: str) -> dict[str, str]:
    """List-Unsubscribe (RFC 2369, RFC 8058), List-Id (RFC 2919), Feedback-ID as Gmail reads it."""
    leave = absolute(reverse("newsletter-leave", args=[key]))
    host = mail.message_host()
    name = " ".join(f"{Institute.current().short_name} News".split())
    return {
        "List-Unsubscribe": f"<{leave}>, <mailto:{mail.sender()}?subject=unsubscribe%20{key}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": formataddr((name, f"news.{host}")),
        "Feedback-ID": f"{campaign.key}:campaign:news:{host}",
    }
