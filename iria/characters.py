"""Characters that no text of ours holds: controls, noncharacters and the byte order mark. XML 1.0
(2.2) and PostgreSQL refuse some of them; they arrive by pasting from PDF files."""

import re

UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")


# A tab too: in one line it is a space that nobody sees.
BREAKS = re.compile("[\t\n\r\x0c\u2028\u2029]+")


def printable(text: str) -> str:
    return UNWANTED.sub("", text)


def line(text: str) -> str:
    """In one line: breaks are spaces."""
    return BREAKS.sub(" ", printable(text))
