"""Two versions of a text side by side, by the word. `contents` compares the fields, `blocks` the
body, `inline` the words of a paragraph."""

from articles.writing.comparing.contents import Comparison, Part, compare

__all__ = ["Comparison", "Part", "compare"]
