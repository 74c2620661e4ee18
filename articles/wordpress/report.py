"""What an import did and what it could not do, for the person who ran it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

WRITTEN, PICTURES, DOCUMENTS, LEFT_OUT, UNREADABLE = (
    "articles and pages",
    "pictures",
    "documents",
    "left out",
    "not readable",
)
CUT = "Texts that were too long and were cut"
MOST_NAMES = 12
# Singular and plural of what WordPress keeps among its posts and has no place here.
LEFT = {
    "nav_menu_item": ("menu item", "menu items"),
    "wp_block": ("reusable block", "reusable blocks"),
    "revision": ("earlier version", "earlier versions"),
    "wp_navigation": ("menu", "menus"),
    "wp_template": ("template", "templates"),
    "wp_template_part": ("template part", "template parts"),
    "wp_global_styles": ("style sheet", "style sheets"),
    "custom_css": ("style sheet", "style sheets"),
    "attachment": ("other file", "other files"),
    "trash": ("text in the old site's bin", "texts in the old site's bin"),
    "auto-draft": ("text that was never saved", "texts that were never saved"),
}


@dataclass
class Report:
    """`new`, `changed` and `same` count rows by kind, `items` what became of the file's items.
    `notes` are sentences, grouped by what they are about, each with the names it holds for."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    left: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def note(self, about: str, sentence: str, name: str = "") -> None:
        self.notes.setdefault(about, {}).setdefault(sentence, []).append(name)

    def leave_out(self, what: str, name: str) -> None:
        self.items[LEFT_OUT] += 1
        self.left.setdefault(what, []).append(name)

    def count(self, kind: str, *, created: bool, changed: bool = False) -> None:
        counter = self.new if created else self.changed if changed else self.same
        counter[kind] += 1

    def kinds(self) -> list[str]:
        return sorted(self.new.keys() | self.changed.keys() | self.same.keys())

    def lines(self) -> Iterator[str]:
        yield self.sum()
        for kind in self.kinds():
            yield (
                f"{kind}: {self.new[kind]} new, {self.changed[kind]} changed, "
                f"{self.same[kind]} as before"
            )
        if self.left:
            yield from ("", f"Left out ({self.items[LEFT_OUT]}):")
        for what, names in self.left.items():
            yield f"  - {counted(what, len(names))}{listed(names, ': ')}"
        for about, sentences in self.notes.items():
            # A picture that is missing in three articles is one missing picture.
            number = sum(max(names.count(""), 1) for names in sentences.values())
            yield from ("", f"{about} ({number}):")
            yield from (f"  - {line(sentence, names)}" for sentence, names in sentences.items())

    def sum(self) -> str:
        """ "186 items in the file: 79 articles and pages, 37 pictures, 70 left out"."""
        parts = [
            f"{self.items[what]} {what}"
            for what in (WRITTEN, PICTURES, DOCUMENTS, LEFT_OUT, UNREADABLE)
            if self.items[what] or what not in (DOCUMENTS, UNREADABLE)
        ]
        total = self.items.total()
        return f"{total} item{'' if total == 1 else 's'} in the file: {', '.join(parts)}"


def counted(what: str, number: int) -> str:
    one, several = LEFT.get(what, (f"item of type “{what}”", f"items of type “{what}”"))
    return f"{number} {one if number == 1 else several}"


def line(sentence: str, names: list[str]) -> str:
    are_named = len(set(filter(None, names))) == len(names)
    times = f" ({len(names)} times)" if len(names) > 1 and not are_named else ""
    return f"{sentence}{times}{listed(names, ' – ')}"


def listed(names: list[str], before: str) -> str:
    """ "“A”, “B” and 58 more", each name once."""
    given = list(dict.fromkeys(filter(None, names)))
    quoted = ", ".join(f"“{name}”" for name in given[:MOST_NAMES])
    more = len(given) - MOST_NAMES
    return f"{before}{quoted}{f' and {more} more' if more > 0 else ''}" if given else ""
