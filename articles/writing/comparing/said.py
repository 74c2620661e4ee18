"""Changes of form, in words."""

from django.conf import settings
from django.utils.translation import gettext as _

from articles.text.marks import Marks
from articles.text.tree import Node
from articles.writing.comparing.names import Names
from iria.institute import direction

LANGUAGES = dict(settings.TEXT_LANGUAGES)


def language(code: str) -> str:
    return LANGUAGES.get(code, LANGUAGES.get(code.partition("-")[0], code))


def block(node: Node) -> str:
    """Headings are called as in the editor."""
    return {
        "p": _("a paragraph"),
        "h2": _("a section heading"),
        "h3": _("a subsection heading"),
        "h4": _("a minor heading"),
        "pre": _("preformatted text"),
        "ul": _("a bulleted list"),
        "ol": _("a numbered list"),
        "th": _("a heading cell"),
        "td": _("an ordinary cell"),
    }.get(node.tag, _("something else"))


def of_blocks(before: Node, after: Node) -> list[str]:
    """Sentences on what differs in two blocks apart from what they hold."""
    said = []
    if before.tag != after.tag:
        words = {"now": block(after), "before": block(before)}
        said.append(_("Now %(now)s, before %(before)s.") % words)
    for name in sorted({*before.attributes, *after.attributes}):
        old, new = before.attributes.get(name, ""), after.attributes.get(name, "")
        if old != new:
            said.append(_of_attribute(name, old, new))
    return said


def _of_attribute(name: str, old: str, new: str) -> str:
    words = {"now": new or _("none"), "before": old or _("none")}
    if name == "id":
        return _("Links to this heading lead elsewhere now.")
    if name == "start":
        words = {"now": new or "1", "before": old or "1"}
        return _("The numbers begin with %(now)s, before with %(before)s.") % words
    if name == "cite":
        return _("Source of the quotation: %(now)s, before: %(before)s.") % words
    if name == "scope":
        return _("It heads %(now)s, before %(before)s.") % {
            "now": _heads(new),
            "before": _heads(old),
        }
    words = {"now": new or "1", "before": old or "1"}
    if name == "colspan":
        return _("Columns that it spans: %(now)s, before %(before)s.") % words
    if name == "rowspan":
        return _("Rows that it spans: %(now)s, before %(before)s.") % words
    return ""


def _heads(scope: str) -> str:
    return {
        "col": _("a column"),
        "colgroup": _("several columns"),
        "row": _("a row"),
        "rowgroup": _("several rows"),
    }.get(scope, _("no row or column in particular"))


def of_marks(before: Marks, after: Marks, names: Names) -> str:
    """ "now bold; no longer a link (led to …)"; marks that both have are passed over."""
    said = []
    old, new = dict(before), dict(after)
    for tag in dict.fromkeys([*new, *old]):
        if old.get(tag) != new.get(tag):
            said.append(_of_mark(tag, old.get(tag), new.get(tag), names))
    return "; ".join(said) or _("marked otherwise")


def _of_mark(tag: str, old: tuple | None, new: tuple | None, names: Names) -> str:
    if tag == "a":
        return _of_link(old, new, names)
    if tag == "span":
        return _of_language(dict(old or ()), dict(new or ()))
    words = {
        "strong": _("bold"),
        "em": _("italic"),
        "s": _("struck through"),
        "sub": _("subscript"),
        "sup": _("superscript"),
        "code": _("code"),
    }
    what = {"what": words.get(tag, tag)}
    return _("now %(what)s") % what if old is None else _("no longer %(what)s") % what


def _of_link(old: tuple | None, new: tuple | None, names: Names) -> str:
    if old is None:
        return _("now a link to %(now)s") % {"now": target(dict(new or ()), names)}
    if new is None:
        return _("no longer a link to %(before)s") % {"before": target(dict(old), names)}
    was, now = dict(old), dict(new)
    words = {"now": target(now, names), "before": target(was, names)}
    said = []
    if (was.get("href"), was.get("data-article")) != (now.get("href"), now.get("data-article")):
        said.append(_("the link leads to %(now)s, before to %(before)s") % words)
    if was.get("title") != now.get("title"):
        words = {"now": now.get("title") or _("none"), "before": was.get("title") or _("none")}
        said.append(_("title of the link: %(now)s, before: %(before)s") % words)
    return "; ".join(said)


def target(values: dict[str, str], names: Names) -> str:
    if key := values.get("data-article"):
        title = names.articles.get(key)
        return f"“{title}”" if title else _("an article that readers do not see")
    return values.get("href", "")


def link(marks: Marks, names: Names) -> str:
    """Where a link leads, for words that are new or gone."""
    values = dict(dict(marks).get("a", ()))
    where = {"where": target(values, names)}
    return _("link to %(where)s") % where if values else ""


def _of_language(old: dict[str, str], new: dict[str, str]) -> str:
    said = []
    if old.get("lang") != new.get("lang"):
        if name := new.get("lang"):
            said.append(_("now marked as %(language)s") % {"language": language(name)})
        else:
            name = language(old["lang"])
            said.append(_("no longer marked as %(language)s") % {"language": name})
    if old.get("dir") != new.get("dir"):
        said.append(_runs(new))
    return "; ".join(said)


def _runs(values: dict[str, str]) -> str:
    runs = values.get("dir") or direction(values.get("lang", "en"))
    return _("now runs from right to left") if runs == "rtl" else _("now runs from left to right")
