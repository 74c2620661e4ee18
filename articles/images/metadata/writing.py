"""Credit and licence for each rendition, as XMP and EXIF. What the original held is not copied, so
that position, serial numbers and the camera's owner are gone.

Properties by the IPTC Photo Metadata Standard 2023.2; search engines read `WebStatement` and
`LicensorURL` (Google, "Image license metadata")."""

import json

from django.conf import settings
from django.utils.translation import override
from lxml import etree
from PIL import ExifTags
from PIL import Image as Pillow

from articles.images.metadata.xmp import LANG, NAMESPACES, tag
from articles.images.models import Credit, Image

RECIPE = 1  # another way of writing makes other renditions
FORMATS = ("JPEG", "WEBP", "AVIF")


def embedded(image: Image, format_: str) -> dict[str, bytes]:
    """Arguments for Pillow's `save()` in one of `FORMATS`; none without a credit and alternative
    text. The caption belongs to the use and is not written."""
    if format_ not in FORMATS:
        raise ValueError(format_)
    words = _words(image)
    if not words:
        return {}
    written = {"xmp": packet(words)}
    if exif := _exif(words):
        written["exif"] = exif
    return written


def mark(image: Image) -> str:
    """The same for the same embedded words: part of what a rendition was made of."""
    words = _words(image)
    return json.dumps([RECIPE, words], ensure_ascii=False, sort_keys=True) if words else ""


def _words(image: Image) -> dict:
    words: dict = _of_credit(image.credit, image) if image.credit else {}
    words["alt"] = image.alt
    return {name: value for name, value in words.items() if value}


def _of_credit(credit: Credit, image: Image) -> dict:
    return {
        "creators": _creators(credit, image),
        "credit": credit.line,
        "rights": credit.copyright_notice or _rights(credit),
        "licence_url": credit.terms_url,
        "acquire_url": credit.acquire_url,
        "public_domain": credit.licence in ("public-domain", "cc0"),
    }


def _creators(credit: Credit, image: Image) -> list[str]:
    """The people one by one where the file named them so and nobody changed it since; a name may
    hold a comma."""
    told = image.file_says.get("creators", [])
    if told and ", ".join(told) == credit.photographer:
        return told
    return [credit.photographer or credit.agency]


def _rights(credit: Credit) -> str:
    """Who and on which terms, where no notice was given: nobody's claim is made up."""
    with override(settings.LANGUAGE_CODE):
        licence = str(credit.get_licence_display())
    return ", ".join(filter(None, (credit.line, licence)))


def packet(words: dict) -> bytes:
    """An XMP packet (ISO 16684-1, 7.3)."""
    names = {prefix: NAMESPACES[prefix] for prefix in ("rdf", "dc", "photoshop", "xmpRights")}
    if "alt" in words:
        names["Iptc4xmpCore"] = NAMESPACES["Iptc4xmpCore"]
    if "acquire_url" in words:
        names["plus"] = NAMESPACES["plus"]
    root = etree.Element(tag("x:xmpmeta"), nsmap={"x": NAMESPACES["x"]})
    rdf = etree.SubElement(root, tag("rdf:RDF"), nsmap={"rdf": names.pop("rdf")})
    about = etree.SubElement(rdf, tag("rdf:Description"), {tag("rdf:about"): ""}, nsmap=names)
    _fill(about, words)
    body = etree.tostring(root, encoding="utf-8")
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
    return begin + body + b'<?xpacket end="r"?>'


def _fill(about: etree._Element, words: dict) -> None:
    if "creators" in words:
        seq = _within(about, "dc:creator", "rdf:Seq")
        for name in words["creators"]:
            etree.SubElement(seq, tag("rdf:li")).text = name
        about.set(tag("xmpRights:Marked"), "False" if "public_domain" in words else "True")
    for name, key in (("dc:rights", "rights"), ("Iptc4xmpCore:AltTextAccessibility", "alt")):
        if key in words:
            alt = _within(about, name, "rdf:Alt")
            etree.SubElement(alt, tag("rdf:li"), {LANG: "x-default"}).text = words[key]
    for name, key in (("photoshop:Credit", "credit"), ("xmpRights:WebStatement", "licence_url")):
        if key in words:
            about.set(tag(name), words[key])
    if "acquire_url" in words:
        seq = _within(about, "plus:Licensor", "rdf:Seq")
        licensor = etree.SubElement(seq, tag("rdf:li"), {tag("rdf:parseType"): "Resource"})
        etree.SubElement(licensor, tag("plus:LicensorURL")).text = words["acquire_url"]


def _within(about: etree._Element, name: str, container: str) -> etree._Element:
    return etree.SubElement(etree.SubElement(about, tag(name)), tag(container))


def _exif(words: dict) -> bytes:
    """UTF-8, as the Metadata Working Group (2.0, 5.1.1) has it; several creators by semicolon."""
    exif = Pillow.Exif()
    if "creators" in words:
        people = (f'"{name}"' if ";" in name else name for name in words["creators"])
        exif[ExifTags.Base.Artist] = "; ".join(people).encode()
    if "rights" in words:
        exif[ExifTags.Base.Copyright] = words["rights"].encode()
    return exif.tobytes() if len(exif) else b""
