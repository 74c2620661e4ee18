"""Text in lines of a fixed width."""

import re
import unicodedata

WIDTH = 72
# Scripts without blanks between words may be broken before each of their characters; their
# closing marks stay with what they close.
WIDE = "\u2e80-\u2fff\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CLOSING = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\uff01\uff09\uff0c\uff1a\uff1b\uff1f"
PIECE = re.compile(f"[{WIDE}][{CLOSING}]*|[^\\s{WIDE}]+|[ \t\n]+|\\s")


def columns(text: str) -> int:
    """Cells of a terminal: none for combining marks, two for wide characters (UAX 11)."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def fill(text: str, width: int = WIDTH) -> list[str]:
    """Lines of one paragraph. What has no blank in it, as an address, is never broken."""
    lines, line, used = [], "", 0
    for piece in PIECE.findall(text.strip()):
        needs = columns(piece)
        if piece.isspace() and piece != "\xa0":
            piece, needs = " ", 1
        elif line and used + needs > width:
            lines.append(line.rstrip(" "))
            line, used = "", 0
        if line or piece != " ":
            line, used = line + piece, used + needs
    return [*lines, line] if line else lines
