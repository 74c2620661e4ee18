"""The mails of the newest campaign in a plain loop: the same bytes through the same transport, one
connection, nothing written down. What the worker adds is what the promise costs."""

import time

from iria import transports
from newsletter import composing, delivery
from newsletter.models import Campaign, Subscriber


def main() -> None:
    """Prints bytes of a mail and microseconds of CPU a mail."""
    campaign = Campaign.objects.latest("pk")
    claimed = delivery.Claim(None, None, composing.prepare(campaign))
    people = enumerate(Subscriber.objects.subscribed().values_list("key", "address"), 1)
    jobs = [delivery.Job(number, key, address, 1) for number, (key, address) in people]
    begun = time.process_time()
    with transports.opened() as transport:
        for job in jobs:
            message = delivery._message(claimed, job)
            transport.send(delivery._envelope(job), message)
    print(len(message), round((time.process_time() - begun) / len(jobs) * 1e6))
