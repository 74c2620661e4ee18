"""What several people say that they did to an article, against its history and its log."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Revision
from articles.writing.tables.texts import State
from iria import log

LINES = {
    "withdraw": "Withdrawn",
    "submit": "Submitted for review",
    "send-back": "Sent back",
    "unschedule": "Schedule cancelled",
    "bin": "Moved to the bin",
    "bring-back": "Brought back",
    "restore": "Restored",
}
MOVED = "Moved to "
PUBLISHED = ("Published", "Approved changes", "Scheduled", MOVED)
# Of an act that was answered with success and left no line.
NOTHING = ("Saved as a draft, not published.", "The newest version says the same.")


def faults(pk: int, reports: list[dict[str, Any]]) -> list[str]:
    article = Article.objects.get(pk=pk)
    versions = list(article.revisions.order_by("pk"))
    done = [
        one | {"user": report["user"]}
        for report in reports
        for one in report["acts"]
        if one["ended"] == "done"
    ]
    typed = [one for one in done if one["title"]]
    return [
        *(fault for one in typed for fault in _overwritten(versions, one)),
        *_filed(versions),
        *_logged(article, done),
        *_impossible(article),
    ]


def _overwritten(versions: list[Revision], one: dict[str, Any]) -> Iterator[str]:
    """A save that was answered with success stands once, over the version that its author had
    before the eyes."""
    titled = [version.values["title"] if not version.note else "" for version in versions]
    if titled.count(one["title"]) != 1:
        yield f"a save stands {titled.count(one['title'])} times in the history"
        return
    before = versions[titled.index(one["title"]) - 1]
    if str(before.pk) != one["seen"].partition(".")[0]:
        yield "a save was put over a version that its author had not seen"


def _filed(versions: list[Revision]) -> Iterator[str]:
    """To file it elsewhere changes no words of the draft, whatever waits there."""
    before = last = versions[0].values["title"]
    for version in versions[1:]:
        if not version.note.startswith("Filed:"):
            if last != before:
                yield "a draft was lost by filing"
            before = version.values["title"]
        last = version.values["title"]
    if last != before:
        yield "a draft was lost by filing"


def _logged(article: Article, done: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each act, and an act for each line. To file what is approved publishes it."""
    lines = [(entry.user_id, entry.change_message) for entry in log.lines(article)]
    for user in {one["user"] for one in done}:
        own = [said for by, said in lines if by == user]
        acts = [one["act"] for one in done if one["user"] == user and not _idle(one)]
        for act, begins in LINES.items():
            if acts.count(act) != sum(said.startswith(begins) for said in own):
                yield f"{act}: the log has another number than were done"
        least = sum(acts.count(act) for act in ("publish", "approve", "schedule"))
        found = sum(_publishes(said) for said in own)
        if not least <= found <= least + acts.count("refile"):
            yield f"{least} publications, {found} in the log"


def _idle(one: dict[str, Any]) -> bool:
    return any(line.startswith(NOTHING) for line in one["said"])


def _publishes(said: str) -> bool:
    return said.startswith(PUBLISHED) and not said.startswith(LINES["bin"])


@dataclass(slots=True)
class Told:
    """The state that the log tells of."""

    out: bool = False
    waits: bool = False
    binned: bool = False

    def may(self, said: str) -> bool:
        """Whether this could be done."""
        if said.startswith(LINES["bring-back"]) != self.binned:
            return False
        if said.startswith(
            (LINES["withdraw"], LINES["unschedule"], MOVED)
        ) and not said.startswith(LINES["bin"]):
            return self.out
        if said.startswith(LINES["bin"]):
            return not self.out
        return self.waits or not said.startswith(LINES["send-back"])

    def follow(self, said: str) -> None:
        self.binned = said.startswith(LINES["bin"])
        if said.startswith((LINES["withdraw"], LINES["unschedule"])):
            self.out = False
        elif said.startswith(LINES["submit"]):
            self.waits = True
        elif said.startswith(LINES["send-back"]):
            self.waits = False
        elif _publishes(said):
            self.out = True


def _impossible(article: Article) -> Iterator[str]:
    """Goes through the log from the beginning: each act must have been possible then."""
    told = Told()
    for entry in reversed(log.lines(article)):
        said = entry.change_message
        if not told.may(said):
            yield f"the log says what could not be done: {said}"
        told.follow(said)
    if told.out != (article.state == State.APPROVED):
        yield "the log ends in another state than the article is in"
    if told.binned != (article.deleted_at is not None):
        yield "the log and the article differ about the bin"
