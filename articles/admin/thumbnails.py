from django.core.files.storage import storages
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.images.models import Image


def thumbnail(image: Image | None) -> SafeString | str:
    """A small picture for lists. Its alternative text is empty: the title stands beside it."""
    if image is None:
        return ""
    if not image.is_shown:
        said = _("taken down") if image.taken_down_at else _("no file")
        return format_html('<span class="thumb thumb-missing">{}</span>', said)
    wide = image.renditions("wide")[0]
    url = storages["pictures"].url(wide.name)
    size = {"src": url, "width": wide.width, "height": wide.height}
    return format_html(
        '<img class="thumb" src="{src}" width="{width}" height="{height}" alt="" loading="lazy">',
        **size,
    )
