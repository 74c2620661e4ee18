"""The last part of an address."""

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 180
SLUG = re.compile(r"[-\w]+(?:\.[-\w]+)*")


def validate_slug(slug: str) -> None:
    """Letters of any script, digits, hyphens and underscores; Unicode comes from imports."""
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
        raise ValidationError(
            _("Use letters, digits and hyphens, at most %(length)d characters."),
            params={"length": SLUG_LENGTH},
        )


def make_slug(text: str, default: str) -> str:
    """An ASCII slug cut at a word, or the default where nothing of the text is ASCII."""
    slug = slugify(text)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug.strip("-_") or default


def numbered(slug: str, number: int) -> str:
    """ "name-2", within the length."""
    end = f"-{number}"
    return slug[: SLUG_LENGTH - len(end)].rstrip("-") + end
