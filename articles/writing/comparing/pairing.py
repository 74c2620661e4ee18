"""Which block of one text became which of another."""

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.text.allowlist import MARKS
from articles.text.tree import Node, serialise, text_of
from articles.writing.comparing.aligning import Work, gaps, likeliest, matches
from articles.writing.comparing.words import TOKEN

Pair = tuple[Node | None, Node | None]

FAMILY = {"h2": "line", "h3": "line", "h4": "line", "p": "line", "pre": "line", "ol": "ul"}
# Blocks with less in common than this are two blocks.
LEAST_ALIKE = 0.4
# What holds no words of its own, or few, is taken for the same place.
SAME_PLACE = {"gallery": 0.5, "embed": 0.5, "figure": 0.45}


def family(node: Node) -> str:
    if node.tag == "div":
        return "gallery" if "data-gallery" in node.attributes else "embed"
    return FAMILY.get(node.tag, node.tag)


def pairs(before: Sequence[Node], after: Sequence[Node], work: Work) -> list[Pair]:
    """In the order in which both are read; one side is None where a block was added or removed."""
    a, b = [serialise([node]) for node in before], [serialise([node]) for node in after]
    out: list[Pair] = []
    for r, same in gaps(matches(a, b, work), a, b):
        old, new = before[r.i : r.k], after[r.j : r.m]
        out += zip(old, new, strict=True) if same else _paired(old, new)
    return out


def _paired(before: Sequence[Node], after: Sequence[Node]) -> list[Pair]:
    if len(before) == len(after) == 1 and family(before[0]) == family(after[0]):
        return [(before[0], after[0])]
    out: list[Pair] = []
    for r, same in gaps(likeliest(before, after, _Likeness()), before, after):
        if same:
            out += zip(before[r.i : r.k], after[r.j : r.m], strict=True)
        else:
            out += [(node, None) for node in before[r.i : r.k]]
            out += [(None, node) for node in after[r.j : r.m]]
    return out


def _strings(node: Node) -> Iterator[str]:
    yield node.attributes.get("data-alt", "")
    if all(isinstance(child, str) or child.tag in MARKS for child in node.children):
        yield text_of(node)
        return
    for child in node.children:
        if isinstance(child, Node):
            yield from _strings(child)
        else:
            yield child


class _Likeness:
    """From 0 to 1: how many of the words of two blocks are the same."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[str, Counter[str], int]] = {}

    def __call__(self, one: Node, other: Node) -> float:
        (kind, words, n), (its_kind, its_words, m) = self._of(one), self._of(other)
        if kind != its_kind:
            return 0.0
        least = SAME_PLACE.get(kind, 0.0)
        if kind == "figure" and one.attributes["data-image"] == other.attributes["data-image"]:
            return 1.0
        if not n + m or 2 * min(n, m) < LEAST_ALIKE * (n + m):
            return least
        shared = sum(min(count, its_words[word]) for word, count in words.items())
        score = 2 * shared / (n + m)
        return max(least, score if score >= LEAST_ALIKE else 0.0)

    def _of(self, node: Node) -> tuple[str, Counter[str], int]:
        found = self.known.get(id(node))
        if found is None:
            said = " ".join(_strings(node))
            words = Counter(token for token in TOKEN.findall(said) if not token.isspace())
            found = self.known[id(node)] = (family(node), words, words.total())
        return found
