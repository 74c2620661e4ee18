"""The wish that an article be mailed once readers see it. It is no part of the text: no revision
holds it, and it takes effect whatever waits to be published."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.writing.locking import Refused, locked
from articles.writing.tables.articles import Article
from iria import log
from iria.models import User

RIGHT = "newsletter.send_campaign"
COLUMNS = ["mail_when_published", "mail_asked_by", "mail_asked_at"]


def may_ask(user: User) -> bool:
    return user.has_perm(RIGHT)


def ask(article: Article, user: User, wanted: bool) -> None:
    """Whether the article is mailed when it is published for the first time. Called before it is
    published, if both are done together. It holds no mail that has begun.

    Raises PermissionDenied, and Refused for what readers have seen."""
    if not may_ask(user):
        raise PermissionDenied
    with transaction.atomic():
        row = locked(article)
        if row.mail_when_published != wanted:
            if wanted and row.was_public:
                raise Refused(_("Readers know this text already: it is mailed by hand."))
            row.mail_when_published = wanted
            row.mail_asked_by = user if wanted else None
            row.mail_asked_at = timezone.now() if wanted else None
            row.save(update_fields=COLUMNS)
            asked = _("To be mailed to the subscribers when it is published.")
            log.note(row, user, asked if wanted else _("Not to be mailed when it is published."))
    for name in COLUMNS:
        setattr(article, name, getattr(row, name))
