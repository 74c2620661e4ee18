"""Which items of one sequence stand for which of another. The work is bounded, by steps and not
by the clock: the same two sequences are always aligned alike."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Matches = list[tuple[int, int]]

# Anchors are looked for within the gaps between anchors this often.
DEEPEST = 6
# One call of difflib, in steps; in the worst case it takes some 0.1 µs a step.
MOST_AT_ONCE = 2_000_000
# How many pairs are tried where no two items are the same.
MOST_PAIRS = 40_000

LEFT, UP, BOTH = 0, 1, 2
NOTHING = (0.0, LEFT)


@dataclass(slots=True)
class Work:
    """What one comparison may still cost, in steps."""

    left: int = 12_000_000

    def affords(self, steps: int) -> bool:
        if steps > min(self.left, MOST_AT_ONCE):
            return False
        self.left -= steps
        return True


@dataclass(frozen=True, slots=True)
class Range:
    """a[i:k] beside b[j:m]."""

    i: int
    k: int
    j: int
    m: int

    @property
    def is_empty(self) -> bool:
        return self.i == self.k or self.j == self.m


def matches(a: Sequence[str], b: Sequence[str], work: Work) -> Matches:
    """Index pairs of items that are the same, rising in both. Items that each side has once are
    anchors (patience diff); between them difflib decides. What would take too long stays
    unmatched."""
    found: Matches = []
    _match(a, b, Range(0, len(a), 0, len(b)), found, work, 0)
    return found


def _match(
    a: Sequence[str], b: Sequence[str], r: Range, found: Matches, work: Work, depth: int
) -> None:
    i, j = r.i, r.j
    while i < r.k and j < r.m and a[i] == b[j]:
        found.append((i, j))
        i, j = i + 1, j + 1
    k, m = r.k, r.m
    while k > i and m > j and a[k - 1] == b[m - 1]:
        k, m = k - 1, m - 1
    middle = Range(i, k, j, m)
    if not middle.is_empty:
        _match_middle(a, b, middle, found, work, depth)
    found.extend(zip(range(k, r.k), range(m, r.m), strict=True))


def _match_middle(
    a: Sequence[str], b: Sequence[str], r: Range, found: Matches, work: Work, depth: int
) -> None:
    anchors = _anchors(a, b, r) if depth < DEEPEST else []
    if not anchors:
        found += _by_difflib(a, b, r, work)
        return
    i, j = r.i, r.j
    for k, m in anchors:
        _match(a, b, Range(i, k, j, m), found, work, depth + 1)
        found.append((k, m))
        i, j = k + 1, m + 1
    _match(a, b, Range(i, r.k, j, r.m), found, work, depth + 1)


def _anchors(a: Sequence[str], b: Sequence[str], r: Range) -> Matches:
    """What each side has once, in an order that both share."""
    in_a, in_b = Counter(a[r.i : r.k]), Counter(b[r.j : r.m])
    place = {item: j for j, item in enumerate(b[r.j : r.m], r.j) if in_b[item] == 1}
    once = [(i, place[a[i]]) for i in range(r.i, r.k) if in_a[a[i]] == 1 and a[i] in place]
    return _longest_rising(once)


def _longest_rising(pairs: Matches) -> Matches:
    tops: list[int] = []  # the last second index of the best row of each length
    ends: list[int] = []  # where that one stands in `pairs`
    before: list[int] = []
    for n, (_i, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [j]
        ends[length : length + 1] = [n]
    row: Matches = []
    n = ends[-1] if ends else -1
    while n >= 0:
        row.append(pairs[n])
        n = before[n]
    return row[::-1]


def _by_difflib(a: Sequence[str], b: Sequence[str], r: Range, work: Work) -> Iterator:
    left, right = a[r.i : r.k], b[r.j : r.m]
    in_a, in_b = Counter(left), Counter(right)
    equal = sum(n * in_b[item] for item, n in in_a.items() if item in in_b)
    # Each match that it finds may cost another look at all equal pairs.
    if not equal or not work.affords(equal * min(len(left), len(right))):
        return
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            yield r.i + block.a + n, r.j + block.b + n


def gaps(found: Matches, a: Sequence, b: Sequence) -> Iterator[tuple[Range, bool]]:
    """The whole of both, cut where matched and unmatched stretches meet; True: matched."""
    i = j = n = 0
    while n < len(found):
        k, m = found[n]
        if (k, m) != (i, j):
            yield Range(i, k, j, m), False
        start = n
        while n < len(found) and found[n] == (k + n - start, m + n - start):
            n += 1
        i, j = k + n - start, m + n - start
        yield Range(k, i, m, j), True
    if i < len(a) or j < len(b):
        yield Range(i, len(a), j, len(b)), False


def likeliest(a: Sequence[T], b: Sequence[T], alike: Callable[[T, T], float]) -> Matches:
    """Pairs of what is not the same but alike, rising in both, so that the sum is highest.
    `alike` is 0 for what is no pair. In long sequences only what stands about equally far along
    is tried."""
    if not a or not b or len(a) + len(b) > MOST_PAIRS:
        return []
    reach = max(2, MOST_PAIRS // len(a) // 2)
    rows: list[dict[int, tuple[float, int]]] = []  # by j: the best sum so far, and which step
    above: dict[int, tuple[float, int]] = {}
    for i, left in enumerate(a):
        middle = i * len(b) // len(a)
        columns = range(max(0, middle - reach), min(len(b), middle + reach + 1))
        # Beyond the columns that were tried above, nothing can be better than the last of them.
        best = above[max(above)] if above else (0.0, 0)
        above |= dict.fromkeys(range(max(above, default=-1) + 1, columns.stop), best)
        row: dict[int, tuple[float, int]] = {}
        for j in columns:
            score = alike(left, b[j])
            both = above.get(j - 1, NOTHING)[0] + score if score else -1.0
            row[j] = max(
                (both, BOTH), (above.get(j, NOTHING)[0], UP), (row.get(j - 1, NOTHING)[0], LEFT)
            )
        rows.append(dict(row))
        above = row
    return _walk_back(rows, len(b))


def _walk_back(rows: list[dict[int, tuple[float, int]]], width: int) -> Matches:
    found: Matches = []
    i, j = len(rows) - 1, width - 1
    while i >= 0 and j >= 0:
        step = rows[i][j][1] if j in rows[i] else (UP if j < min(rows[i]) else LEFT)
        if step == BOTH:
            found.append((i, j))
        i, j = i - (step != LEFT), j - (step != UP)
    return found[::-1]
