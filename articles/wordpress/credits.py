"""The words of a credit, "Sofya Sandurskaya/TASS", → who took the picture and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.wordpress.names import (
    NOBODY,
    are_persons,
    is_agency,
    is_caseless,
    is_institution,
    is_person,
    is_single_word,
)

LICENCE = re.compile(
    r"[\s,/|–-]*[(\[]?\s*\b(?P<name>CC0(?:\s*\d\.\d)?"
    r"|CC[\s-]BY(?:[\s-](?:NC|SA|ND))*(?:[\s-]\d\.\d)?(?:\s+(?:IGO|[A-Z]{2}))?"
    r"|Creative Commons(?:\s+[A-Z][\w-]+)*(?:\s+\d\.\d)?|Public Domain"
    r"|GFDL(?:\s*\d\.\d)?)\b\s*[)\]]?",
    re.I,
)
YEARS = re.compile(r"^(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)[\s,]+|[\s,]+\d{4}$")
RIGHTS = re.compile(r"[.,]?\s*all rights reserved\.?$", re.I)
PHOTO_BY = re.compile(
    r"^(?P<agency>.+?)\s+(?:photo|photograph|image|picture)s?\s+by\s+(?P<who>.+)$"
)
BY = re.compile(r"^(?:photos?\s+)?(?:by|taken by|of|from)\s*:?\s+", re.I)
SLASH = re.compile(r"\s*[/|]\s*|\s+[–—-]\s+")
FILED = re.compile(r"(?:^|\s*[,/|–-]\s*|\s+)(?:file(?:\s+(?:photo|image))?|released)$", re.I)
FOR = re.compile(r"^(?P<who>.+?)\s+for\s+(?P<agency>(?:the\s+)?[A-Z].*)$")
# These name nobody: the caption stays as it is.
NAMELESS = re.compile(
    r"(?:the\s+)?(?:authors?|staff|unknown|n/?a|archives?|internet|google|own\s+work|anonymous"
    r"|author['’]s\s+own|social\s+media|various|editor)",
    re.I,
)
DRAWN = re.compile(r"map|chart|graphic|screen|satellite", re.I)
BRACKETS = re.compile(r"^(?P<who>[^()]+?)\s*\((?P<agency>[^()]+)\)$")
SEVERAL = re.compile(r"\b(?:left|right|top|bottom|above|below|centre|center|middle)\b|;|:", re.I)
COURTESY = re.compile(r"courtesy|source", re.I)


@dataclass(frozen=True)
class ParsedCredit:
    """`text` is the credit as it stood, label and brackets included; `url` a link within it."""

    photographer: str = ""
    agency: str = ""
    licence: str = ""
    text: str = ""
    label: str = ""
    url: str = ""


def parse_credit(body: str, label: str = "") -> tuple[ParsedCredit | None, bool]:
    """(credit, unclear); None where the words are no name at all, so that nothing is cut off."""
    words, licence = _without_licence(_cleaned(body))
    if not words and licence:
        return ParsedCredit("", "", licence, label=label), False
    if not re.search(r"[^\W\d_]", words) or words[0].isdigit() or NAMELESS.fullmatch(words):
        return None, True
    photographer, agency, unclear = _names(words)
    if unclear and not _like_names(words):
        return None, True
    if photographer and not agency and (COURTESY.search(label) or DRAWN.search(label)):
        unclear = True
    return ParsedCredit(photographer, agency, licence, label=label), unclear


def _cleaned(body: str) -> str:
    words = without_rights(" ".join(body.split())).strip(" ,;|–—-")
    if words.endswith(".") and not re.search(r"(?:\b[A-Z]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr))\.$", words):
        words = words[:-1]
    words = FILED.sub("", words)
    return YEARS.sub("", BY.sub("", words)).strip().removeprefix("the ")


def without_rights(words: str) -> str:
    return RIGHTS.sub("", words)


def _without_licence(words: str) -> tuple[str, str]:
    found = LICENCE.search(words)
    if not found:
        return words, ""
    rest = (words[: found.start()] + words[found.end() :]).strip(" ,/|-–()")
    return rest, " ".join(found["name"].split())


def _like_names(words: str) -> bool:
    """Every longer word is capitalised, as in names and not in a description."""
    small = {"of", "for", "the", "and", "via", "from", "by", "de", "la", "del", "photo", "von"}
    longer = [word for word in re.split(r"[\s/|,]+", words) if len(word) > 3]
    plain = [word for word in longer if word[:1].islower() and word.casefold() not in small]
    return not plain and len(words.split()) <= 10 and not SEVERAL.search(words)


def _names(words: str) -> tuple[str, str, bool]:
    """(photographer, agency, unclear)."""
    if SEVERAL.search(words):
        return "", words, True
    if found := PHOTO_BY.match(words):
        return _photo_by(found["agency"], found["who"])
    parts = [part for part in SLASH.split(words) if part]
    if len(parts) == 1:
        return _single(words)
    return _pair(parts[0], parts[1]) if len(parts) == 2 else _many(words, parts)


def _photo_by(agency: str, who: str) -> tuple[str, str, bool]:
    photographer, more, unclear = _names(who)
    if more and not photographer:
        return "", f"{agency}/{more}", True
    joined = f"{agency}/{more}" if more else agency
    return photographer, joined, unclear or not is_institution(agency)


def _pair(first: str, last: str) -> tuple[str, str, bool]:
    if _nobody(first) or (is_institution(first) and is_institution(last)):
        return "", f"{first}/{last}", not is_institution(last)
    if is_institution(first):
        agency = re.sub(r"\s+(?:Photo|Images?)$", "", first) if first.startswith("AP ") else first
        return last, agency, not (are_persons(last) or is_single_word(last))
    if is_institution(last) or is_single_word(last):
        certain = are_persons(first) or (is_single_word(first) and is_agency(last))
        return first, last, not certain or (is_single_word(first) and not is_person(first))
    return first, last, True


def _many(words: str, parts: list[str]) -> tuple[str, str, bool]:
    """Person/agency/agency or agency/agency/person, in whichever order."""
    if all(is_institution(part) for part in parts):
        return "", "/".join(parts), False
    rest = parts[1:]
    if are_persons(parts[0]):
        return parts[0], "/".join(rest), not all(map(_agency_like, rest))
    if are_persons(parts[-1]):
        return parts[-1], "/".join(parts[:-1]), not all(map(_agency_like, parts[:-1]))
    return "", words, True


def _agency_like(name: str) -> bool:
    return is_institution(name) or is_single_word(name)


def _nobody(name: str) -> bool:
    return name.strip(" .").casefold() in NOBODY


def _single(words: str) -> tuple[str, str, bool]:
    if is_caseless(words):
        return "", words, True
    if found := re.match(r"(?P<who>.+?)\s+via\s+(?P<agency>.+)$", words):
        return _via(found["who"], found["agency"])
    if is_agency(words):
        return _listed(words) or ("", words, False)
    if found := BRACKETS.match(words):
        return _pair(found["who"], found["agency"])
    found = FOR.match(words)
    if found and are_persons(found["who"]):
        return found["who"], found["agency"].removeprefix("the "), False
    if is_institution(words.partition(",")[0]):
        return "", words, False
    return _listed(words) or _one(words)


def _via(who: str, agency: str) -> tuple[str, str, bool]:
    photographer, first, unclear = _names(who)
    if photographer and not first:
        return photographer, agency, unclear
    return photographer, f"{first} via {agency}", unclear


def _listed(words: str) -> tuple[str, str, bool] | None:
    """ "Jane Roe, AFP": the last is whom the first work for."""
    first, _, last = words.rpartition(",")
    first, last = first.strip(), last.strip()
    if first and is_institution(last) and are_persons(first):
        return first, last, False
    return None


def _one(words: str) -> tuple[str, str, bool]:
    """One name: an agency by its words or being a single word, otherwise a photographer."""
    if words.startswith("@"):
        return words, "", True
    if is_institution(words) or is_single_word(words):
        return "", words, False
    return words, "", not are_persons(words)
