"""What an editor should look at again. Nothing here stops a save."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles.images.models import Image
from articles.text import references
from articles.text.plaintext import plain
from articles.writing.content import ArticleContent, Content


def remarks(content: Content) -> list[str]:
    """Sentences about pictures without a credit or an alternative text, most telling first."""
    found = list(_figures(content))
    if isinstance(content, ArticleContent):
        found += _lead(content)
        if not content.categories:
            found.append(_("There is no category: the article stands in no list but the newest."))
    return found


def _lead(content: ArticleContent) -> Iterator[str]:
    image = Image.objects.with_credit().filter(pk=content.lead_image).first()
    if image is not None:
        yield from _of_picture(image, content.lead_alt, plain(content.lead_caption))


def _figures(content: Content) -> Iterator[str]:
    keys = references.pictures(content.body)
    images = {image.key: image for image in Image.objects.with_credit().filter(key__in=keys)}
    if not images:
        return
    body = lxml_html.fragment_fromstring(content.body, create_parent="div")
    for figure in body.xpath("//figure[@data-image]"):
        image = images.get(figure.get("data-image"))
        if image is not None:
            yield from _of_picture(image, figure.get("data-alt", ""), figure.text_content())


def _of_picture(image: Image, alt: str, caption: str) -> Iterator[str]:
    name = {"name": str(image)}
    if image.credit is None:
        yield _("The picture “%(name)s” has no credit.") % name
    if not alt.strip():
        yield _("The picture “%(name)s” has no alternative text.") % name
    elif alt.strip().rstrip(".") == caption.strip().rstrip("."):
        yield _("The alternative text of “%(name)s” repeats its caption.") % name
