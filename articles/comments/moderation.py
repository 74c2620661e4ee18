"""Taking comments in and deciding on them. Each act brings the count of the article in line and
forgets the pages that show it, in one transaction."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments import holding, notices
from articles.comments.forms import CommentForm
from articles.comments.models import Comment
from articles.writing.models import Article
from iria import log
from iria.addresses import address_key
from iria.models import Institute, User
from iria.pagecache import changes, forget

# Of network addresses, and of what was deleted and may be undone.
KEPT = timedelta(days=30)


def take_in(form: CommentForm, network: str) -> Comment:
    """A valid form as a held comment, or an approved one of somebody who is trusted; moderators
    get a letter."""
    values = form.cleaned_data
    parent = form.parent
    comment = Comment(
        article=form.article,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        name=values["name"],
        address=values["address"],
        address_key=address_key(values["address"]),
        text=values["text"],
        network=network,
        created_at=timezone.now(),
    )
    comment.held_because = ", ".join(holding.reasons(comment, form.typed_for))[:300]
    after = Institute.current().comments_trusted_after
    if holding.is_trusted(comment, after):
        comment.state, comment.decided_at = Comment.State.APPROVED, comment.created_at
    with transaction.atomic():
        comment.save()
        notices.notify(comment)
        if comment.state == Comment.State.APPROVED:
            recount(comment.article_id)
    return comment


def decide(ids: Iterable[int], state: str, user: User | None) -> int:
    """Puts comments into a state; the number of those that were in another one. What was erased
    has no text, and stays deleted."""
    with changes():
        rows = (
            Comment.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk__in=list(ids))
            .exclude(state=state)
            .exclude(text="")
        )
        comments = list(rows.select_related("article").defer("article__body").order_by("pk"))
        found = {comment.pk: comment.article_id for comment in comments}
        Comment.objects.filter(pk__in=found).update(
            state=state,
            decided_at=None if state == Comment.State.HELD else timezone.now(),
            decided_by=None if state == Comment.State.HELD else user,
        )
        for article_id in sorted(set(found.values())):
            recount(article_id)
        for comment in comments:
            _note(comment, state, user)
    return len(found)


def _note(comment: Comment, state: str, user: User | None) -> None:
    """Without the words and the name of who wrote it: those can be erased, lines of the log
    stay."""
    before, after = Comment.State(comment.state).label, Comment.State(state).label
    said = _("%(before)s → %(after)s.") % {"before": before, "after": after}
    shown = _("Comment on “%(title)s”") % {"title": comment.article}
    log.note(comment, user, said, shown=shown)


def recount(article_id: int) -> None:
    with changes():
        # Held until the end, so that two decisions at once count one after the other; new
        # comments may still refer to the row.
        article = Article.objects.select_for_update(no_key=True).only("pk").get(pk=article_id)
        count = Comment.objects.approved().filter(article=article).count()
        Article.objects.filter(pk=article.pk).update(comment_count=count)
        forget([article])


def forget_networks(limit: int) -> int:
    """Chore: network addresses are kept for 30 days, which suffices against a flood."""
    old = timezone.now() - KEPT
    rows = Comment.objects.filter(created_at__lt=old).exclude(network="")
    ids = list(rows.order_by("created_at").values_list("pk", flat=True)[:limit])
    return Comment.objects.filter(pk__in=ids).update(network="")


def remove_deleted(limit: int) -> int:
    """Chore: what was deleted can be undone for 30 days; what answers it keeps its place."""
    old = timezone.now() - KEPT
    rows = Comment.objects.filter(state=Comment.State.DELETED, decided_at__lt=old, answers=None)
    ids = list(rows.values_list("pk", flat=True)[:limit])
    return Comment.objects.filter(pk__in=ids).delete()[0]
