import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.images.metadata import xmp
from tests.articles.images import odd


def test_properties_as_elements_have_our_names():
    packet = odd.xmp(
        odd.seq("dc:creator", "Ada One", "Bo Two")
        + "<photoshop:Credit>TASK</photoshop:Credit>"
        + "<photoshop:Source>Archive</photoshop:Source>"
        + '<dc:rights><rdf:Alt><rdf:li xml:lang="de">(c) Amt</rdf:li>'
        + '<rdf:li xml:lang="x-default">(c) TASK &amp; Co</rdf:li></rdf:Alt></dc:rights>'
        + "<dc:description><rdf:Alt><rdf:li>A hall\n of glass</rdf:li></rdf:Alt></dc:description>"
        + "<Iptc4xmpCore:AltTextAccessibility>A hall</Iptc4xmpCore:AltTextAccessibility>"
        + '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>'
        + "<xmpRights:WebStatement>https://example.org/terms</xmpRights:WebStatement>"
        + odd.seq("plus:Licensor", "<plus:LicensorURL>https://example.org/buy</plus:LicensorURL>")
        + "<photoshop:DateCreated>2024-02-29T10:00:00Z</photoshop:DateCreated>"
    )

    assert xmp.said(packet) == {
        "creators": ["Ada One", "Bo Two"],
        "credit": "TASK",
        "source": "Archive",
        "copyright": "(c) TASK & Co",
        "caption": "A hall of glass",
        "alt": "A hall",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "acquire_url": "https://example.org/buy",
        "date": "2024-02-29",
    }


def test_properties_as_attributes_are_the_same():
    packet = odd.xmp(
        attributes='photoshop:Credit="TASK" photoshop:Headline="A headline" dc:creator="Ada One" '
        'xmpRights:WebStatement="http://example.org/terms" photoshop:DateCreated="2024-02"'
    )

    assert xmp.said(packet) == {
        "credit": "TASK",
        "headline": "A headline",
        "creators": ["Ada One"],
        "licence_url": "http://example.org/terms",
        "date": "2024-02",
    }


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "example.org/terms", "https://x", "ftp://example.org/", "h"]
)
def test_what_is_no_address_of_the_web_is_left_out(address):
    assert xmp.said(odd.xmp(attributes=f'xmpRights:WebStatement="{address}"')) == {}


def test_entities_and_outside_files_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    packet = odd.xmp("<photoshop:Credit>&e;</photoshop:Credit>")
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()

    assert xmp.said(declared + packet) == {}
    assert xmp.said(declared.decode().encode("utf-16") + packet) == {}


def test_a_packet_that_ends_early_is_read_as_far_as_it_goes_and_a_huge_one_not_at_all():
    packet = odd.xmp("<photoshop:Credit>TASK</photoshop:Credit>" + odd.seq("dc:creator", "Ada"))
    padded = packet + b" " * xmp.LARGEST + b"<?xpacket end='w'?>"

    assert xmp.said(packet[:-20])["credit"] == "TASK"
    assert xmp.said(padded) == {}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=50))
def test_any_packet_is_read_or_passed_over(data, text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    try:
        inside = odd.xmp(odd.seq("dc:creator", escaped))
    except UnicodeEncodeError:
        inside = b""
    for packet in (data, b"<x:xmpmeta " + data, inside, odd.xmp() + data):
        xmp.said(packet)
