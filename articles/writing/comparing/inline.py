"""Two paragraphs word by word: what was added and removed, and what only looks otherwise."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.text.marks import Marks
from articles.text.tree import Children
from articles.writing.comparing import said
from articles.writing.comparing.aligning import Work, gaps, matches
from articles.writing.comparing.markup import added, note, removed, text
from articles.writing.comparing.names import Names
from articles.writing.comparing.words import UNSEEN, Word, words

# With less in common than this, the whole is shown as replaced.
LEAST_SHARED = 0.2
SHORT = 4  # letters
NO_BREAK = "\u00a0"
FORM = re.compile(f"[{UNSEEN}]")


class Piece(NamedTuple):
    before: list[Word]
    after: list[Word]
    same: bool


class Desk(NamedTuple):
    """What all parts of one comparison share."""

    names: Names
    work: Work


def compared(before: Children, after: Children, desk: Desk) -> str:
    return "".join(_written(piece, desk) for piece in _pieces(words(before), words(after), desk))


def shown(children: Children, desk: Desk) -> str:
    return _plain(words(children), desk.names)


def added_whole(children: Children, desk: Desk) -> str:
    return added(_plain(words(children), desk.names, told=True))


def removed_whole(children: Children, desk: Desk) -> str:
    return removed(_plain(words(children), desk.names, told=True))


# What differs


def _pieces(before: list[Word], after: list[Word], desk: Desk) -> Iterator[Piece]:
    a, b = [word.text for word in before], [word.text for word in after]
    found = matches(a, b, desk.work)
    shared = sum(len(a[i]) for i, _j in found)
    whole = max(sum(map(len, a)), sum(map(len, b)))
    if shared < LEAST_SHARED * whole:
        # The empty words at the end are the same.
        yield Piece(before[:-1], after[:-1], same=False)
        yield Piece(before[-1:], after[-1:], same=True)
        return
    cut = [
        Piece(before[r.i : r.k], after[r.j : r.m], same) for r, same in gaps(found, before, after)
    ]
    yield from _joined(cut)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """A short word between two longer changes is read as part of one change."""
    held: Piece | None = None
    for n, piece in enumerate(pieces):
        goes_on = n + 1 < len(pieces) and held is not None and piece.same
        if not piece.same or (goes_on and _is_lost(piece, held, pieces[n + 1])):
            held = _together(held, piece) if held else piece
            continue
        if held:
            yield held
            held = None
        yield piece
    if held:
        yield held


def _is_lost(piece: Piece, before: Piece, after: Piece) -> bool:
    letters = sum(len(word.text) for word in piece.after)
    return letters <= SHORT and all(
        max(len(change.before), len(change.after)) > len(piece.after) for change in (before, after)
    )


def _together(one: Piece, other: Piece) -> Piece:
    return Piece(one.before + other.before, one.after + other.after, same=False)


# Writing


def _written(piece: Piece, desk: Desk) -> str:
    if piece.same:
        return _same(piece, desk)
    old, new = list(piece.before), list(piece.after)
    lead = _common_lead(old, new)
    gone = removed(_plain(old, desk.names, told=True))
    come = added(_plain(new, desk.names, told=True))
    apart = " " if gone and come else ""
    return f"{text(lead)}{gone}{apart}{come}{_look_alike(old, new)}"


def _common_lead(*sides: list[Word]) -> str:
    """Takes the white space off that stands before both, or before the one there is."""
    firsts = [side[0].lead for side in sides if side]
    if not firsts or set(firsts) & {""} or len(set(firsts)) > 1 or NO_BREAK in firsts[0]:
        return ""
    for side in filter(None, sides):
        word = side[0]
        side[0] = Word(word.text, "", word.parts, word.node)
    return firsts[0]


def _look_alike(old: Sequence[Word], new: Sequence[Word]) -> str:
    one, other = (_as_seen("".join(w.lead + w.text for w in side)) for side in (old, new))
    return note(_("differs in signs that look alike or are not seen")) if one == other else ""


def _as_seen(words: str) -> str:
    return unicodedata.normalize("NFKC", FORM.sub("", words))


def _same(piece: Piece, desk: Desk) -> str:
    """Words that stayed, in stretches in which the same change of form was made."""
    out = []
    pairs = zip(piece.before, piece.after, strict=True)
    for change, group in groupby(pairs, key=lambda pair: _change(*pair, desk)):
        olds, news = zip(*group, strict=True)
        html = _plain(news, desk.names) if change is None else _changed(change, olds, news, desk)
        out.append(html)
    return "".join(out)


def _change(old: Word, new: Word, desk: Desk) -> tuple[str, ...] | None:
    """What is said of it; None where nothing differs."""
    space = _of_space(old.lead, new.lead)
    marks = ""
    if old.parts != new.parts:
        marks = said.of_marks(_all_marks(old), _all_marks(new), desk.names)
    if old.is_note and new.is_note and old.node.children != new.node.children:
        return ("note", space, marks, str(id(new)))
    return ("form", space, marks) if space or marks else None


def _all_marks(word: Word) -> Marks:
    return tuple(mark for _text, marks in word.parts for mark in marks)


def _of_space(old: str, new: str) -> str:
    if old == new:
        return ""
    if not old or not new:
        return _("space added") if new else _("space removed")
    if (NO_BREAK in old) != (NO_BREAK in new):
        return _("now a no-break space") if NO_BREAK in new else _("no longer a no-break space")
    return _("other white space")


def _changed(change: tuple[str, ...], olds: Sequence, news: Sequence, desk: Desk) -> str:
    kind, space, marks, *_rest = change
    lead = text(news[0].lead)
    first = Word(news[0].text, "", news[0].parts, news[0].node)
    if kind == "note":
        inner = compared(olds[0].node.children, first.node.children, desk)
        html = _note(inner, _all_marks(first))
    else:
        html = _plain([first, *news[1:]], desk.names)
    if marks:
        html = f'<span class="compared-form">{html}</span>'
    return f"{note(space)}{lead}{html}{note(marks)}"


# Words as HTML


def _plain(some: Sequence[Word], names: Names, *, told: bool = False) -> str:
    """`told`: where links lead is said, and breaks are shown."""
    out = []
    for marks, group in groupby(_atoms(some), key=lambda atom: atom[1]):
        inner = "".join(_atom(content, names, told=told) for content, _marks in group)
        # White space before a stretch belongs to none of its marks.
        html = inner.lstrip()
        out.append(inner[: len(inner) - len(html)] + _wrapped(html, marks))
        if told:
            out.append(note(said.link(marks, names)))
    return "".join(out)


def _atoms(some: Sequence[Word]) -> Iterator[tuple[str | Word, Marks]]:
    before: Marks = ()
    for word in some:
        if word.lead:
            first = word.parts[0][1] if word.parts else ()
            yield word.lead, before if first == before else ()
        if word.node is not None:
            yield word, word.parts[0][1]
            before = word.parts[0][1]
            continue
        for part, marks in word.parts:
            yield part, marks
            before = marks


def _atom(content: str | Word, names: Names, *, told: bool) -> str:
    if isinstance(content, str):
        return text(content)
    if content.is_note:
        return _note(_plain(words(content.node.children), names), ())
    return "↵<br>" if told else "<br>"


def _note(inner: str, marks: Marks) -> str:
    html = f'<span class="compared-footnote">[<b>{text(_("Note:"))}</b> {inner}]</span>'
    return _wrapped(html, marks)


def _wrapped(html: str, marks: Marks) -> str:
    for tag, values in reversed(marks):
        if tag == "a":
            html = f'<span class="compared-link">{html}</span>'
        elif tag == "span":
            kept = "".join(f' {name}="{text(value)}"' for name, value in values)
            html = f"<span{kept}>{html}</span>"
        else:
            html = f"<{tag}>{html}</{tag}>"
    return html
