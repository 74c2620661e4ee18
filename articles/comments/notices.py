"""Letters to moderators about what waits."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.comments import stamps
from articles.comments.models import Comment
from iria import letters
from iria.links import absolute
from iria.models import Letter, User

KIND = "comment"
# In an hour, so that a flood of comments is none of letters; the desk counts all that wait.
MOST_LETTERS = 30


def notify(comment: Comment) -> None:
    """In the transaction that takes the comment in."""
    hour_ago = timezone.now() - timedelta(hours=1)
    left = MOST_LETTERS - Letter.objects.filter(kind=KIND, created_at__gt=hour_ago).count()
    for user in moderators()[: max(0, left)]:
        token = stamps.deciding(comment, user.pk)
        context = {
            "comment": comment,
            "article": comment.article,
            "article_url": absolute(comment.article.get_absolute_url()),
            "decide_url": absolute(reverse("comment-decide", args=[token])),
            "queue_url": absolute(reverse("admin:articles_comment_changelist")),
        }
        letters.write(
            KIND,
            user.address,
            "mail/comment",
            context,
            once=name_of(comment.pk, user.pk),
            expires_in=timedelta(days=3),
        )


def name_of(comment_id: int, user_id: int) -> str:
    """What keeps a moderator from being written to twice about a comment."""
    return f"comment:{comment_id}:{user_id}"


def moderators() -> list[User]:
    """Staff who may decide, by themselves, by a group or as superusers."""
    may = Permission.objects.filter(content_type__app_label="articles", codename="change_comment")
    chosen = Q(is_superuser=True) | Q(user_permissions__in=may) | Q(groups__permissions__in=may)
    active = User.objects.filter(chosen, is_active=True, is_staff=True).exclude(address="")
    return list(active.distinct().order_by("pk"))
