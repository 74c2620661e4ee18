"""The form under an article."""

from django import template

from articles.comments.forms import CommentForm
from articles.models import Article

register = template.Library()


@register.simple_tag
def empty_comment_form() -> CommentForm:
    """As it stands under every article, but for the stamp."""
    return CommentForm(Article())
