"""Two versions of a text, field by field."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.text.tree import parse
from articles.writing.comparing import inline, pictures, said
from articles.writing.comparing.aligning import Work, gaps, matches
from articles.writing.comparing.blocks import bodies
from articles.writing.comparing.inline import Desk
from articles.writing.comparing.markup import added, is_told, note, remark, removed, text
from articles.writing.comparing.names import as_of_today
from articles.writing.content import ArticleContent, Content
from articles.writing.tables.articles import Article, Kind
from iria.institute import direction


@dataclass(frozen=True, slots=True)
class Part:
    """A field that differs. `html` is safe; `language` and `dir` are those of its words, or empty
    where they are the desk's."""

    name: str
    label: str
    html: SafeString
    language: str = ""
    dir: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """False where nothing differs."""

    parts: tuple[Part, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)


def compare(
    before: Content, after: Content, nameable: models.QuerySet | None = None
) -> Comparison:
    """Both as they stand today, after merges. What was typed and not saved is to be brought into
    its stored form first (`revisions.tidied`). `nameable` are the articles of which whoever
    compares may read the titles, or those that are public."""
    nameable = Article.objects.public() if nameable is None else nameable
    (before, after), names = as_of_today(before, after, nameable=nameable)
    desk = Desk(names, Work())
    return Comparison(tuple(_parts(before, after, desk)))


def _parts(before: Content, after: Content, desk: Desk) -> Iterator[Part]:
    words = {"language": after.language, "dir": direction(after.language)}
    yield from _lines(before, after, desk, words, "title", "standfirst")
    if isinstance(before, ArticleContent) and isinstance(after, ArticleContent):
        yield from _filed(before, after, desk)
    yield from _of_choice("language", before.language, after.language, said.language)
    yield from _lines(before, after, desk, {}, "slug")
    yield from _lines(before, after, desk, words, "description")
    if isinstance(before, ArticleContent) and isinstance(after, ArticleContent):
        yield from _lead(before, after, desk, words)
        yield from _of_names("documents", before, after, desk)
        yield from _of_names("picks", before, after, desk)
    if before.body != after.body:
        yield Part("body", _("Text"), mark_safe(bodies(before.body, after.body, desk)), **words)


def _label(name: str) -> str:
    return {
        "title": _("Title"),
        "standfirst": _("Standfirst"),
        "byline": _("Byline"),
        "categories": _("Categories"),
        "tags": _("Tags"),
        "kind": _("Kind"),
        "language": _("Language"),
        "slug": _("Address"),
        "description": _("Description for search engines"),
        "documents": _("Documents"),
        "picks": _("Related articles"),
    }[name]


def _lines(
    before: Content, after: Content, desk: Desk, words: dict[str, str], *names: str
) -> Iterator[Part]:
    """Fields of one line, compared by the word; an address as a whole."""
    for name in names:
        old, new = getattr(before, name, ""), getattr(after, name, "")
        if old == new:
            continue
        if name == "slug":
            html = f"{removed(text(old))} {added(text(new))}"
        else:
            html = f'<p class="compared-words">{inline.compared([old], [new], desk)}</p>'
        yield Part(name, _label(name), mark_safe(html), **words)


def _filed(before: ArticleContent, after: ArticleContent, desk: Desk) -> Iterator[Part]:
    if before.byline != after.byline:
        yield Part("byline", _label("byline"), mark_safe(_byline(before, after, desk)))
    yield from _of_names("categories", before, after, desk)
    yield from _of_names("tags", before, after, desk)
    yield from _of_choice("kind", before.kind, after.kind, _kind)


def _kind(value: str) -> str:
    return str(dict(Kind.choices).get(value, value))


def _of_choice(name: str, old: str, new: str, called: Callable[[str], str]) -> Iterator[Part]:
    if old != new:
        html = f"{removed(text(called(old)))} {added(text(called(new)))}"
        yield Part(name, _label(name), mark_safe(html))


def _of_names(
    name: str, before: ArticleContent, after: ArticleContent, desk: Desk
) -> Iterator[Part]:
    old, new = getattr(before, name), getattr(after, name)
    if old == new:
        return
    called = getattr(desk.names, name)

    def write(_old: int, new: int) -> str:
        return text(called.get(new, _("no longer there")))

    yield Part(name, _label(name), mark_safe(_listed(old, new, write, desk)))


def _byline(before: ArticleContent, after: ArticleContent, desk: Desk) -> str:
    olds, news = dict(before.byline), dict(after.byline)

    def write(old: int, new: int) -> str:
        name = text(desk.names.authors.get(new, _("no longer there")))
        role = inline.compared([olds.get(old, "")], [news.get(new, "")], desk)
        return f"{name} ({role})" if role else name

    def side(roles: dict[int, str]) -> Callable[[int, int], str]:
        def alone(_old: int, pk: int) -> str:
            name = text(desk.names.authors.get(pk, _("no longer there")))
            return f"{name} ({text(roles[pk])})" if roles[pk] else name

        return alone

    return _listed(list(olds), list(news), write, desk, side(olds), side(news))


def _listed(
    old: list[int],
    new: list[int],
    write: Callable[[int, int], str],
    desk: Desk,
    gone: Callable[[int, int], str] | None = None,
    come: Callable[[int, int], str] | None = None,
) -> str:
    """Names in their order, with commas; one that changed its place is gone and come again."""
    out: list[str] = []
    a, b = [str(pk) for pk in old], [str(pk) for pk in new]
    for r, same in gaps(matches(a, b, desk.work), a, b):
        if same:
            stayed = zip(old[r.i : r.k], new[r.j : r.m], strict=True)
            out += [write(one, other) for one, other in stayed]
        else:
            out += [removed((gone or write)(pk, pk)) for pk in old[r.i : r.k]]
            out += [added((come or write)(pk, pk)) for pk in new[r.j : r.m]]
    order = note(_("another order")) if sorted(old) == sorted(new) and old != new else ""
    return f'<p class="compared-names">{", ".join(out)}{order}</p>'


def _lead(
    before: ArticleContent, after: ArticleContent, desk: Desk, words: dict[str, str]
) -> Iterator[Part]:
    sides = [(c.lead_image, c.lead_alt, c.lead_caption) for c in (before, after)]
    if sides[0] == sides[1]:
        return
    images = [desk.names.leads.get(pk) for pk, _alt, _caption in sides]
    captions = [parse(caption).children for _pk, _alt, caption in sides]
    if sides[0][0] and sides[1][0]:
        alts = (sides[0][1], sides[1][1])
        html = pictures.figure(tuple(images), alts, tuple(captions), desk)
    else:
        n, how = (0, "del") if sides[0][0] else (1, "ins")
        html = pictures.whole(images[n], sides[n][1], captions[n], desk, how)
    if not is_told(html):
        html = remark(_("Differs in how it is built, not in its words.")) + html
    yield Part("lead", _("Lead picture"), mark_safe(html), **words)
