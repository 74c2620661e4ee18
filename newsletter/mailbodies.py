"""Bodies as mail programs can show them: JPEG pictures of a fixed width, nothing that only a page
has a use for, little markup."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.builder import E
from lxml.etree import _Element

from articles.images.picturing import full_size, share_address
from articles.models import Image

WIDTH, TALLEST = 544, 680  # pixels; in width what is left of 600 between the margins
# Attributes that mean nothing in a mail; places within it are led to by few programs.
NEEDLESS = ("rel", "id", "role", "aria-label")


def picture(image: Image | None, alt: str, address: object = str) -> _Element:
    """An img of the JPEG that is shared, since some mail programs know no WebP."""
    if image is None or image.shown is None:
        return E.p(E.strong(_("Picture not available.")), " ", alt, {"class": "note"})
    shown = image.shown
    src = address(share_address(shown))
    return E.img({"src": src, "alt": image.shown_alt(alt)} | size(shown))


def size(image: Image) -> dict[str, str]:
    width, height = full_size(image, "whole")
    shown = min(WIDTH, width, max(1, round(width * TALLEST / height)))
    return {"width": str(shown), "height": str(max(1, round(height * shown / width)))}


def for_mail(html: str) -> SafeString:
    """A rendered body, without what only a page has a use for."""
    body = lxml_html.fragment_fromstring(html, create_parent="div")
    for link in body.xpath("//a[@class='heading-link']"):
        link.drop_tag()
    for back in body.xpath("//a[@role='doc-backlink']"):
        back.drop_tree()
    for number in body.xpath("//a[@role='doc-noteref']"):
        number.text = f"[{number.text}]"
        number.drop_tag()
    _pictures(body)
    for gallery in body.xpath("//div[@class='gallery']"):
        gallery.drop_tag()
    for paragraph in body.xpath("//li/p[last() = 1]|//td/p[last() = 1]|//th/p[last() = 1]"):
        paragraph.drop_tag()
    for element in body.iter():
        # Of tables the name stays, since their frame scrolls and is reached by keys.
        if element.get("class") != "table":
            _strip(element)
    whole = lxml_html.tostring(body, encoding="unicode")
    # What the renderer wrote, written out again.
    return mark_safe(whole[whole.index(">") + 1 : whole.rindex("</")])


def _pictures(body: _Element) -> None:
    for gone in body.xpath("//p[@class='picture-missing']"):
        gone.set("class", "note")
    for credit in body.xpath("//span[@class='credit']"):
        # In a caption that runs the other way its brackets stay around it.
        credit.tag = "bdi"
        del credit.attrib["class"]


def _strip(element: _Element) -> None:
    for name in NEEDLESS:
        element.attrib.pop(name, None)
