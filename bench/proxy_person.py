"""A process of the site that acts, and reads through a cache proxy: `python -m bench.inside
proxy_person SEED`, where CACHE_PROXIES names one. Takes and gives a line of JSON each."""

import http.client
import json
import logging
import random
import sys
import time
from typing import Any

from django.conf import settings

from bench import serving
from bench.freshness_person import PATIENCE, Person, ask


def main(seed: str) -> None:
    # Much is refused here, or gone.
    logging.disable(logging.CRITICAL)
    person = ProxyPerson(random.Random(seed))
    for line in sys.stdin:
        print(json.dumps(person.obey(json.loads(line))), flush=True)


class ProxyPerson(Person):
    """`faults` are pairs: an address, and the seconds for which the proxy said other than
    Django."""

    def obey(self, job: dict[str, Any]) -> dict[str, Any]:
        if job["do"] == "act":
            return {"act": self.act()}
        paths = self.paths()
        if job["do"] == "read":
            for path in paths:
                through(path)
            return {}
        old = ((path, self.seconds_old(path)) for path in paths)
        return {"looks": len(paths), "faults": [(path, s) for path, s in old if s]}

    def seconds_old(self, path: str) -> float:
        begun, passed = time.monotonic(), 0.0
        while through(path) != ask(self.plain, path) and passed < PATIENCE:
            time.sleep(0.02)
            passed = time.monotonic() - begun
        return passed


def through(path: str) -> tuple[str, bytes]:
    address = settings.CACHE_PROXIES[0].removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=serving.headers(""))
        answer = connection.getresponse()
        return f"{answer.status} {answer.reason}", answer.read()
    finally:
        connection.close()
