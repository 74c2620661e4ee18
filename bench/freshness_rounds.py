"""Random acts by several processes, and readers between them: `python -m bench.inside
freshness_rounds ACTS PEOPLE`. Prints JSON: `Trial`."""

import json
import random
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from subprocess import Popen
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from bench import freshness_acts, processes
from bench.freshness_person import FILES


@dataclass(slots=True)
class Trial:
    """`acts` are names; `faults` are addresses where the store said other than Django; `seconds`
    is how long a page stayed old after a process was killed between commit and signal."""

    acts: list[str] = field(default_factory=list)
    looks: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0


def main(acts: str, people: str) -> None:
    call_command("migrate", verbosity=0)
    trial = Trial()
    with ExitStack() as stack:
        persons = hired(stack, int(people))
        held(trial, persons, int(acts))
        killed(trial, persons)
    print(json.dumps(asdict(trial)))


def hired(
    stack: ExitStack, people: int, kind: str = "freshness_person", **environment: str
) -> list[Popen]:
    """A process for each, in the database that the environment names, where there now is
    something to act on."""
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": FILES}):
        freshness_acts.begin(random.Random("begin"))
    command = ("-m", "bench.inside", kind)
    return [processes.start(stack, *command, str(n), **environment) for n in range(people)]


def held(trial: Trial, people: list[Popen], acts: int) -> None:
    """In each round some act while the others read; then all judge."""
    chance, done = random.Random("rounds"), 0
    while done < acts:
        acting = chance.sample(people, min(chance.randint(1, len(people)), acts - done))
        done += len(acting)
        for answer in told(people, lambda one: "act" if one in acting else "read"):  # noqa: B023
            if act := answer.get("act"):
                trial.acts.append(act)
        for answer in told(people, lambda _: "judge"):
            trial.looks += answer["looks"]
            trial.faults += answer["faults"]


def killed(trial: Trial, people: list[Popen]) -> None:
    dying, *others = people
    told(others, lambda _: "read")
    say(dying, "die")
    dying.wait(30)
    trial.seconds = max(answer["seconds"] for answer in told(others, lambda _: "follow"))


def told(people: list[Popen], what: Any) -> list[dict[str, Any]]:
    for one in people:
        say(one, what(one))
    return [json.loads(one.stdout.readline()) for one in people]


def say(process: Popen, what: str) -> None:
    process.stdin.write(json.dumps({"do": what}) + "\n")
    process.stdin.flush()
