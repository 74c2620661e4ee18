"""Footnotes of word processors: two links that point at each other → one footnote.

`#_ftn1` and `#_ftnref1` are Word's, `#sdfootnote1sym` and `#sdfootnote1anc` LibreOffice's,
`#ftnt1` and `#ftnt_ref1` Google Docs'.
"""

import re
from collections import Counter, defaultdict

from articles.text import attributes
from articles.text.allowlist import BLOCKS
from articles.text.tree import Node, walk

NOTE = re.compile(r"(?:file:.*)?#_?(ftn|edn|ftnt|sdfootnote|sdendnote)(_?ref)?(\d+)(sym|anc)?")
NOTE_ID = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d+")

Key = tuple[str, str]
Links = list[tuple[Key, Node]]
Parents = dict[int, Node]  # by the id() of the child


def tidy(root: Node) -> None:
    """Changes the tree in place. A note whose other end is missing stays as text."""
    nodes = list(walk(root))
    references, backs = _links(nodes)
    if not references and not backs:
        return
    parents = {id(child): node for node in [root, *nodes] for child in node.children}
    notes = _notes(backs, references, parents)
    taken = {id(inner) for note in notes.values() for inner in walk(note)}
    for key, link in references:
        note = None if id(link) in taken else notes.pop(key, None)
        link.tag, link.attributes = "span", {}
        if note:
            link.attributes, link.children = {"data-footnote": ""}, note.children
            _remove(note, parents)


def _links(nodes: list[Node]) -> tuple[Links, Links]:
    """The links in the text to notes, and those of the notes back into the text."""
    references, backs = [], []
    for node in nodes:
        if node.tag != "a":
            continue
        if match := NOTE.fullmatch(attributes.squeezed(node.attributes.get("href"))):
            points_back = match[2] or match[4] == "anc"
            (backs if points_back else references).append(((match[1], match[3]), node))
    return references, backs


def _notes(backs: Links, references: Links, parents: Parents) -> dict[Key, Node]:
    """The block that holds each note, without its link back."""
    holders = [_holder(link, parents) for _, link in backs]
    links_in = Counter(id(holder) for holder in holders)
    own: dict[Key, set[int]] = defaultdict(set)
    for key, link in references:
        own[key].add(id(link))
    found: dict[Key, Node] = {}
    for (key, link), holder in zip(backs, holders, strict=True):
        link.tag, link.attributes = "span", {}
        if holder is None or links_in[id(holder)] > 1 or key in found or key not in own:
            continue
        if own[key].isdisjoint(id(inner) for inner in walk(holder)):
            link.children = []
            found[key] = holder
    return found


def _holder(link: Node, parents: Parents) -> Node | None:
    """The paragraph or list item around a link, or the division that is known as a note."""
    node = link
    while node.tag and node.tag not in BLOCKS:
        node = parents[id(node)]
    around = parents.get(id(node))
    if around and NOTE_ID.fullmatch(around.attributes.get("id", "")):
        return around
    return node if node.tag in {"p", "li"} else None


def _remove(note: Node, parents: Parents) -> None:
    """Takes a note out, with the rule over the first one and divisions that held only notes."""
    parent = parents[id(note)]
    children = parent.children
    index = next(index for index, child in enumerate(children) if child is note)
    del children[index]
    before = [child for child in children[:index] if not _is_blank(child)]
    if before and isinstance(before[-1], Node) and before[-1].tag == "hr":
        children.remove(before[-1])
    if parent.tag == "div" and all(_is_blank(child) for child in children):
        _remove(parent, parents)


def _is_blank(child: Node | str) -> bool:
    return isinstance(child, str) and not child.strip()
