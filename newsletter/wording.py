"""The words that somebody agrees to who subscribes; kept with each consent."""

import hashlib

from django.utils.translation import gettext as _

from iria.models import Institute


def title(institute: Institute) -> str:
    return _("Subscribe to %(name)s News") % {"name": institute.short_name}


def promise(institute: Institute) -> str:
    return _(
        "What %(name)s publishes, by e-mail. Each mail has a link that ends it. "
        "Your address is used for nothing else."
    ) % {"name": institute.short_name}


def words(institute: Institute) -> str:
    return f"{title(institute)}. {promise(institute)}"


def version(text: str) -> str:
    """Follows from the words, so that it changes when they do."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
