"""Characters that no text of ours holds: controls, noncharacters and the byte order mark. XML 1.0
(2.2) and PostgreSQL refuse some of them; they arrive by pasting from PDF files."""

import re

UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def printable(text: str) -> str:
    return UNWANTED.sub("", text)
