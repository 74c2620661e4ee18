"""Values that WordPress stores by PHP's serialize(): read without running anything.

Arrays become dicts (lists where the keys are 0, 1, 2 …); objects and references are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

DEEPEST = 50


class NotSerialised(ValueError):
    """The text is not a PHP value of scalars and arrays."""


@dataclass(frozen=True)
class ImageMeta:
    """What WordPress read from the picture file itself (IPTC, EXIF)."""

    title: str = ""
    caption: str = ""
    credit: str = ""
    copyright: str = ""
    created: int | None = None
    keywords: tuple[str, ...] = ()
    file: str = ""
    width: int | None = None
    height: int | None = None


def image_meta(text: str) -> ImageMeta:
    """Empty where the metadata are missing or damaged: the picture itself still has them."""
    try:
        whole = unserialise(text)
    except NotSerialised:
        return ImageMeta()
    if not isinstance(whole, dict):
        return ImageMeta()
    inner = whole.get("image_meta")
    inner = inner if isinstance(inner, dict) else {}
    words = {name: _word(inner.get(name)) for name in ("title", "caption", "credit", "copyright")}
    return ImageMeta(
        **words,
        created=_number(inner.get("created_timestamp")),
        keywords=_words(inner.get("keywords")),
        file=_word(whole.get("file")),
        width=_number(whole.get("width")),
        height=_number(whole.get("height")),
    )


def unserialise(text: str) -> object:
    source = text.strip().encode("utf-8", "surrogatepass")
    value, end = _value(source, 0, 0)
    if end != len(source):
        raise NotSerialised(f"something follows the value at byte {end}")
    return value


def _value(source: bytes, at: int, depth: int) -> tuple[object, int]:
    mark = source[at : at + 2]
    if depth > DEEPEST:
        raise NotSerialised("nested too deeply")
    if mark == b"N;":
        return None, at + 2
    if mark == b"s:":
        return _string(source, at + 2)
    if mark == b"a:":
        return _array(source, at + 2, depth)
    if mark in (b"i:", b"d:", b"b:"):
        return _scalar(source, at + 2, mark)
    raise NotSerialised(f"unknown value at byte {at}")


def _until(source: bytes, at: int, stop: bytes) -> tuple[bytes, int]:
    end = source.find(stop, at)
    if end < 0:
        raise NotSerialised(f"unfinished value at byte {at}")
    return source[at:end], end + len(stop)


def _integer(digits: bytes) -> int:
    if not digits.removeprefix(b"-").isdigit() or len(digits) > 20:
        raise NotSerialised("a number was expected")
    return int(digits)


def _scalar(source: bytes, at: int, mark: bytes) -> tuple[object, int]:
    digits, end = _until(source, at, b";")
    if mark == b"i:":
        return _integer(digits), end
    if mark == b"b:":
        return digits == b"1", end
    try:
        return float(digits), end
    except ValueError as error:
        raise NotSerialised("a number was expected") from error


def _string(source: bytes, at: int) -> tuple[str, int]:
    digits, start = _until(source, at, b':"')
    end = start + _integer(digits)
    if source[end : end + 2] != b'";':
        # Line ends that changed on the way make the stated length wrong.
        end = _until(source, start, b'";')[1] - 2
    return source[start:end].decode("utf-8", "replace"), end + 2


def _array(source: bytes, at: int, depth: int) -> tuple[object, int]:
    digits, at = _until(source, at, b":{")
    found: dict[object, object] = {}
    for _ in range(_integer(digits)):
        key, at = _value(source, at, depth + 1)
        if not isinstance(key, int | str):
            raise NotSerialised("an array key must be a number or a text")
        found[key], at = _value(source, at, depth + 1)
    if source[at : at + 1] != b"}":
        raise NotSerialised(f"unfinished array at byte {at}")
    if list(found) == list(range(len(found))) and found:
        return list(found.values()), at + 1
    return found, at + 1


def _word(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and value else ""


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = list(value.values())
    return tuple(_word(one) for one in value if _word(one)) if isinstance(value, list) else ()


def _number(value: object) -> int | None:
    text = str(value)
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 16 and int(text) else None
    )
