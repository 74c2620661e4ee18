"""The bin: what is deleted lies there for 30 days with all its relations, then it is removed. Its
address is never given to another text. What readers see is withdrawn first, with a reason."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.finding import desk, index
from articles.writing.locking import Refused, locked, locked_anywhere
from articles.writing.tables.articles import Article
from articles.writing.tables.pages import Page
from articles.writing.tables.texts import State, Text
from iria import log, oldaddresses
from iria.models import User
from iria.pagecache import changes, forget

KEPT_FOR = timedelta(days=30)


def put_away(text: Text, user: User | None) -> Text:
    """Raises Refused for what readers see, or will see at its time."""
    with changes():
        text = locked(text)
        if text.is_scheduled:
            raise Refused(_("It is scheduled. Cancel the schedule first."))
        if text.state == State.APPROVED:
            raise Refused(_("Readers see it. Withdraw it first, with a reason for them."))
        _set(text, timezone.now())
        log.note(text, user, _("Moved to the bin."))
    return text


def bring_back(text: Text, user: User | None) -> Text:
    """As it was. Raises Refused."""
    with changes():
        text = locked_anywhere(text)
        if text.deleted_at is None:
            raise Refused(_("It is not in the bin any more."))
        _set(text, None)
        log.note(text, user, _("Brought back from the bin."))
    return text


def _set(text: Text, at: datetime | None) -> None:
    text.deleted_at = at
    text.changed_at = timezone.now()
    text.save()
    # Menus leave out a page that is in the bin; a withdrawn text goes on telling why.
    forget([text])


def ends_at(text: Text) -> datetime:
    """When it is removed for good, unless something protects it."""
    return text.deleted_at + KEPT_FOR


def remove_due(limit: int) -> int:
    """A chore: removes what lay in the bin for its time, with its versions and comments. What
    another row protects stays there: an article that a newsletter was made of."""
    due = timezone.now() - KEPT_FOR
    count = 0
    for model in (Article, Page):
        for text in unprotected(model.objects.filter(deleted_at__lte=due))[:limit]:
            count += _remove(text, due)
    return count


def _remove(text: Text, due: datetime) -> bool:
    """Whether it went; somebody may have brought it back meanwhile."""
    with changes():
        text = type(text).objects.select_for_update(of=("self",)).filter(pk=text.pk).first()
        if text is None or text.deleted_at is None or text.deleted_at > due:
            return False
        path = oldaddresses.path_of(text)
        oldaddresses.end(path)
        oldaddresses.reserve(path)
        forget([text])
        if isinstance(text, Article):
            desk.remove([text.pk])
            index.remove([text.pk])
        text.delete()
    return True


def unprotected(texts: models.QuerySet) -> models.QuerySet:
    """Those that no row of another table protects."""
    for relation in texts.model._meta.related_objects:
        if relation.on_delete is models.PROTECT:
            rows = relation.related_model.objects.filter(**{relation.field.name: OuterRef("pk")})
            texts = texts.exclude(Exists(rows))
    return texts
