"""Body HTML, format 1, as readers get it: pictures with credits, links to our own articles,
numbered notes. Everything that is put in goes through lxml, which escapes it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.builder import E
from lxml.etree import _Element

from articles.images import notes
from articles.images.models import Image
from articles.images.renditions import share_name

Address = Callable[[str], str]
# How a picture is written: the row, its alternative text, and what makes addresses full.
Picture = Callable[[Image | None, str, Address], _Element]
SIZES = "(min-width: 46rem) 44rem, 100vw"


def render(
    html: str,
    pictures: Mapping[str, Image],
    links: Mapping[str, str],
    address: Address = str,
    picture: Picture | None = None,
) -> SafeString:
    """`pictures` by key, with credits; `links` are paths of public articles by key, others lose
    their link; `address` makes a full address of a path where a page is read elsewhere;
    `picture` writes pictures where renditions in WebP will not do."""
    picture = picture or picture_element
    body = lxml_html.fragment_fromstring(html, create_parent="div")
    for figure in body.xpath("//figure[@data-image]"):
        _fill_figure(figure, pictures.get(figure.get("data-image")), address, picture)
    for gallery in body.xpath("//div[@data-gallery]"):
        _fill_gallery(gallery, pictures, address, picture)
    for embed in body.xpath("//div[@data-embed]"):
        _fill_embed(embed)
    for link in body.xpath("//a"):
        _fill_link(link, links, address)
    for heading in body.xpath("//h2[@id]|//h3[@id]|//h4[@id]"):
        _link_heading(heading)
    for table in body.xpath("./table"):
        _frame_table(table)
    notes.number(body)
    # Text and tags that lxml wrote out again are escaped; the input passed the allow-list.
    return mark_safe(_inner(body))


def _inner(element: _Element) -> str:
    whole = lxml_html.tostring(element, encoding="unicode")
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def _fill_figure(
    figure: _Element, image: Image | None, address: Address, picture: Picture
) -> None:
    alt = figure.attrib.pop("data-alt", "")
    del figure.attrib["data-image"]
    caption = figure.find("figcaption")
    if caption is None:
        caption = E.figcaption()
        figure.append(caption)
    figure.insert(0, picture(image, alt, address))
    _add_credit(caption, image)


def _fill_gallery(
    gallery: _Element, pictures: Mapping[str, Image], address: Address, picture: Picture
) -> None:
    keys = gallery.attrib.pop("data-gallery", "").split()
    gallery.set("class", "gallery")
    for image in filter(None, map(pictures.get, keys)):
        caption = E.figcaption(*_caption_of(image))
        figure = E.figure(picture(image, image.alt, address), caption)
        _add_credit(caption, image)
        gallery.append(figure)


def _caption_of(image: Image) -> list[_Element]:
    if not image.caption:
        return []
    return [lxml_html.fragment_fromstring(image.caption, create_parent="span")]


def picture_element(image: Image | None, alt: str, address: Address = str) -> _Element:
    """An img, or a marked place where there is no picture to show."""
    if image is None or not image.is_shown:
        text = E.span(alt or _("No description."))
        return E.p(E.strong(_("Picture not available.")), " ", text, {"class": "picture-missing"})
    attributes = img_attributes(image, "whole", SIZES, address)
    return E.img(attributes | {"alt": alt, "loading": "lazy", "decoding": "async"})


def img_attributes(image: Image, shape: str, sizes: str, address: Address = str) -> dict[str, str]:
    """src, srcset, sizes, width and height of a picture that has renditions."""
    storage = storages["pictures"]
    found = image.renditions(shape)
    usual = next((r for r in found if r.width >= 800), found[-1])
    return {
        "src": address(storage.url(usual.name)),
        "srcset": ", ".join(f"{address(storage.url(r.name))} {r.width}w" for r in found),
        "sizes": sizes,
        "width": str(found[-1].width),
        "height": str(found[-1].height),
    }


def share_address(image: Image) -> str:
    return storages["pictures"].url(share_name(image.key, image.rendition_hash))


def _add_credit(caption: _Element, image: Image | None) -> None:
    if image is None or not image.credit_line:
        return
    if len(caption):
        caption[-1].tail = f"{(caption[-1].tail or '').rstrip()} "
    elif caption.text:
        caption.text = f"{caption.text.rstrip()} "
    caption.append(E.span(image.credit_line, {"class": "credit"}))


def _fill_embed(embed: _Element) -> None:
    url = embed.attrib.pop("data-embed")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    embed.set("class", "embed")
    embed.append(E.a(_("Open on %(host)s") % {"host": host}, href=url, rel="external noopener"))


def _fill_link(link: _Element, links: Mapping[str, str], address: Address) -> None:
    if key := link.attrib.pop("data-article", None):
        if key not in links:
            link.drop_tag()
            return
        link.set("href", address(links[key]))
        return
    href = link.get("href", "")
    if href.startswith("/"):
        link.set("href", address(href))
    elif href.startswith("http") and not href.startswith(f"{settings.SITE_URL}/"):
        link.set("rel", "external noopener")


def _link_heading(heading: _Element) -> None:
    """A heading leads to itself, so that its address can be copied. Not one with a link in it."""
    if heading.find(".//a") is not None:
        return
    link = E.a({"href": f"#{heading.get('id')}", "class": "heading-link"})
    link.text, heading.text = heading.text, None
    for child in list(heading):
        link.append(child)
    heading.append(link)


def _frame_table(table: _Element) -> None:
    """Wide tables scroll inside a frame that the keyboard reaches."""
    caption = table.find("caption")
    name = "".join(caption.itertext()).strip() if caption is not None else ""
    frame = E.div(
        {"class": "table", "tabindex": "0", "role": "region", "aria-label": name or _("Table")}
    )
    frame.tail, table.tail = table.tail, None
    table.getparent().replace(table, frame)
    frame.append(table)
