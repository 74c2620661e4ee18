"""Bodies as mail programs can show them: JPEG pictures of a fixed width, no links within the text
of a heading, tables with lines of their own."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.builder import E
from lxml.etree import _Element

from articles.images.figures import img_attributes, share_address
from articles.models import Image

WIDTH = 544  # pixels: what is left of 600 between the margins


def picture(image: Image | None, alt: str, address: object = str) -> _Element:
    """An img of the JPEG that is shared, since some mail programs know no WebP."""
    if image is None or not image.is_shown:
        return E.p(E.strong(_("Picture not available.")), " ", alt)
    return E.img({"src": address(share_address(image)), "alt": alt} | size(image))


def size(image: Image) -> dict[str, str]:
    full = img_attributes(image, "whole", "")
    width, height = int(full["width"]), int(full["height"])
    shown = min(WIDTH, width)
    return {"width": str(shown), "height": str(max(1, round(height * shown / width)))}


def for_mail(html: str) -> SafeString:
    """A rendered body, without what only a page has a use for."""
    body = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in body.xpath("//a[@class='heading-link']"):
        link.drop_tag()
    for frame in body.xpath("//div[@class='table']"):
        frame.drop_tag()
    for table in body.xpath("//table"):
        table.set("border", "1")
        table.set("cellpadding", "6")
        table.set("cellspacing", "0")
    whole = lxml_html.tostring(body, encoding="unicode")
    # What the renderer wrote, written out again.
    return mark_safe(whole[whole.index(">") + 1 : whole.rindex("</")])
