"""Credits written into captions: `split_credit("… (Image Credit: X/Y)")` takes them apart.

What is not certain is said to be unclear; a caption that only may hold a credit is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.wordpress.credits import PHOTO_BY, ParsedCredit, parse_credit, without_rights
from articles.wordpress.names import is_agency
from articles.wordpress.nodes import Node, Nodes, parse, serialise, text_of

KIND = (
    r"(?:(?:all|main|cover|lead|featured?|file|satellite|stock|header|left|right|top|bottom)\s+)?"
    r"(?:images?|photos?|photographs?|photography|pictures?|pics?|maps?|graphics?|charts?"
    r"|infographics?|illustrations?|videos?|screenshots?|screengrabs?|screen\s?grabs?|artwork"
    r"|foto|fotos|bild|фото)"
)
COLON = r"\s*[:：]\s*"
# A label that can only begin a credit, and one that may also begin a description.
SURE = (
    rf"(?:{KIND}\s+(?:credits?|sources?|courtesy(?:\s+of)?|copyright|by){COLON}"
    rf"|{KIND}\s+(?:credits?\s*[-–—]\s*|courtesy\s+(?:of\s+)?|©\s*|copyright\s+)"
    rf"|(?:credits?|sources?|courtesy|photographer|photo\s+by|image\s+by){COLON}"
    r"|courtesy\s+of\s+|(?:copyright\s*)?(?:©|\(c\)|&copy;)\s*|copyright\s+(?=\d{4}|[A-Z]))"
)
BY = (
    rf"(?:{KIND}|taken|photographed)(?:\s+(?:taken|provided|supplied|released))?\s+by\s+(?=[A-Z@])"
)
LABEL = rf"(?P<label>{SURE}|{BY}|{KIND}{COLON})"
DESCRIPTIVE = re.compile(rf"{KIND}{COLON}", re.I)

PARENTHESISED = re.compile(rf"\s*[(\[]\s*(?i:{LABEL})(?P<body>(?:[^()\[\]]|\([^()]*\))+)[)\]]")
LAST = re.compile(
    rf"(?:^|(?<=[.!?…”\"»)\]|–—\n])\s*|\s+[|–—-]\s*)(?i:{LABEL})(?P<body>[^\n|]+?)\s*$"
)
FIRST = re.compile(rf"^\s*(?i:{LABEL})(?P<body>[^\n|;]+?)\s*(?:[|;\n]|\.\s|\s[–—-]\s)\s*(?=\S)")
# "(AP Photo/X)", "(X/Reuters)": no label, so a known agency must be in it.
UNLABELLED = re.compile(r"\s*[(\[]\s*(?P<body>[^()\[\]]+)[)\]](?=\s*\.?\s*$)")
ENDING = re.compile(
    r"(?:^|(?<=[.!?…”\"»)\n])\s+|\s+[|–—]\s+)(?P<body>(?:[^.!?…|\n]|(?<=\b[A-Z])\.){2,90}?)\.?\s*$"
)
SUSPECT = re.compile(r"\bcredits?\s*[:/]|\bcourtesy\s+of\b|\bcourtesy\s*:|©|\bcopyright\b", re.I)
SUSPECT_BY = re.compile(r"\b(?:photo|image|picture)s?\s+(?:by\s+[A-Z]|credit)")
SENTENCE_INSIDE = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bSgt)(?<!\bInc)(?<!\bLtd)\.\s+[A-Z]|;|[?!]"
)
LONGEST = 140
BLANK_TAGS = {"em", "i", "strong", "b", "a", "span", "small", "sub", "sup", "code", "s", "cite"}


@dataclass(frozen=True)
class Place:
    """Where in the plain text the credit stands, `body` what is said after the label."""

    start: int
    end: int
    body: str
    label: str = ""
    unclear: bool = False


def split_credit(caption_html: str) -> tuple[str, ParsedCredit | None, bool]:
    """(caption without the credit, credit, unclear): unclear is for a person to look at."""
    nodes = parse(caption_html)
    text = text_of(nodes)
    doubted = False
    for place in _places(text):
        credit, unclear = parse_credit(place.body, place.label)
        if credit is not None:
            said = text[place.start : place.end].strip()
            credit = replace(credit, text=said, url=_url(nodes, place))
            return _remainder(nodes, text, place), credit, unclear or place.unclear
        doubted = True
    return caption_html, None, doubted or _suspect(text)


def _suspect(text: str) -> bool:
    labelled = SUSPECT.search(text) or SUSPECT_BY.search(text) or PARENTHESISED.search(text)
    return bool(labelled or _bare_agency(text))


def _bare_agency(text: str) -> bool:
    """An agency in brackets, unless it is the abbreviation of the words before it."""
    found = UNLABELLED.search(text)
    return bool(found and is_agency(found["body"]) and not _abbreviates(found, text))


def _abbreviates(found: re.Match[str], text: str) -> bool:
    short = found["body"].strip()
    words = re.findall(r"\w+", text[: found.start()])[-len(short) :]
    return "".join(word[0] for word in words).casefold() == short.casefold()


def _places(text: str) -> Iterator[Place]:
    """Where a credit may stand, the likeliest first."""
    labelled = list(PARENTHESISED.finditer(text))
    if len(labelled) == 1:
        yield _placed(text, labelled[0], enclosed=True)
    if labelled:
        return
    for pattern in (LAST, FIRST):
        found = pattern.search(text)
        if found and _is_short(found["body"]):
            yield _placed(text, found, enclosed=False)
    yield from _unlabelled(text)


def _is_short(body: str) -> bool:
    body = without_rights(body.strip())
    return len(body) <= LONGEST and not SENTENCE_INSIDE.search(body)


def _placed(text: str, found: re.Match[str], *, enclosed: bool) -> Place:
    body = found["body"].strip()
    start, end = found.span()
    alone = not (text[:start] + text[end:]).strip(" .")
    # "Photo: Jane Roe" alone may as well say who is seen.
    doubtful = alone and not enclosed and bool(DESCRIPTIVE.fullmatch(found["label"]))
    return Place(start, end, body, " ".join(found["label"].split()), doubtful and "/" not in body)


def _unlabelled(text: str) -> Iterator[Place]:
    found = UNLABELLED.search(text)
    enclosed = found is not None
    found = found or ENDING.search(text)
    if not found:
        return
    body = found["body"].strip()
    after_sentence = text[: found.start()].rstrip()[-1:] in (*'.!?…”"»', "")
    if enclosed and not after_sentence and not _two_names(body):
        return
    known = is_agency(body) or (_two_names(body) and is_agency(_agency_part(body)))
    if known or (PHOTO_BY.match(body) and not parse_credit(body)[1]):
        yield Place(*found.span(), body)


def _two_names(body: str) -> bool:
    return bool(re.search(r"/|\svia\s|\sphoto\s+by\s", body))


def _agency_part(body: str) -> str:
    """ "U.S. Navy photo by X", "X/Reuters", "AP Photo/X": the part that could be an agency."""
    parts = re.split(r"\s*/\s*|\s+via\s+|\s*,\s*", body)
    return next((part for part in parts if is_agency(part)), "")


def _url(nodes: Nodes, place: Place) -> str:
    at = 0
    for node in nodes:
        length = len(node) if isinstance(node, str) else len(node.text())
        if isinstance(node, Node) and at < place.end and at + length > place.start:
            links = [node, *node.walk()]
            inside = [one.get("href") for one in links if one.tag == "a" and one.get("href")]
            if inside and at + length >= place.start:
                return inside[-1]
        at += length
    return ""


def _remainder(nodes: Nodes, text: str, place: Place) -> str:
    """The caption; a full stop that stood after the brackets goes back to its sentence."""
    start, end = place.start, place.end
    after = re.match(r"\s*\.", text[end:])
    if after and not text[end + after.end() :].strip():
        kept = text[:start].rstrip()
        needs_stop = bool(kept) and kept[-1] not in ".!?…"
        end += after.end() - (1 if needs_stop else 0)
    rest = _cut(nodes, start, end)
    html = re.sub(r"[ \t\n]+", " ", serialise(rest)).strip()
    return re.sub(r"^(?:[.|;,–—-]\s)+|\s*(?:[|;,–—]|\s-)\s*$", "", html).strip()


def _cut(nodes: Nodes, start: int, end: int) -> Nodes:
    """Without the characters start to end, nor the elements that this leaves empty."""
    found: Nodes = []
    at = 0
    for node in nodes:
        length = len(node) if isinstance(node, str) else len(node.text())
        low, high = max(start - at, 0), min(max(end - at, 0), length)
        at += length
        if isinstance(node, str):
            kept: Node | str = node[: min(low, length)] + node[max(high, min(low, length)) :]
            found += [kept] if kept else []
            continue
        inner = _cut(node.children, low, high)
        if inner or not length or node.tag not in BLANK_TAGS:
            found.append(node.copy(inner))
    return found
