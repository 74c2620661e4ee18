"""A campaign's mail out of its articles, rendered once for all; a mark stands where each person's
own key goes."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.images.figures import render, share_address
from articles.models import Article, Image
from articles.text.plaintext import excerpt, plain
from iria import mail
from iria.institute import direction, spoken
from iria.links import absolute
from iria.models import Institute
from iria.pagecache import SITE, changed_since, current_number, tag
from newsletter import mailbodies
from newsletter.models import Campaign, Variant

# As long as a key, of the characters that an address may hold.
KEY_MARK = "KEY-of-the-subscriber_"
KEY = re.compile(r"[A-Za-z0-9_-]{22}")
CLIPPED = 100_000  # bytes of HTML: some mail programs show no more


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
    tags = {SITE}
    # Dates are those of the institute, whoever asks.
    zone = Institute.current().zone
    with timezone.override(zone), override(spoken(campaign.language)):
        entries = [_entry(article, tags, is_whole) for article in articles]
        written = mail.write("mail/campaign", _context(campaign, entries, is_whole))
    # Also articles that are not public now: once one is, the mail shows it.
    tags |= {f"article:{pk}" for pk in campaign.choices.values_list("article_id", flat=True)}
    return Composed(written.subject, written.text, written.html, sorted(tags), number)


def _articles(campaign: Campaign, at: datetime | None) -> list[Article]:
    chosen = Article.objects.public(at=at).filter(mailings__campaign=campaign)
    return list(chosen.whole().order_by("mailings__position", "mailings__pk"))


def _context(campaign: Campaign, entries: list[dict[str, Any]], is_whole: bool) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "dir": direction(spoken(campaign.language)),
        "text_dir": direction(campaign.language),
        "entries": entries,
        "is_whole": is_whole,
        "leave_url": absolute(reverse("newsletter-leave", args=[KEY_MARK])),
        "data_url": absolute(reverse("own-data-ask")),
    }


def _entry(article: Article, tags: set[str], is_whole: bool) -> dict[str, Any]:
    categories = [filing.category for filing in article.filings.all()]
    authors = [byline.author for byline in article.bylines.all()]
    tags |= {tag(row) for row in (article, *categories, *authors)}
    entry: dict[str, Any] = {
        "article": article,
        "url": absolute(article.get_absolute_url()),
        "categories": ", ".join(str(category) for category in categories),
        "names": ", ".join(str(author) for author in authors),
        "lead": _lead(article.lead_image, tags),
        "summary": article.standfirst or excerpt(article.body),
    }
    if is_whole:
        entry |= _whole(article, tags)
    return entry


def _lead(image: Image | None, tags: set[str]) -> dict[str, Any] | None:
    if image is None:
        return None
    _note(image, tags)
    if not image.is_shown:
        return None
    return {"src": absolute(share_address(image)), "image": image} | mailbodies.size(image)


def _note(image: Image, tags: set[str]) -> None:
    tags.add(tag(image))
    if image.credit:
        tags.add(tag(image.credit))


def _whole(article: Article, tags: set[str]) -> dict[str, Any]:
    materials = Article.objects.all().materials([article])
    for image in materials.pictures.values():
        _note(image, tags)
    tags |= {f"article:{pk}" for pk in materials.linked}
    with override(spoken(article.language)):
        body = render(
            article.body, materials.pictures, materials.links, absolute, mailbodies.picture
        )
    lines = [i.credit_line for i in materials.pictures.values() if i.credit_line]
    return {
        "body": mailbodies.for_mail(body),
        "plain": plain(article.body),
        "credits": list(dict.fromkeys(lines)),
    }


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
