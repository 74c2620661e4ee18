"""How a comparison is written: what was added and removed, also for those who see no colour, and
remarks in words. All take HTML that is safe, but `text`, which makes it so."""

from html import escape

from django.utils.translation import gettext as _

NOTE = "compared-note"

text = escape


def hidden(words: str) -> str:
    return f'<span class="visually-hidden">{escape(words)}</span>'


def added(html: str) -> str:
    return f"<ins>{_hidden_before(_('[added:'))}{html}{hidden(']')}</ins>" if html else ""


def removed(html: str) -> str:
    return f"<del>{_hidden_before(_('[removed:'))}{html}{hidden(']')}</del>" if html else ""


def _hidden_before(words: str) -> str:
    # A plain space at the end of an element of its own is left out where it is read aloud.
    return hidden(f"{words}\u00a0")


def note(words: str) -> str:
    """A remark within a line."""
    return f' <small class="{NOTE}">({escape(words)})</small>' if words else ""


def remark(*sentences: str) -> str:
    """A remark of its own, over what it is about."""
    said = " ".join(sentence for sentence in sentences if sentence)
    return f'<p class="{NOTE}">{escape(said)}</p>' if said else ""


def is_told(html: str) -> bool:
    """Whether something in it says what differs."""
    return any(mark in html for mark in ("<ins>", "<del>", f'class="{NOTE}"'))
