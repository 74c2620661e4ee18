"""Words, names and paragraphs of made-up articles: the same in each run."""

import random
from itertools import accumulate

WORDS, NAMES, PARAGRAPHS = 4_000, 120, 400
ONSETS = (*"bdfghklmnprstvwz", "br", "ch", "dr", "gr", "kr", "pr", "sh", "st", "tr")
VOWELS = (*"aeiouüéö", "ai", "ea")
ENDS = (*"nrslmk", "nd", "rt", "st", "nt")
# Words that are looked for. Neither occurs by chance.
RARE, COMMON, WITH_COMMON = "Zwölfjährig", "Summit", "Treaty"


class Vocabulary:
    def __init__(self) -> None:
        self.random = random.Random(7)
        self.words = self._distinct(WORDS)
        self.names = [word.capitalize() for word in self._distinct(NAMES)]
        # The hundredth word is a hundred times as rare as the first (Zipf).
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.paragraphs = [self.sentence(60) + "." for _ in range(PARAGRAPHS)]

    def sentence(self, length: int) -> str:
        text = " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length))
        return text.capitalize()

    def title(self, number: int) -> str:
        """One in four holds the common word, one in twenty both; the rare one stands in three of
        each thousand of the first thousand."""
        words = self.sentence(self.random.randint(4, 8))
        if number % 4 == 0:
            words += f" {COMMON}"
        if number % 10 == 0:
            words += f" {WITH_COMMON}"
        if number in (100, 500, 900):
            words += f" {RARE}"
        return words

    def name(self, number: int) -> str:
        first, last = divmod(number, NAMES)
        return f"{self.names[first % NAMES]} {self.names[(last * 7 + first) % NAMES]}son"

    def _distinct(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            length = self.random.choice((1, 2, 2, 3))
            found["".join(self._syllable() for _ in range(length))] = None
        return list(found)

    def _syllable(self) -> str:
        choice = self.random.choice
        return choice(ONSETS) + choice(VOWELS) + choice([*ENDS, ""])


def zipf(count: int) -> list[float]:
    """Cumulated weights of `count` things, the first the most frequent."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))
