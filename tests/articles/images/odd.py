"""Files that arrive at a picture desk and are odd, made byte by byte."""

import hashlib
import io
import struct
import zlib

from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from tests.makers import picture_bytes

__all__ = ["Pillow", "PngInfo"]

XMP_HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
)
XMP_TAIL = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def xmp(elements: str = "", attributes: str = "") -> bytes:
    return f"{XMP_HEAD} {attributes}>{elements}{XMP_TAIL}".encode()


def seq(name: str, *items: str) -> str:
    listed = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:Seq>{listed}</rdf:Seq></{name}>"


def iim(*fields: tuple[int, bytes], utf8: bool = False) -> bytes:
    """Datasets of record 2, and the declaration of UTF-8."""
    head = b"\x1c\x01\x5a\x00\x03\x1b%G" if utf8 else b""
    return head + b"".join(
        b"\x1c\x02" + struct.pack(">BH", number, len(value)) + value for number, value in fields
    )


def photoshop(block: bytes, digest: bytes | None = None) -> bytes:
    """The marker segment of a JPEG that holds an IPTC block, and an MD5 if one is given."""
    resources = resource(0x0404, block)
    if digest is not None:
        resources += resource(0x0425, digest)
    return segment(0xED, b"Photoshop 3.0\0" + resources)


def resource(number: int, data: bytes) -> bytes:
    padding = b"\0" * (len(data) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + padding


def segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(block: bytes = b"", digest: bytes | None = None, **save: object) -> bytes:
    """A JPEG with an IPTC block; `xmp=` and `exif=` as Pillow takes them."""
    data = picture_bytes(320, 200, "JPEG", **save)
    return data[:2] + (photoshop(block, digest) if block else b"") + data[2:]


def digest_of(block: bytes) -> bytes:
    return hashlib.md5(block, usedforsecurity=False).digest()


def exif(**tags: object) -> Pillow.Exif:
    numbers = {"description": 0x010E, "artist": 0x013B, "copyright": 0x8298, "xp_author": 0x9C9D}
    made = Pillow.Exif()
    for name, value in tags.items():
        made[numbers[name]] = value
    return made


def private() -> Pillow.Exif:
    """What cameras and telephones know: position, numbers, owner."""
    made = exif(artist="Camera Owner")
    made[0x010F], made[0x0110], made[0xA430] = "Camera maker", "Model 7", "Camera Owner"
    inner = made.get_ifd(0x8769)
    inner[0xA430], inner[0xA431], inner[0xA435] = "Camera Owner", "SN-12345678", "LENS-9876"
    position = made.get_ifd(0x8825)
    position[1], position[2] = "N", (59.0, 26.0, 14.0)
    position[3], position[4] = "E", (24.0, 44.0, 42.0)
    return made


def png_chunk(name: bytes, data: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png(width: int, height: int, *extra: bytes, pixels: bytes = b"\0" * 100) -> bytes:
    """A PNG that claims a size and may hold next to no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [png_chunk(b"IHDR", header), *extra, png_chunk(b"IDAT", zlib.compress(pixels))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + png_chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A kilobyte per megabyte of text."""
    text = zlib.compress(b"\0" * 8_000_000, 9)
    return png(4, 4, png_chunk(b"zTXt", b"Comment\0\0" + text))


def profile_bomb() -> bytes:
    data = zlib.compress(b"\0" * 8_000_000, 9)
    return png(4, 4, png_chunk(b"iCCP", b"x\0\0" + data))


def png_rgb16(colour: tuple[int, int, int], profile: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", 8, 8, 16, 2, 0, 0, 0)
    rows = (b"\0" + struct.pack(">HHH", *colour) * 8) * 8
    extra = png_chunk(b"iCCP", b"x\0\0" + zlib.compress(profile)) if profile else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + extra
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


def gif_bomb() -> bytes:
    """A frame of four thousand million points and next to no data."""
    screen = struct.pack("<HHBBB", 65535, 65535, 0, 0, 0)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0)
    return b"GIF89a" + screen + frame + b"\x02\x02\x4c\x01\x00\x3b"


def webp_bomb() -> bytes:
    """Small frames on the largest canvas that WebP knows (RFC 9649, 2.7)."""
    data = bytearray(moving("WEBP"))
    data[24:30] = (16382).to_bytes(3, "little") * 2
    return bytes(data)


def tiff(*entries: tuple[int, int, int, int], order: str = "<") -> bytes:
    """One directory of (tag, type, count, value) and nothing it could point to."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    listed = b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    return mark + struct.pack(f"{order}IH", 8, len(entries)) + listed + b"\0" * 4


def tiff_of_photoshop(block: bytes) -> bytes:
    """One grey point, and an IPTC block that is declared as a row of 32-bit numbers."""
    short, long_ = 3, 4
    padded = block + b"\0" * (-len(block) % 4)
    after = 8 + 2 + 9 * 12 + 4
    return (
        tiff(
            (256, long_, 1, 1),
            (257, long_, 1, 1),
            (258, short, 1, 8),
            (259, short, 1, 1),
            (262, short, 1, 1),
            (273, long_, 1, 8),
            (278, long_, 1, 1),
            (279, long_, 1, 1),
            (33723, long_, len(padded) // 4, after),
        )
        + padded
    )


def tiff_of_lies() -> bytes:
    """A size, and strips that lie far outside the file and are four gigabytes long."""
    short, long_ = 3, 4
    return tiff(
        (256, long_, 1, 64),
        (257, long_, 1, 64),
        (258, short, 1, 8),
        (259, short, 1, 1),
        (262, short, 1, 1),
        (273, long_, 1, 0xFFFFFFF0),
        (277, short, 1, 1),
        (278, long_, 1, 0xFFFFFFFF),
        (279, long_, 1, 0xFFFFFFFF),
        (33723, 7, 0xFFFFFFFF, 0xFFFFFFF0),
    )


def tiff_of_a_directory_without_end() -> bytes:
    entry = (256, 4, 1, 64)
    return tiff(entry)[:-4] + struct.pack("<I", 8)


def raw() -> bytes:
    """As cameras write: a small picture first, the large one elsewhere."""
    out = io.BytesIO()
    info = {254: 1, 271: "Camera maker"}
    Pillow.new("RGB", (160, 120)).save(out, "TIFF", tiffinfo=info)
    return out.getvalue()


def heic() -> bytes:
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + b"\0" * 200


def mpo() -> bytes:
    """What telephones write: a photograph and a second picture in one JPEG."""
    out = io.BytesIO()
    second = Pillow.new("RGB", (60, 40), "green")
    first = Pillow.new("RGB", (300, 200), (150, 40, 30))
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def moving(form: str, frames: int = 3) -> bytes:
    out = io.BytesIO()
    each = [Pillow.new("RGB", (60, 40), (n * 40, 10, 10)) for n in range(frames)]
    each[0].save(out, form, save_all=True, append_images=each[1:], duration=100)
    return out.getvalue()


def shows(data: bytes) -> Pillow.Image:
    with Pillow.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture
