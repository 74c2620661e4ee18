"""Which characters a text may hold, and how its white space is written."""

import re

from iria.characters import printable

__all__ = ["is_visible", "one_line", "preformatted", "printable", "spaced", "whole"]

SPACE = " \t\n\r\f\u00a0\u2028\u2029"

SURROGATES = re.compile("[\ud800-\udfff]")
RUN_OF_SPACE = re.compile(f"[{SPACE}]{{2,}}|[\t\n\r\f\u2028\u2029]")
NOT_VISIBLE = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f]+"
)
LINE_END = re.compile("\r\n|[\r\f\u2028\u2029]")


def whole(text: str) -> str:
    """Halves of characters (UTF-16 surrogates) are joined where they fit, else dropped."""
    if not SURROGATES.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def spaced(text: str) -> str:
    """Each run of white space as one blank; U+00A0 stays where it stands alone."""
    return RUN_OF_SPACE.sub(" ", printable(text))


def one_line(text: str) -> str:
    """The value of an attribute that people read."""
    return " ".join(printable(text).split())


def preformatted(text: str) -> str:
    """White space as it is, but line feeds only, and none around: a parser drops the first."""
    return LINE_END.sub("\n", printable(text).replace("\u00a0", " ")).strip("\n")


def is_visible(text: str) -> bool:
    return NOT_VISIBLE.sub("", text) != ""
