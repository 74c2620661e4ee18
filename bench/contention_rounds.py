"""Several people who work on one article at once: `python -m bench.inside contention_rounds
ROUNDS ACTS [CONTROL]`. Prints JSON: how the acts ended, what was wrong."""

import json
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from subprocess import Popen
from typing import Any

from django.core.management import call_command

from articles.catalogue import naming
from articles.models import Article, Author, Category, Tag
from articles.writing import revisions
from articles.writing.content import ArticleContent
from bench import accounts, processes, soundness
from iria.models import User

PEOPLE = 4


@dataclass(slots=True)
class Round:
    """`acts` are those that were done, `again` how often a button was pressed once more, `faults`
    what was not as it must be, `failed` answers of an error."""

    acts: dict[str, int]
    ended: dict[str, int]
    again: int
    faults: list[str]
    failed: list[str]


def main(rounds: str, acts: str, control: str = "") -> None:
    call_command("migrate", verbosity=0)
    with ExitStack() as stack:
        people = hired(stack, control)
        results = [held(people, f"round {n}", int(acts)) for n in range(int(rounds))]
    print(json.dumps([asdict(one) for one in results]))


def hired(stack: ExitStack, control: str = "", **environment: str) -> list[Popen]:
    """A process for each person, in the database that the environment names."""
    people = [f"person{number}@iria.example" for number in range(PEOPLE)]
    for address in people:
        if not User.objects.filter(address=address).exists():
            User.objects.create_superuser(address, "measured", name=address.partition("@")[0])
    command = ("-m", "bench.inside", "contending")
    return [processes.start(stack, *command, one, control, **environment) for one in people]


def held(people: list[Popen], seed: str, acts: int) -> Round:
    """One article, made for it, and what became of it."""
    article = written(seed)
    for number, process in enumerate(people):
        job = {
            "article": article.pk,
            "seed": seed,
            "acts": acts // len(people) + (number < acts % len(people)),
        }
        say(process, json.dumps(job))
    for process in people:
        process.stdout.readline()
    for process in people:
        say(process, "go")
    reports = [json.loads(process.stdout.readline()) for process in people]
    done = [one for report in reports for one in report["acts"]]
    return Round(
        acts=dict(Counter(one["act"] for one in done if one["ended"] == "done")),
        ended=dict(Counter(one["ended"] for one in done)),
        again=sum(max(one["tries"] - 1, 0) for one in done),
        faults=[
            *(fault for report in reports for fault in report["faults"]),
            *soundness.faults(article.pk),
            *accounts.faults(article.pk, reports),
        ],
        failed=[line for one in done if one["ended"] == "failed" for line in one["said"]],
    )


def say(process: Popen, line: str) -> None:
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def written(title: str) -> Article:
    categories = [_row(Category, name) for name in ("Europe", "Asia", "Treaties")]
    content = ArticleContent(
        title=title,
        slug="",
        body="<p>The text.</p>",
        categories=[categories[0].pk, categories[1].pk],
        tags=[_row(Tag, "Arms").pk],
        byline=[[_row(Author, "Ada Writer").pk, ""]],
    )
    return revisions.create(Article, content, User.objects.order_by("pk").first())


def _row(model: Any, name: str) -> Any:
    return model.objects.filter(name=name).first() or naming.add(model, name)
