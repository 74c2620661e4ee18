"""XMP (ISO 16684-1) with the properties of the IPTC Photo Metadata Standard 2023.2, PLUS and
Creative Commons that tell credit and licence."""

from lxml import etree
from PIL import Image as Pillow

from articles.images.metadata import texts

LARGEST = 1024 * 1024  # bytes
NAMESPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "cc": "http://creativecommons.org/ns#",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LINES = {
    "title": "dc:title",
    "headline": "photoshop:Headline",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "copyright": "dc:rights",
    "alt": "Iptc4xmpCore:AltTextAccessibility",
    "terms": "xmpRights:UsageTerms",
}


def tag(name: str) -> str:
    """ "dc:creator" as lxml writes it."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def read(picture: Pillow.Image) -> dict:
    packet = picture.info.get("xmp") or b""
    return said(packet.encode() if isinstance(packet, str) else bytes(packet))


def said(packet: bytes) -> dict:
    root = _parsed(packet)
    if root is None:
        return {}
    described = root.findall(f".//{tag('rdf:RDF')}/{tag('rdf:Description')}")
    says: dict = {"creators": texts.names(_values(described, "dc:creator"))}
    for name, wanted in LINES.items():
        says[name] = texts.tidy(_first(described, wanted))
    says["caption"] = texts.tidy(_first(described, "dc:description"), texts.LONGEST_CAPTION)
    says["date"] = texts.day(_first(described, "photoshop:DateCreated"))
    # The licence itself, or else the page that tells about the rights.
    says["licence_url"] = texts.address(_first(described, "cc:license")) or texts.address(
        _first(described, "xmpRights:WebStatement")
    )
    # Both stand within a list of people.
    says["acquire_url"] = _within(root, "plus:LicensorURL", texts.address)
    says["owner"] = _within(root, "plus:CopyrightOwnerName", texts.tidy)
    return {name: value for name, value in says.items() if value}


def _parsed(packet: bytes) -> etree._Element | None:
    """Without a document type, entities or network; broken XML as far as it goes."""
    packet = packet.strip(b"\0 \r\n\t")
    if not packet or len(packet) > LARGEST or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return None
    parser = etree.XMLParser(
        # Files of these formats hold UTF-8 only (ISO 16684-3), so no other encoding hides a
        # document type.
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(packet, parser)


def _first(described: list[etree._Element], name: str) -> str:
    return next((text for text in _values(described, name) if text.strip()), "")


def _values(described: list[etree._Element], name: str) -> list[str]:
    """The first place where a property stands: an attribute, or an element with a text, a
    resource or a container."""
    wanted = tag(name)
    for description in described:
        if attribute := description.get(wanted):
            return [attribute]
        if (element := description.find(wanted)) is not None:
            return _values_of(element)
    return []


def _values_of(element: etree._Element) -> list[str]:
    items = element.findall(f"*/{tag('rdf:li')}")
    if element.find(tag("rdf:Alt")) is not None:
        items.sort(key=lambda item: item.get(LANG) != "x-default")
    return [_text(item) for item in items] or [_text(element)]


def _text(element: etree._Element) -> str:
    return element.get(tag("rdf:resource")) or "".join(element.itertext())


def _within(root: etree._Element, name: str, read_as: object) -> str:
    wanted = tag(name)
    for element in root.iter(etree.Element):
        values = [element.get(wanted, "")]
        if element.tag == wanted:
            values.append(_text(element))
        for value in values:
            if value and (good := read_as(value)):
                return good
    return ""
