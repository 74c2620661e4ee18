"""What a conversion gathers on its way through one text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.wordpress.captions import ParsedCredit

SNIPPET = 160


class Loss(NamedTuple):
    what: str
    snippet: str


@dataclass
class PictureUse:
    """One use of a picture. `resolve` may still fill `alt`: it is written after the call.

    `attachment` is WordPress' number; `src` as found, '' where only the number is known.
    `caption` is inline HTML without the credit; `unclear` when a person must look at the two.
    `link` is where a click led, if not to the picture itself.
    """

    attachment: int | None
    src: str
    alt: str = ""
    caption: str = ""
    credit: ParsedCredit | None = None
    unclear: bool = False
    link: str = ""
    in_gallery: bool = False
    key: str = ""


@dataclass
class Converted:
    """`pictures`, `embeds` and `links` (hrefs) in the order of the text; links without doubles."""

    html: str
    pictures: list[PictureUse] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


Resolve = Callable[[PictureUse], str]


@dataclass(frozen=True)
class Surroundings:
    """What a text refers to outside itself.

    `attached`: pictures attached to the post, in order, for `[gallery]` without ids.
    `files`: attachment number → URL, for playlists. `patterns`: content of wp_block items by id.
    `footnotes`: `Item.footnotes`. `language`: the site's, whose own marks are left out.
    """

    attached: Sequence[int] = ()
    files: Mapping[int, str] = field(default_factory=dict)
    patterns: Mapping[int, str] = field(default_factory=dict)
    footnotes: str = ""
    language: str = ""


@dataclass
class Work:
    """`inside` counts containers that hold no figures; `lifted` waits for the end of these."""

    resolve: Resolve
    around: Surroundings
    shift: int = 0
    pictures: list[PictureUse] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    inside: int = 0
    lifted: list[str] = field(default_factory=list)

    def lose(self, what: str, snippet: str) -> None:
        loss = Loss(what, shortened(snippet))
        if loss not in self.losses:
            self.losses.append(loss)

    def link(self, address: str) -> None:
        if address not in self.links:
            self.links.append(address)

    def place(self, block: str) -> str:
        """The block, or nothing and the block later, where it may not stand."""
        if not self.inside:
            return block
        self.lifted.append(block)
        return ""

    def drain(self) -> str:
        found = "".join(self.lifted)
        self.lifted.clear()
        return found


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SNIPPET else f"{text[: SNIPPET - 1]}…"


def notes_of(text: str) -> dict[str, str]:
    """The footnotes block's meta value, [{"id": …, "content": HTML}], by id."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return {}
    entries = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return {str(one.get("id")): str(one.get("content") or "") for one in entries}
