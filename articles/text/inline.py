"""The inside of a paragraph: stretches of text with their marks, line breaks, footnotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.text import marks as marking
from articles.text.characters import SPACE, is_visible, spaced
from articles.text.marks import Mark, Marks
from articles.text.tree import Children, Node


@dataclass(frozen=True, slots=True)
class Run:
    """Text, a br or a footnote, with the marks that cover it."""

    content: str | Node
    marks: Marks = ()

    @property
    def is_space(self) -> bool:
        return self.content in {" ", "\u00a0"} if isinstance(self.content, str) else False

    @property
    def is_break(self) -> bool:
        return isinstance(self.content, Node) and self.content.tag == "br"

    @property
    def is_footnote(self) -> bool:
        return isinstance(self.content, Node) and self.content.tag == "span"


Runs = list[Run]
BREAK = Node("br")


def paragraphs(runs: Runs) -> Iterator[Children]:
    """The content of each paragraph: two or more breaks in a row end one."""
    for part in _divided(_tidy(runs)):
        if _is_visible(part):
            yield _nested(_shared(part))


def line(runs: Runs) -> Children:
    """The content of a heading, caption or footnote; breaks in it are blanks."""
    blanks = [replace(run, content=" ") if run.is_break else run for run in runs]
    return next(paragraphs(blanks), [])


def _tidy(runs: Runs) -> Runs:
    """Without the white space that does not show, footnotes after the link they stood in."""
    tidy: Runs = []
    for run in _parts(_after_links(runs)):
        before = tidy[-1] if tidy else None
        if run.is_break and before and before.is_space:
            tidy[-1] = run
        elif run.is_space and before and before.is_space:
            tidy[-1] = Run(" ", marking.common(before.marks, run.marks))
        elif not run.is_space or (before and not before.is_break):
            tidy.append(run)
    if tidy and tidy[-1].is_space:
        tidy.pop()
    return tidy


def _parts(runs: Iterable[Run]) -> Iterator[Run]:
    """Text apart from the white space around it."""
    for run in runs:
        if isinstance(run.content, Node):
            yield run
            continue
        text = spaced(run.content)
        rest = text.lstrip(SPACE)
        core = rest.rstrip(SPACE)
        for part in (text[: len(text) - len(rest)], core, rest[len(core) :]):
            if part:
                yield Run(part, run.marks)


def _after_links(runs: Runs) -> Iterator[Run]:
    held: Runs = []
    link: Mark | None = None
    for run in runs:
        within = marking.link_in(run.marks)
        if within != link:
            yield from held
            held = []
        link = within
        if run.is_footnote:
            run = replace(run, marks=marking.around_footnote(run.marks))
        if run.is_footnote and link:
            held.append(run)
        else:
            yield run
    yield from held


def _divided(runs: Runs) -> Iterator[Runs]:
    part: Runs = []
    for index, run in enumerate(runs):
        if not run.is_break:
            part.append(run)
            continue
        neighbours = runs[index - 1 : index] + runs[index + 1 : index + 2]
        if part and len(neighbours) == 2 and not any(other.is_break for other in neighbours):
            part.append(run)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _is_visible(runs: Runs) -> bool:
    return any(
        is_visible(run.content) if isinstance(run.content, str) else run.is_footnote
        for run in runs
    )


def _shared(runs: Runs) -> Runs:
    """Blanks and breaks with those of their marks that also cover what is on both sides."""
    shared = list(runs)
    for index, run in enumerate(runs[1:-1], 1):
        if run.is_space or run.is_break:
            around = runs[index - 1].marks, runs[index + 1].marks
            shared[index] = replace(run, marks=marking.common(run.marks, *around))
    return shared


def _nested(runs: Runs) -> Children:
    """Elements out of marks; of those that begin together, what reaches furthest is outside."""
    children: Children = []
    start = 0
    while start < len(runs):
        mark, end = _furthest(runs, start)
        if mark is None:
            children.append(runs[start].content)
        else:
            inner = [_without(mark, run) for run in runs[start:end]]
            children.append(Node(mark[0], dict(mark[1]), _nested(inner)))
        start = end
    return children


def _furthest(runs: Runs, start: int) -> tuple[Mark | None, int]:
    best, end = None, start + 1
    for mark in runs[start].marks:
        reach = start + 1
        while reach < len(runs) and mark in runs[reach].marks:
            reach += 1
        if best is None or reach > end:
            best, end = mark, reach
    return best, end


def _without(mark: Mark, run: Run) -> Run:
    return replace(run, marks=tuple(other for other in run.marks if other != mark))
