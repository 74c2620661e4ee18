"""Comments of one person: what they are, and how they go."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.comments import moderation, notices
from articles.comments.models import Comment
from iria import letters, people
from iria.models import Letter, User
from iria.pagecache import changes

NAMES = 500  # of letters, asked for at a time


def export(key: str) -> list[people.Row]:
    comments = Comment.objects.filter(address_key=key).select_related("article").order_by("id")
    return [
        {
            "article": comment.article.title,
            "page": comment.article.get_absolute_url(),
            "written_at": comment.created_at.isoformat(),
            "name": comment.name,
            "address": comment.address,
            "text": comment.text,
            "state": comment.get_state_display(),
            "held_because": comment.held_because,
            "network": comment.network,
            "decided_at": comment.decided_at and comment.decided_at.isoformat(),
        }
        for comment in comments.defer("article__body")
    ]


def erase(key: str) -> int:
    """Deletes what nobody answered; the rest becomes an empty place, so that answers stand where
    they stood. The number of comments."""
    with changes():
        mine = Comment.objects.filter(address_key=key)
        # Locked whole, so that no answer comes in between looking and deleting.
        rows = list(mine.select_for_update().order_by("pk").values_list("pk", "article_id"))
        _unsay([pk for pk, _article in rows])
        _delete_unanswered(mine)
        mine.update(
            name="",
            address="",
            address_key=None,
            text="",
            network="",
            held_because="",
            state=Comment.State.DELETED,
            decided_at=timezone.now(),
            decided_by=None,
        )
        for article_id in sorted({article_id for _pk, article_id in rows}):
            moderation.recount(article_id)
    return len(rows)


def _delete_unanswered(mine: QuerySet[Comment]) -> None:
    """From the deepest up, since somebody may have answered themselves."""
    depths = mine.order_by("-depth").values_list("depth", flat=True).distinct()
    for depth in list(depths):
        mine.filter(depth=depth, answers=None).delete()


def _unsay(pks: list[int]) -> None:
    """Letters to moderators quote what was written; a sent one keeps no text."""
    staff = list(User.objects.values_list("pk", flat=True))
    names = [notices.name_of(pk, user) for pk in pks for user in staff]
    for start in range(0, len(names), NAMES):
        letters.empty(Letter.objects.filter(once__in=names[start : start + NAMES]))


HOLDING = people.Holding(
    "comments",
    export,
    erase,
    title=_("Comments"),
    fate=_("They are deleted. Where somebody answered, a place stays, without name and text."),
    labels={
        "article": _("article"),
        "page": _("page"),
        "written_at": _("written"),
        "name": _("name"),
        "address": _("address"),
        "text": _("text"),
        "state": _("state"),
        "held_because": _("held because"),
        "network": _("network"),
        "decided_at": _("decided"),
    },
    place=40,
)


def register() -> None:
    people.register(HOLDING)
