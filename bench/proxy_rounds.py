"""Random acts by several processes, and readers behind a cache proxy between them: `python -m
bench.inside proxy_rounds ACTS PEOPLE`. Prints JSON: `freshness_rounds.Trial`."""

import json
from contextlib import ExitStack
from dataclasses import asdict

from bench.freshness_rounds import Trial, held, hired


def main(acts: str, people: str) -> None:
    trial = Trial()
    with ExitStack() as stack:
        held(trial, hired(stack, int(people), "proxy_person"), int(acts))
    print(json.dumps(asdict(trial)))
