"""EXIF 3.0: the few tags that name people and words. What Windows adds (XP…) is UTF-16."""

from PIL import ExifTags
from PIL import Image as Pillow

from articles.images.metadata import texts

XP_TITLE, XP_AUTHOR = 0x9C9B, 0x9C9D
TAGS = ExifTags.Base
# What cameras write for want of words.
CAMERAS_OWN = ("digital camera", "sony dsc", "dcim", "dsc_", "default", "untitled", "kodak")


def read(picture: Pillow.Image) -> dict:
    tags = picture.getexif()
    caption = texts.tidy(_string(tags.get(TAGS.ImageDescription)), texts.LONGEST_CAPTION)
    taken = tags.get_ifd(ExifTags.IFD.Exif).get(TAGS.DateTimeOriginal)
    says = {
        "creators": _people(tags.get(TAGS.Artist)) or _people(_wide(tags.get(XP_AUTHOR))),
        "copyright": texts.tidy(_holders(tags.get(TAGS.Copyright))),
        "caption": "" if _is_cameras(caption) else caption,
        "title": texts.tidy(_wide(tags.get(XP_TITLE))),
        "date": texts.day(_string(taken)),
    }
    return {name: value for name, value in says.items() if value}


def _string(value: object) -> str:
    """Pillow gives each byte as a character; by the Metadata Working Group they are UTF-8."""
    if isinstance(value, bytes):
        return texts.decoded(value)
    if not isinstance(value, str):
        return ""
    try:
        return texts.decoded(value.encode("latin-1"))
    except UnicodeEncodeError:
        return value


def _wide(value: object) -> str:
    data = bytes(value) if isinstance(value, tuple | bytes) else b""
    return data.decode("utf-16-le", "ignore").rstrip("\0")


def _people(value: object) -> list[str]:
    """Several are parted by semicolons, and one that holds a semicolon stands in quotes, as
    the guidelines of the Metadata Working Group say of a creator."""
    text = _string(value).split("\0")[0]
    people, quoted, start = [], False, 0
    for at, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            people.append(text[start:at])
            start = at + 1
    people.append(text[start:])
    return texts.names([person.strip().strip('"') for person in people])


def _holders(value: object) -> str:
    """Of the photographer and of the editor, parted by NUL (EXIF 3.0, "Copyright")."""
    parts = (part.strip() for part in _string(value).split("\0"))
    return "; ".join(part for part in parts if part)


def _is_cameras(caption: str) -> bool:
    lowered = caption.casefold()
    return len(caption) < 40 and any(words in lowered for words in CAMERAS_OWN)
