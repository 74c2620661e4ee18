"""Footnotes pasted from a word processor: `#_ftn1` in the text, `#_ftnref1` at the note."""

from __future__ import annotations

import re

NOTE = re.compile(
    r"<a\b[^<>]*\bhref=[\"'][^\"']*#_(?P<kind>ftn|edn)ref(?P<number>\d+)[\"'][^<>]*>.*?</a>"
    r"(?P<text>.*?)(?=</p>|</li>|</div>|\n[^\S\n]*\n|<!--|<br\s*/?>\s*<a\b[^<>]*#_(?:ftn|edn)ref|\Z)",
    re.S | re.I,
)
MARK = re.compile(
    r"<a\b[^<>]*\bhref=[\"'][^\"']*#_(?P<kind>ftn|edn)(?P<number>\d+)[\"'][^<>]*>.*?</a>",
    re.S | re.I,
)


def joined(html: str) -> str:
    """Each note at its mark, as a footnote; a note without a mark stays where it is."""
    notes = {_name(found): found["text"].strip() for found in NOTE.finditer(html)}
    marks = {_name(found) for found in MARK.finditer(html)}
    usable = {name: text for name, text in notes.items() if name in marks and text}
    if not usable:
        return html
    html = NOTE.sub(lambda found: "" if _name(found) in usable else found[0], html)
    return MARK.sub(lambda found: _marked(found, usable), html)


def _name(found: re.Match[str]) -> str:
    return f"{found['kind'].lower()}{found['number']}"


def _marked(found: re.Match[str], notes: dict[str, str]) -> str:
    text = notes.get(_name(found))
    return f'<span data-footnote="">{text}</span>' if text else found[0]
