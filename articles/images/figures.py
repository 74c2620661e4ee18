"""Body HTML, format 1, as readers get it: pictures with credits, links to our own articles,
numbered notes. Everything that is put in goes through lxml, which escapes it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.builder import E
from lxml.etree import _Element

from articles.images import notes
from articles.images.models import Image
from articles.images.picturing import Address, hasten, shared_picture, shown_picture, written

# How a picture is written: the row, its alternative text, and what makes addresses full.
Picture = Callable[[Image | None, str, Address], _Element]
SIZES = "(min-width: 46rem) 44rem, 100vw"


def render(
    html: str,
    pictures: Mapping[str, Image],
    links: Mapping[str, str],
    address: Address = str,
    picture: Picture | None = None,
    *,
    early: bool = False,
) -> SafeString:
    """`pictures` by key, with credits; `links` are paths of public articles by key, others lose
    their link; `address` makes a full address of a path where a page is read elsewhere;
    `picture` writes pictures where a choice of renditions will not do; with `early` the first of
    them is asked for at once, since nothing larger stands above it."""
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
    if early and (first := body.find(".//img")) is not None:
        hasten(first)
    notes.number(body)
    # Text and tags that lxml wrote out again are escaped; the input passed the allow-list.
    return mark_safe(_inner(body))


def _inner(element: _Element) -> str:
    whole = written(element)
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def _fill_figure(
    figure: _Element, image: Image | None, address: Address, picture: Picture
) -> None:
    alt = figure.attrib.pop("data-alt", "")
    del figure.attrib["data-image"]
    if image is not None and image.is_gone:
        # What the text says below it is said of the picture that was there.
        for child in list(figure):
            figure.remove(child)
        if image.shown is None:
            figure.append(_removed())
            return
        figure.append(E.figcaption(*_caption_of(image.shown)))
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
        if image.is_removed:
            continue
        caption = E.figcaption(*_caption_of(image.shown or image))
        figure = E.figure(picture(image, image.alt, address), caption)
        _add_credit(caption, image)
        gallery.append(figure)


def _caption_of(image: Image) -> list[_Element]:
    if not image.caption:
        return []
    return [lxml_html.fragment_fromstring(image.caption, create_parent="span")]


def picture_element(image: Image | None, alt: str, address: Address = str) -> _Element:
    """A picture in all its renditions, or a marked place where there is nothing to show."""
    if image is None or image.shown is None:
        return _missing(alt)
    return shown_picture(image.shown, image.shown_alt(alt), "whole", SIZES, address)


def shared_element(image: Image | None, alt: str, address: Address = str) -> _Element:
    """The one JPEG, for programs that know nothing else."""
    if image is None or image.shown is None:
        return _missing(alt)
    return shared_picture(image.shown, image.shown_alt(alt), address)


def _missing(alt: str) -> _Element:
    text = E.span(alt or _("No description."))
    return E.p(E.strong(_("Picture not available.")), " ", text, {"class": "picture-missing"})


def _removed() -> _Element:
    return E.p(E.strong(_("This picture was removed.")), {"class": "picture-missing"})


def _add_credit(caption: _Element, image: Image | None) -> None:
    if image is None or not image.shown_credit_line:
        return
    if len(caption):
        caption[-1].tail = f"{(caption[-1].tail or '').rstrip()} "
    elif caption.text:
        caption.text = f"{caption.text.rstrip()} "
    caption.append(E.span(image.shown_credit_line, {"class": "credit"}))


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
