"""Footnotes: numbered in reading order, set under the text, with links both ways
(roles of DPUB-ARIA 1.1)."""

from django.utils.translation import gettext as _
from lxml.builder import E
from lxml.etree import _Element


def number(body: _Element) -> None:
    """Turns each `<span data-footnote>` into a number and adds the list of notes."""
    entries = []
    for n, note in enumerate(body.xpath(".//span[@data-footnote]"), start=1):
        entry = E.li({"id": f"note-{n}"})
        entry.text = note.text
        entry.extend(list(note))
        _close(entry, n)
        entries.append(entry)
        _refer(note, n)
    if entries:
        heading = E.h2(_("Notes"), {"id": "notes"})
        body.append(E.section({"class": "notes", "role": "doc-endnotes"}, heading, E.ol(*entries)))


def _close(entry: _Element, n: int) -> None:
    back = E.a(
        "↩",
        {
            "href": f"#note-ref-{n}",
            "role": "doc-backlink",
            "aria-label": _("Back to the text of note %(n)d") % {"n": n},
        },
    )
    if len(entry):
        entry[-1].tail = f"{entry[-1].tail or ''} "
    else:
        entry.text = f"{entry.text or ''} "
    entry.append(back)


def _refer(note: _Element, n: int) -> None:
    tail = note.tail
    for child in list(note):
        note.remove(child)
    del note.attrib["data-footnote"]
    note.text, note.tail, note.tag = None, tail, "sup"
    note.append(
        E.a(
            str(n),
            {
                "id": f"note-ref-{n}",
                "href": f"#note-{n}",
                "role": "doc-noteref",
                "aria-label": _("Note %(n)d") % {"n": n},
            },
        )
    )
