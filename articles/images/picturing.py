"""Pictures as elements of HTML: a choice of renditions for browsers, one JPEG for others."""

import re
from collections.abc import Callable

from django.core.files.storage import storages
from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html
from lxml.builder import E
from lxml.etree import _Element

from articles.images import renditions
from articles.images.models import Image

Address = Callable[[str], str]
# libxml2 knows no `source` and closes it like an element with content.
CLOSED_SOURCE = re.compile(r'(<source type="image/\w+" srcset="[^"]*" sizes="[^"]*">)</source>')
USUAL_WIDTH = 800  # of what is taken where nothing can be chosen


def shown_picture(
    image: Image,
    alt: str,
    shape: str,
    sizes: str,
    address: Address = str,
    *,
    early: bool = False,
) -> _Element:
    """A `picture` with AVIF, WebP and JPEG, or an `img` of those in WebP while there are no
    others. Loaded when it comes near to the window; with `early` before all else."""
    offered = {form: image.renditions(shape, form) for form in renditions.TYPES}
    *better, (_form, usual) = [(form, found) for form, found in offered.items() if found]
    width, height = full_size(image, shape)
    size = {"width": str(width), "height": str(height)}
    img = E.img(
        {"src": address(_url(_of_usual_width(usual)))}
        | {"srcset": _srcset(usual, address), "sizes": sizes}
        | size
        | {"alt": alt, "loading": "lazy", "decoding": "async"}
    )
    if early:
        hasten(img)
    if not better:
        return img
    sources = [
        E.source(type=renditions.TYPES[form], srcset=_srcset(found, address), sizes=sizes)
        for form, found in better
    ]
    return E.picture(*sources, img)


def shared_picture(image: Image, alt: str, address: Address = str) -> _Element:
    """An `img` of the JPEG that is shared."""
    width, height = full_size(image, "whole")
    shown = min(width, renditions.SHARED_WIDTH)
    size = {"width": str(shown), "height": str(max(1, round(height * shown / width)))}
    return E.img({"src": address(share_address(image)), "alt": alt} | size)


def hasten(img: _Element) -> None:
    """It is the largest thing at the top of a page."""
    img.attrib.pop("loading", None)
    img.set("fetchpriority", "high")


def usual_rendition(image: Image) -> renditions.Rendition:
    """What the `src` of the whole picture is on pages."""
    offered = (image.renditions("whole", form) for form in renditions.TYPES)
    return _of_usual_width([found for found in offered if found][-1])


def full_size(image: Image, shape: str) -> tuple[int, int]:
    """Width and height of the largest rendition that there will be, so that nothing moves on the
    page when there is."""
    return renditions.sizes(image.width, image.height, shape)[-1]


def share_address(image: Image, shape: str = "whole") -> str:
    name = renditions.share_name(image.key, image.rendition_hash, shape)
    return storages["pictures"].url(name)


def share_addresses(image: Image) -> list[str]:
    """JPEGs for search engines: 16:9, 4:3 and 1:1 once they are made, until then the whole."""
    if image.rendition_stage != Image.Stage.ALL:
        return [share_address(image)]
    return [share_address(image, shape) for shape in ("wide", "classic", "square")]


def markup(element: _Element) -> SafeString:
    # lxml escaped all text and every attribute that it wrote.
    return mark_safe(written(element))


def written(element: _Element) -> str:
    whole = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return CLOSED_SOURCE.sub(r"\1", whole)


def _of_usual_width(found: list[renditions.Rendition]) -> renditions.Rendition:
    return next((one for one in found if one.width >= USUAL_WIDTH), found[-1])


def _srcset(found: list[renditions.Rendition], address: Address) -> str:
    return ", ".join(f"{address(_url(one))} {one.width}w" for one in found)


def _url(rendition: renditions.Rendition) -> str:
    return storages["pictures"].url(rendition.name)
